/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lanes of a walk: doubly linked lists over flat arrays, changed by one decision after the other and back again. What a decision
 * overwrites and does not tell is kept on a stack. */

#include "image/walk.h"

typedef struct {
  guint32 previous; /* the object before it in its lane; HW_NO_OBJECT: it was the first */
  guint32 refs;
  guint8  lane;
} Undo;

typedef struct {
  guint32 first;
  guint32 last;
  guint32 length;
} Lane;

struct _HwLanes {
  HwWalk  *walk; /* owned */
  guint    position;
  guint32 *refs;     /* by object */
  guint8  *lane;     /* by object */
  guint32 *next;     /* by object */
  guint32 *previous; /* by object */
  Lane     lanes[HW_N_LANES];
  GArray  *undo; /* of Undo: for each decision that moved an object */
};

/* ---------------------------------------------------------------------------------------------------------------- the lists */

static void
take_out (HwLanes *self,
          guint32  object)
{
  Lane *lane = &self->lanes[self->lane[object]];
  guint32 next = self->next[object], previous = self->previous[object];

  if (self->lane[object] == HW_LANE_NONE)
    return;
  if (previous != HW_NO_OBJECT)
    self->next[previous] = next;
  else
    lane->first = next;
  if (next != HW_NO_OBJECT)
    self->previous[next] = previous;
  else
    lane->last = previous;
  lane->length--;
}

/* Behind [previous], or in front of all. */
static void
put_in (HwLanes *self,
        guint32  object,
        HwLane   to,
        guint32  previous)
{
  Lane *lane = &self->lanes[to];

  self->lane[object] = (guint8) to;
  if (to == HW_LANE_NONE)
    return;
  self->previous[object] = previous;
  self->next[object] = previous != HW_NO_OBJECT ? self->next[previous] : lane->first;
  if (self->next[object] != HW_NO_OBJECT)
    self->previous[self->next[object]] = object;
  else
    lane->last = object;
  if (previous != HW_NO_OBJECT)
    self->next[previous] = object;
  else
    lane->first = object;
  lane->length++;
}

/* --------------------------------------------------------------------------------------------------------------- decisions */

/* Where a decision puts its object; HW_N_LANES: where it is. */
static HwLane
get_target (const HwDecision *decision)
{
  switch ((HwDecisionKind) decision->kind) {
  case HW_DECISION_SUSPECT:
  case HW_DECISION_RETURN:
    return HW_LANE_UNREACHABLE;
  case HW_DECISION_RESCUE:
    return HW_LANE_SCAN;
  case HW_DECISION_REACH:
  case HW_DECISION_RESURRECT:
  case HW_DECISION_SURVIVE:
    return HW_LANE_REACHABLE;
  case HW_DECISION_SEE:
    return HW_LANE_SEEN;
  case HW_DECISION_FREE:
    return HW_LANE_FREED;
  case HW_DECISION_UNTRACK:
    return HW_LANE_NONE;
  default:
    return HW_N_LANES;
  }
}

/* All that were set aside are the trash again: that lane is empty by then, both when it is done and undone. */
static void
swap_seen (HwLanes *self)
{
  Lane seen = self->lanes[HW_LANE_SEEN];

  self->lanes[HW_LANE_SEEN] = self->lanes[HW_LANE_UNREACHABLE];
  self->lanes[HW_LANE_UNREACHABLE] = seen;
  for (guint32 i = self->lanes[HW_LANE_SEEN].first; i != HW_NO_OBJECT; i = self->next[i])
    self->lane[i] = HW_LANE_SEEN;
  for (guint32 i = self->lanes[HW_LANE_UNREACHABLE].first; i != HW_NO_OBJECT; i = self->next[i])
    self->lane[i] = HW_LANE_UNREACHABLE;
}

