/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hw-view-history.h"

#define MAX_PLACES 100

struct _HwViewHistory {
  GArray *places; /* HwViewPlace; never empty once it has begun */
  guint   at;
};

HwViewHistory *
hw_view_history_new (void)
{
  HwViewHistory *self = g_new0 (HwViewHistory, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (HwViewPlace));
  return self;
}

void
hw_view_history_free (HwViewHistory *self)
{
  g_array_unref (self->places);
  g_free (self);
}

static HwViewPlace *
get_place (HwViewHistory *self)
{
  return &g_array_index (self->places, HwViewPlace, self->at);
}

void
hw_view_history_begin (HwViewHistory     *self,
                       const HwViewPlace *place)
{
  g_array_set_size (self->places, 0);
  g_array_append_vals (self->places, place, 1);
  self->at = 0;
}

void
hw_view_history_enter (HwViewHistory     *self,
                       const HwViewStand *stand,
                       const HwViewPlace *place,
                       gboolean           jump)
{
  HwViewPlace *here;

  if (self->places->len == 0) {
    hw_view_history_begin (self, place);
    return;
  }
  here = get_place (self);
  if (!jump && here->layout == place->layout && here->focus == place->focus && here->depth == place->depth)
    return;
  here->stand = *stand;
  g_array_set_size (self->places, self->at + 1);
  if (self->places->len == MAX_PLACES)
    g_array_remove_index (self->places, 0);
  g_array_append_vals (self->places, place, 1);
  self->at = self->places->len - 1;
}

gboolean
hw_view_history_can_go (HwViewHistory *self,
                        gboolean       backwards)
{
  return backwards ? self->at > 0 : self->at + 1 < self->places->len;
}

const HwViewPlace *
hw_view_history_go (HwViewHistory     *self,
                    const HwViewStand *stand,
                    gboolean           backwards)
{
  if (!hw_view_history_can_go (self, backwards))
    return NULL;
  get_place (self)->stand = *stand;
  self->at += backwards ? -1u : 1u;
  return get_place (self);
}
