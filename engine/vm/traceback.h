/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a printed traceback is put together from. */

#pragma once

#include "vm/machine.h"

/* A line of the scenario with its marks; [plain]: without marks, as the C code of 3.13 on prints what an ignored exception passed. */
void  hw_traceback_append_source (HwVm *vm, GString *text, guint32 number, const HwPosition *position, gboolean plain);

/* "Did you mean: 'x'?", with what leads up to it, or NULL. */
char *hw_suggest                 (HwVm *vm, HwObject *exception);
