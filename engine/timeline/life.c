/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of one object: a cursor goes to its birth, and then event by event to its end; what happens to its cell, and what slots of
 * others take it up or let go of it, is put in words. */

#include <string.h>

#include "timeline/cursor.h"
#include "timeline/text.h"
#include "timeline/words.h"

#define CHECK_EVERY 65536

typedef struct {
  HwTimeline *timeline;
  HwReplica  *replica;
  guint32     serial;
  guint32     cell;  /* 0: not born yet */
  guint       step;
  guint64     position;
  gboolean    ended;
  guint32     old_dict;  /* whose key in slot [old_slot] was just taken out, and the key: the value goes next */
  guint32     old_slot;
  guint32     old_key;
  GPtrArray  *events; /* of HwLifeEvent */
} HwLife;

void
hw_life_event_free (HwLifeEvent *event)
{
  g_free (event->text);
  g_free (event);
}

/* Takes [text]. */
static void
add (HwLife     *self,
     HwEventKind kind,
     char       *text)
{
  HwLifeEvent *event = g_new (HwLifeEvent, 1);

  event->kind = kind;
  event->step = self->step;
  event->position = self->position;
  event->text = text;
  g_ptr_array_add (self->events, event);
}

static char *
dup_title (HwLife *self,
           guint32 cell)
{
  const HwCell *object = &self->replica->cells[cell];
  HwKind kind = HW_NATURE_KIND (object->nature);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) type_name = g_string_new (NULL);
  GString *title = g_string_new (NULL);

  hw_text_append_object (text, self->timeline, self->replica, cell);
  hw_text_append_object (type_name, self->timeline, self->replica, object->type);
  hw_text_append_title (title, kind, HW_NATURE_FLAGS (object->nature), hw_timeline_get_number (self->timeline, object->serial), text->str,
                        type_name->len > 0 ? type_name->str : hw_kind_get_name (kind));
  return g_string_free (title, FALSE);
}

/* The variable of frame [cell] in [slot]; NULL if it is no running frame or has no name for it. */
static const char *
get_variable (HwLife *self,
              guint32 cell,
              guint32 slot)
{
  for (guint i = self->replica->frames->len; i > 0; i--) {
    const HwReplicaFrame *frame = &g_array_index (self->replica->frames, HwReplicaFrame, i - 1);

    if (frame->cell == cell)
      return hw_timeline_get_label (self->timeline, frame->layout, slot);
  }
  return NULL;
}

/* "the name a", "Node #5.ref", "list #7": what slot [slot] of [holder] is; [key] is the cell of its key, or 0. Owned. */
static char *
dup_place (HwLife *self,
           guint32 holder,
           guint32 slot,
           guint32 key)
{
  const HwCell *object = &self->replica->cells[holder];
  HwKind kind = HW_NATURE_KIND (object->nature);
  const char *label = NULL;
  g_autofree char *title = NULL;
  gsize length = 0;

  if (HW_NATURE_FLAGS (object->nature) & HW_FLAG_NAMESPACE) {
    label = key != 0 ? hw_text_get_str (self->timeline, self->replica, key, &length) : NULL;
    return label != NULL ? g_strdup_printf ("the name %.*s", (int) length, label) : g_strdup ("a name");
  }
  if (kind == HW_KIND_FRAME) {
    label = get_variable (self, holder, slot);
    return label != NULL ? g_strdup_printf ("the name %s", label) : g_strdup ("a local name");
  }
  title = dup_title (self, holder);
  if (kind == HW_KIND_INSTANCE || slot >= HW_SLOT_ATTRIBUTES)
    label = hw_timeline_get_label (self->timeline, self->replica->cells[object->type].layout, slot & ~HW_SLOT_ATTRIBUTES);
  return label != NULL ? g_strdup_printf ("%s.%s", title, label) : g_steal_pointer (&title);
}

static void
add_hold (HwLife     *self,
          HwEventKind kind,
          guint32     holder,
          guint32     slot,
          guint32     key,
          gboolean    takes)
{
  HwKind holder_kind = HW_NATURE_KIND (self->replica->cells[holder].nature);
  gboolean weak = slot == 0 && (holder_kind == HW_KIND_WEAKREF || holder_kind == HW_KIND_PROXY);
  g_autofree char *place = dup_place (self, holder, slot, key);

  add (self, kind, g_strdup_printf (weak ? (takes ? "%s refers to it weakly" : "%s refers to it no more")
                                         : (takes ? "%s refers to it" : "%s lets go of it"), place));
}

/* The cell of the key that belongs to the value in [slot] of a dict. */
static guint32
get_key (HwLife *self,
         guint32 holder,
         guint32 slot)
{
  guint32 key;

  if (HW_NATURE_KIND (self->replica->cells[holder].nature) != HW_KIND_DICT || slot >= HW_SLOT_ATTRIBUTES)
    return 0;
  key = hw_replica_get_slot (self->replica, holder, slot & ~1u);
  return key == 0 && self->old_dict == holder && self->old_slot == (slot & ~1u) ? self->old_key : key;
}

