/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A bump allocator: memory is handed out zeroed and freed all at once. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HwArena HwArena;

HwArena *hw_arena_new   (void);
void     hw_arena_free  (HwArena *arena);

/* [size] zeroed bytes, aligned for anything; never NULL, also for 0. */
gpointer hw_arena_alloc (HwArena *arena,
                         gsize    size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwArena, hw_arena_free)

G_END_DECLS
