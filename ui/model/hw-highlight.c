/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See hw-highlight.h. */

#include "hw-highlight.h"

HwHighlight *
hw_highlight_new (void)
{
  HwHighlight *self = g_atomic_rc_box_new (HwHighlight);

  self->way = g_array_new (FALSE, FALSE, sizeof (HwEdge));
  self->cut = g_array_new (FALSE, FALSE, sizeof (HwEdge));
  self->freed = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->collected = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

HwHighlight *
hw_highlight_ref (HwHighlight *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  HwHighlight *self = data;

  g_array_unref (self->way);
  g_array_unref (self->cut);
  g_array_unref (self->freed);
  g_array_unref (self->collected);
}

void
hw_highlight_unref (HwHighlight *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