/* Slots of other objects, and its own. */
static void
note_slots (HwLife        *self,
            const guint32 *event)
{
  guint32 holder = HW_EVENT_ARGUMENT (event[0]);

  if (HW_EVENT_KIND (event[0]) == HW_EVENT_SET) {
    if (event[2] == event[3])
      return;
    if (event[3] == 0 && event[1] % 2 == 0) {
      self->old_dict = holder;
      self->old_slot = event[1];
      self->old_key = event[2];
    }
    if (event[2] == self->cell)
      add_hold (self, HW_EVENT_SET, holder, event[1], get_key (self, holder, event[1]), FALSE);
    if (event[3] == self->cell)
      add_hold (self, HW_EVENT_SET, holder, event[1], get_key (self, holder, event[1]), TRUE);
    return;
  }
  for (guint32 i = 0; i < event[2] + event[3]; i++) {
    gboolean takes = i >= event[2];
    guint32 at = takes ? i - event[2] : i;
    const guint32 *cells = event + 4 + (takes ? event[2] : 0);

    if (cells[at] == self->cell)
      add_hold (self, HW_EVENT_SPLICE, holder, event[1] + at, (event[1] + at) % 2 == 1 && at > 0 ? cells[at - 1] : 0, takes);
  }
}

/* What an event that is about the object itself says; NULL for what nobody needs to know. Owned. */
static char *
dup_words (HwLife        *self,
           const guint32 *event)
{
  static const char *const lists[] = {
    NULL, "generation 0", "generation 1", "generation 2", "the permanent generation", "the tentatively unreachable", "those finalized",
  };
  const HwCell *object = &self->replica->cells[self->cell];

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_INCREF:
    return g_strdup_printf ("its count rises to %u", object->refs + 1);
  case HW_EVENT_DECREF:
    return g_strdup_printf ("its count falls to %u", object->refs - 1);
  case HW_EVENT_SIZE:
    return g_strdup_printf ("its size goes from %u to %u bytes", event[1], event[2]);
  case HW_EVENT_RETYPE:
    return g_strdup ("its class changes");
  case HW_EVENT_TRACK:
    return g_strdup ("tracked by the collector, in generation 0");
  case HW_EVENT_UNTRACK:
    return g_strdup ("tracked no more");
  case HW_EVENT_GC_MOVE:
    return event[2] < G_N_ELEMENTS (lists) && lists[event[2]] != NULL ? g_strdup_printf ("moved to %s", lists[event[2]]) : NULL;
  case HW_EVENT_FINALIZER_BEGIN:
  case HW_EVENT_FINALIZER_END:
  case HW_EVENT_CALLBACK_BEGIN:
  case HW_EVENT_CALLBACK_END:
  case HW_EVENT_RAISE:
    return g_strdup (hw_event_kind_get_text (HW_EVENT_KIND (event[0])));
  case HW_EVENT_FREE:
    return g_strdup ("freed");
  case HW_EVENT_FRAME_POP:
    return g_strdup ("returned");
  default:
    return NULL;
  }
}

/* Looks at [event], which is about to be applied. */
static void
note (HwLife        *self,
      const guint32 *event)
{
  HwEventKind kind = HW_EVENT_KIND (event[0]);
  char *words;

  if (self->cell == 0) {
    if ((kind != HW_EVENT_ALLOC && kind != HW_EVENT_FRAME_PUSH) || self->replica->next_serial != self->serial)
      return;
    self->cell = HW_EVENT_ARGUMENT (event[0]);
    add (self, kind, kind == HW_EVENT_ALLOC ? g_strdup_printf ("born, %u bytes", event[2]) : g_strdup ("called"));
    return;
  }
  if (kind == HW_EVENT_SET || kind == HW_EVENT_SPLICE) {
    note_slots (self, event);
    return;
  }
  if (HW_EVENT_ARGUMENT (event[0]) != self->cell)
    return;
  words = dup_words (self, event);
  if (words != NULL)
    add (self, kind, words);
  self->ended = kind == HW_EVENT_FREE || kind == HW_EVENT_FRAME_POP;
}

GPtrArray *
hw_timeline_list_life (HwTimeline   *timeline,
                       guint32       serial,
                       guint         max_events,
                       GCancellable *cancellable)
{
  HwLife self = { .timeline = timeline, .serial = serial, .step = hw_timeline_get_birth (timeline, serial) };
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);
  guint last = hw_timeline_get_last (timeline);
  guint n_seen = 0;

  self.events = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_life_event_free);
  if (self.step == 0 || !hw_cursor_seek (cursor, self.step - 1, cancellable, NULL))
    return self.events;
  self.replica = cursor->replica;
  while (cursor->position < timeline->n_words && !self.ended && self.events->len < max_events) {
    while (self.step < last && cursor->position >= hw_timeline_get_begin (timeline, self.step + 1))
      self.step++;
    self.position = cursor->position;
    note (&self, timeline->words + cursor->position);
    cursor->position = hw_replica_apply (cursor->replica, timeline->words, cursor->position, cursor->position + 1);
    if (++n_seen % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
      break;
  }
  return self.events;
}
