/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences window. */

#pragma once

#include "hw-settings.h"

G_BEGIN_DECLS

void hw_preferences_show (GtkWindow  *parent,
                          HwSettings *settings);

G_END_DECLS
