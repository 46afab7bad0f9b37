/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The operator % for both of its types. */

#pragma once

#include "vm/text.h"

/* Appends format % arguments; FALSE: exception. [bytes]: of bytes instead of str. */
gboolean hw_percent_write (HwVm *vm, HwStretch format, HwObject *arguments, gboolean bytes, GString *out);