static void
apply (HwLanes          *self,
       const HwDecision *decision)
{
  HwLane to = get_target (decision);
  guint32 object = decision->object;

  switch ((HwDecisionKind) decision->kind) {
  case HW_DECISION_UPDATE:
  case HW_DECISION_SUBTRACT:
  case HW_DECISION_SPARE:
    self->refs[object] = decision->value;
    return;
  case HW_DECISION_MERGE:
    swap_seen (self);
    return;
  default:
    break;
  }
  if (to == HW_N_LANES || object == HW_NO_OBJECT)
    return;
  {
    Undo undo = { self->previous[object], self->refs[object], self->lane[object] };

    g_array_append_val (self->undo, undo);
  }
  take_out (self, object);
  put_in (self, object, to, self->lanes[to].last);
  self->refs[object] = decision->kind == HW_DECISION_RESCUE ? 1 : decision->kind == HW_DECISION_SUSPECT ? 0 : G_MAXUINT32;
}

static void
take_back (HwLanes          *self,
           const HwDecision *decision)
{
  guint32 object = decision->object;
  Undo undo;

  switch ((HwDecisionKind) decision->kind) {
  case HW_DECISION_UPDATE:
    self->refs[object] = G_MAXUINT32;
    return;
  case HW_DECISION_SUBTRACT:
    self->refs[object]++;
    return;
  case HW_DECISION_SPARE:
    self->refs[object] = 0;
    return;
  case HW_DECISION_MERGE:
    swap_seen (self);
    return;
  default:
    break;
  }
  if (get_target (decision) == HW_N_LANES || object == HW_NO_OBJECT)
    return;
  undo = g_array_index (self->undo, Undo, self->undo->len - 1);
  g_array_set_size (self->undo, self->undo->len - 1);
  take_out (self, object);
  put_in (self, object, undo.lane, undo.previous);
  self->refs[object] = undo.refs;
}

void
hw_lanes_seek (HwLanes *self,
               guint    n)
{
  guint n_decisions;
  const HwDecision *decisions = hw_walk_get_decisions (self->walk, &n_decisions);

  n = MIN (n, n_decisions);
  while (self->position < n)
    apply (self, &decisions[self->position++]);
  while (self->position > n)
    take_back (self, &decisions[--self->position]);
}

/* ------------------------------------------------------------------------------------------------------------------- reading */

HwLanes *
hw_lanes_new (HwWalk *walk)
{
  guint n = walk->image->n_objects, n_young;
  const guint32 *young = hw_walk_get_young (walk, &n_young);
  HwLanes *self = g_new0 (HwLanes, 1);

  self->walk = hw_walk_ref (walk);
  self->refs = g_new (guint32, n + 1);
  self->lane = g_new0 (guint8, n + 1);
  self->next = g_new (guint32, n + 1);
  self->previous = g_new (guint32, n + 1);
  self->undo = g_array_new (FALSE, FALSE, sizeof (Undo));
  for (guint i = 0; i < HW_N_LANES; i++)
    self->lanes[i] = (Lane) { HW_NO_OBJECT, HW_NO_OBJECT, 0 };
  for (guint i = 0; i <= n; i++)
    self->refs[i] = self->next[i] = self->previous[i] = G_MAXUINT32;
  for (guint i = 0; i < n_young; i++)
    put_in (self, young[i], HW_LANE_SCAN, self->lanes[HW_LANE_SCAN].last);
  return self;
}

void
hw_lanes_free (HwLanes *self)
{
  if (self == NULL)
    return;
  g_free (self->refs);
  g_free (self->lane);
  g_free (self->next);
  g_free (self->previous);
  g_array_unref (self->undo);
  hw_walk_unref (self->walk);
  g_free (self);
}

guint
hw_lanes_get_position (HwLanes *self)
{
  return self->position;
}

HwLane
hw_lanes_get_lane (HwLanes *self,
                   guint    object)
{
  return self->lane[object];
}

guint32
hw_lanes_get_refs (HwLanes *self,
                   guint    object)
{
  return self->refs[object];
}

guint
hw_lanes_get_first (HwLanes *self,
                    HwLane   lane)
{
  return self->lanes[lane].first;
}

guint
hw_lanes_get_next (HwLanes *self,
                   guint    object)
{
  return self->next[object];
}

guint
hw_lanes_get_length (HwLanes *self,
                     HwLane   lane)
{
  return self->lanes[lane].length;
}
