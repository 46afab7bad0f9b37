/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenarios opened or saved last, kept in the desktop's list of recent files. */

#pragma once

#include "hw-types-ui.h"

G_BEGIN_DECLS

#define HW_RECENT_MAX 8

void       hw_recent_add    (GFile *file);
void       hw_recent_remove (GFile *file);

/* The newest HW_RECENT_MAX files, as GFile. Owned. */
GPtrArray *hw_recent_list   (void);

G_END_DECLS
