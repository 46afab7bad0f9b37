/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One sentence on what a statement did. The timeline's own cursor goes to where the statement begins; its events are then
 * applied one by one, and what they do to objects that people look at is gathered by serial. */

#include <string.h>

#include "timeline/cursor.h"
#include "timeline/holders.h"
#include "timeline/text.h"
#include "timeline/words.h"

/* Titles named in one clause, and clauses in a sentence. */
#define MAX_TITLES 2
#define MAX_CLAUSES 3
/* Objects whose counts, or births, are followed one by one. */
#define MAX_FOLLOWED 16384

/* Titles of what one clause is about: the first few, and how many in all. */
typedef struct {
  GString *text;
  guint    n;
} HwClause;

/* In the order of the sentence. X (identifier, verb before the titles) */
#define HW_CLAUSE_LIST(X)        \
  X (RAISES, "raises ")          \
  X (BINDS, "binds ")            \
  X (LOSES, "")                  \
  X (UNBINDS, "unbinds ")        \
  X (SETS, "sets ")              \
  X (PASSES, "")                 \
  X (FINALIZES, "finalizes ")    \
  X (CALLS_BACK, "calls back ")  \
  X (ALLOCATES, "allocates ")    \
  X (FREES, "frees ")            \
  X (COUNTS, "")                 \
  X (CALLS, "calls ")            \
  X (RETURNS, "returns from ")   \
  X (PRINTS, "prints")

enum {
#define HW_X(id, verb) CLAUSE_##id,
  HW_CLAUSE_LIST (HW_X)
#undef HW_X
  N_CLAUSES
};

/* What a statement did to the count of one object that was there before. */
typedef struct {
  guint32 cell;
  guint32 before;
} HwCountChange;

typedef struct {
  guint32 serial;
  guint32 cell;
} HwBirth;

/* An object that people look at, and a name it had. */
typedef struct {
  guint32 cell;
  guint32 serial;
  char   *title;
  char   *name;
} HwLoss;

typedef struct {
  HwCursor   *cursor;
  HwClause    clauses[N_CLAUSES];
  GArray     *losses;       /* of HwLoss */
  GHashTable *told;         /* serials that a clause has said all about */
  guint32     first_serial; /* of what the statement allocates */
  GHashTable *counts;       /* serial → HwCountChange */
  GArray     *order;        /* of serials, in the order of their first change */
  GArray     *born;         /* of HwBirth */
  gboolean    more_counts;  /* there are objects that are not in [counts], or in [born] */
  gboolean    more_born;
} HwNarration;

static void
hw_narration_append_title (HwNarration *self,
                           GString     *string,
                           guint32      cell)
{
  HwTimeline *timeline = self->cursor->timeline;
  HwReplica *replica = self->cursor->replica;
  const HwCell *object = &replica->cells[cell];
  HwKind kind = HW_NATURE_KIND (object->nature);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) type_name = g_string_new (NULL);

  hw_text_append_object (text, timeline, replica, cell);
  hw_text_append_object (type_name, timeline, replica, object->type);
  hw_text_append_title (string, kind, HW_NATURE_FLAGS (object->nature),
                        hw_timeline_get_number (timeline, object->serial), text->str,
                        type_name->len > 0 ? type_name->str : hw_kind_get_name (kind));
}

/* One more for a clause; TRUE if its title is to be appended. */
static gboolean
hw_clause_begin (HwClause *clause)
{
  if (clause->text == NULL)
    clause->text = g_string_new (NULL);
  if (clause->n++ >= MAX_TITLES)
    return FALSE;
  if (clause->n > 1)
    g_string_append (clause->text, ", ");
  return TRUE;
}

static void
hw_narration_add_object (HwNarration *self,
                         guint        clause,
                         guint32      cell)
{
  if (hw_clause_begin (&self->clauses[clause]))
    hw_narration_append_title (self, self->clauses[clause].text, cell);
}

/* Whether people look at the object in [cell] for itself. */
static gboolean
hw_narration_is_shown (HwNarration *self,
                       guint32      cell)
{
  guint32 nature = self->cursor->replica->cells[cell].nature;
  HwKind kind = HW_NATURE_KIND (nature);

  if (HW_NATURE_FLAGS (nature) & (HW_FLAG_STATIC | HW_FLAG_IMMORTAL | HW_FLAG_NAMESPACE) || kind == HW_KIND_FREE
      || kind == HW_KIND_FRAME || kind == HW_KIND_CODE)
    return FALSE;
  return !hw_text_is_atom (kind, HW_NATURE_FLAGS (nature));
}

/* ------------------------------------------------------------------------------------------------------- gathering */

static void
hw_narration_note_count (HwNarration *self,
                         guint32      cell)
{
  const HwCell *object = &self->cursor->replica->cells[cell];
  HwCountChange *change;

  if (!hw_narration_is_shown (self, cell) || object->serial >= self->first_serial
      || g_hash_table_contains (self->counts, GUINT_TO_POINTER (object->serial)))
    return;
  if (self->order->len >= MAX_FOLLOWED) {
    self->more_counts = TRUE;
    return;
  }
  change = g_new (HwCountChange, 1);
  change->cell = cell;
  change->before = object->refs;
  g_hash_table_insert (self->counts, GUINT_TO_POINTER (object->serial), change);
  g_array_append_val (self->order, object->serial);
}

static void
hw_narration_note_alloc (HwNarration   *self,
                         const guint32 *event)
{
  HwBirth birth = { self->cursor->replica->next_serial, HW_EVENT_ARGUMENT (event[0]) };

  if (hw_text_is_atom (HW_NATURE_KIND (event[4]), HW_NATURE_FLAGS (event[4])))
    return;
  if (self->born->len < MAX_FOLLOWED)
    g_array_append_val (self->born, birth);
  else
    self->more_born = TRUE;
}

/* The title of what a name or attribute is bound to; that it is new is said with it. */
static void
hw_narration_append_bound (HwNarration *self,
                           GString     *string,
                           guint32      cell)
{
  guint32 serial = self->cursor->replica->cells[cell].serial;

  if (serial >= self->first_serial && hw_narration_is_shown (self, cell) && g_hash_table_add (self->told, GUINT_TO_POINTER (serial)))
    g_string_append (string, "the new ");
  hw_narration_append_title (self, string, cell);
}

/* The object in [cell] has a name no more. TRUE if that is told of the object, not of the name. */
static gboolean
hw_narration_note_loss (HwNarration *self,
                        const char  *name,
                        gsize        length,
                        guint32      cell)
{
  HwLoss loss = { cell, 0, NULL, NULL };
  g_autoptr (GString) title = NULL;

  if (cell == 0 || !hw_narration_is_shown (self, cell))
    return FALSE;
  title = g_string_new (NULL);
  hw_narration_append_title (self, title, cell);
  loss.serial = self->cursor->replica->cells[cell].serial;
  loss.title = g_strdup (title->str);
  loss.name = g_strndup (name, length);
  hw_narration_note_count (self, cell);
  g_array_append_val (self->losses, loss);
  return TRUE;
}

/* A name of a module or frame gets or loses its object. */
static void
hw_narration_note_name (HwNarration *self,
                        const char  *name,
                        gsize        length,
                        guint32      cell)
{
  HwClause *clause = &self->clauses[cell != 0 ? CLAUSE_BINDS : CLAUSE_UNBINDS];

  if (!hw_clause_begin (clause))
    return;
  g_string_append_len (clause->text, name, length);
  if (cell != 0) {
    g_string_append (clause->text, " to ");
    hw_narration_append_bound (self, clause->text, cell);
  }
}

/* The name that variable [slot] of the innermost frame has, if [holder] is that frame. */
static const char *
hw_narration_get_variable (HwNarration *self,
                           guint32      holder,
                           guint32      slot)
{
  const GArray *frames = self->cursor->replica->frames;
  const HwReplicaFrame *frame;

  if (frames->len == 0)
    return NULL;
  frame = &g_array_index (frames, HwReplicaFrame, frames->len - 1);
  return frame->cell == holder ? hw_timeline_get_label (self->cursor->timeline, frame->layout, slot) : NULL;
}

/* Slot [slot] of a module's namespace changes: a value is put in, or a key is taken out. [key] is the one before the value. */
static void
hw_narration_note_global (HwNarration *self,
                          guint32      holder,
                          guint32      slot,
                          guint32      key,
                          guint32      old,
                          guint32      value)
{
  HwReplica *replica = self->cursor->replica;
  const char *name = NULL;
  gsize length = 0;
  guint32 lost = 0;

  if (slot % 2 == 1 && value != 0) {
    name = hw_text_get_str (self->cursor->timeline, replica, key, &length);
    lost = old;
  } else if (slot % 2 == 0 && value == 0) {
    name = hw_text_get_str (self->cursor->timeline, replica, old, &length);
    lost = hw_replica_get_slot (replica, holder, slot + 1);
  }
  if (name == NULL)
    return;
  if (!hw_narration_note_loss (self, name, length, lost) || value != 0)
    hw_narration_note_name (self, name, length, value);
}

static void
hw_narration_note_attribute (HwNarration *self,
                             guint32      holder,
                             guint32      slot,
                             guint32      value)
{
  const HwReplica *replica = self->cursor->replica;
  const char *name = hw_timeline_get_label (self->cursor->timeline, replica->cells[replica->cells[holder].type].layout, slot);
  HwClause *clause = &self->clauses[CLAUSE_SETS];

  if (name == NULL || g_str_has_prefix (name, "__") || !hw_clause_begin (clause))
    return;
  hw_narration_append_title (self, clause->text, holder);
  g_string_append_printf (clause->text, ".%s to ", name);
  hw_narration_append_bound (self, clause->text, value);
}

static void
hw_narration_note_set (HwNarration   *self,
                       const guint32 *event)
{
  HwReplica *replica = self->cursor->replica;
  guint32 holder = HW_EVENT_ARGUMENT (event[0]);
  guint32 nature = replica->cells[holder].nature;
  const char *name = NULL;

  if (event[2] == event[3])
    return;
  if (HW_NATURE_FLAGS (nature) & HW_FLAG_NAMESPACE)
    hw_narration_note_global (self, holder, event[1], hw_replica_get_slot (replica, holder, event[1] & ~1u), event[2], event[3]);
  else if (HW_NATURE_KIND (nature) == HW_KIND_FRAME)
    name = hw_narration_get_variable (self, holder, event[1]);
  else if (HW_NATURE_KIND (nature) == HW_KIND_INSTANCE && event[3] != 0)
    hw_narration_note_attribute (self, holder, event[1], event[3]);
  if (name == NULL)
    return;
  hw_narration_note_loss (self, name, strlen (name), event[2]);
  if (event[3] != 0)
    hw_narration_note_name (self, name, strlen (name), event[3]);
}

static void
hw_narration_note_splice (HwNarration   *self,
                          const guint32 *event)
{
  guint32 holder = HW_EVENT_ARGUMENT (event[0]);
  const guint32 *put = event + 4 + event[2];

  if (event[2] > 0 || !(HW_NATURE_FLAGS (self->cursor->replica->cells[holder].nature) & HW_FLAG_NAMESPACE))
    return;
  for (guint32 i = 0; i + 1 < event[3]; i += 2)
    hw_narration_note_global (self, holder, event[1] + i + 1, put[i], 0, put[i + 1]);
}

static void
hw_narration_note_pass (HwNarration   *self,
                        const guint32 *event)
{
  HwClause *clause = &self->clauses[CLAUSE_PASSES];

  if (!hw_clause_begin (clause))
    return;
  g_string_append_printf (clause->text, "a pass of generation %u collects %u", HW_EVENT_ARGUMENT (event[0]), event[1]);
  if (event[2] > 0)
    g_string_append_printf (clause->text, " and leaves %u uncollectable", event[2]);
}

static void
hw_narration_note_frame (HwNarration   *self,
                         guint          clause,
                         const guint32 *event)
{
  const char *name = hw_timeline_get_layout_name (self->cursor->timeline, event[1]);

  if (name != NULL && *name != '<' && hw_clause_begin (&self->clauses[clause]))
    g_string_append (self->clauses[clause].text, name);
}

/* Looks at [event], which is about to be applied. */
static void
hw_narration_note (HwNarration   *self,
                   const guint32 *event)
{
  guint32 argument = HW_EVENT_ARGUMENT (event[0]);

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_INCREF:
  case HW_EVENT_DECREF:
    hw_narration_note_count (self, argument);
    break;
  case HW_EVENT_ALLOC:
    hw_narration_note_alloc (self, event);
    break;
  case HW_EVENT_FREE:
    if (hw_narration_is_shown (self, argument) && event[1] < self->first_serial)
      hw_narration_add_object (self, CLAUSE_FREES, argument);
    break;
  case HW_EVENT_SET:
    hw_narration_note_set (self, event);
    break;
  case HW_EVENT_SPLICE:
    hw_narration_note_splice (self, event);
    break;
  case HW_EVENT_PASS_END:
    hw_narration_note_pass (self, event);
    break;
  case HW_EVENT_FINALIZER_BEGIN:
    hw_narration_add_object (self, CLAUSE_FINALIZES, argument);
    break;
  case HW_EVENT_CALLBACK_BEGIN:
    hw_narration_add_object (self, CLAUSE_CALLS_BACK, argument);
    break;
  case HW_EVENT_RAISE:
    hw_narration_add_object (self, CLAUSE_RAISES, argument);
    break;
  case HW_EVENT_FRAME_PUSH:
    hw_narration_note_frame (self, CLAUSE_CALLS, event);
    break;
  case HW_EVENT_FRAME_POP:
    hw_narration_note_frame (self, CLAUSE_RETURNS, event);
    break;
  case HW_EVENT_OUTPUT:
    if (self->clauses[CLAUSE_PRINTS].n == 0)
      hw_clause_begin (&self->clauses[CLAUSE_PRINTS]);
    break;
  default:
    break;
  }
}

/* What the statement allocated and left behind. */
static void
hw_narration_note_born (HwNarration *self)
{
  const HwReplica *replica = self->cursor->replica;

  for (guint32 cell = HW_FIRST_CELL; self->more_born && cell < replica->n_cells; cell++)
    if (replica->cells[cell].serial >= self->first_serial && hw_narration_is_shown (self, cell)
        && !g_hash_table_contains (self->told, GUINT_TO_POINTER (replica->cells[cell].serial)))
      hw_narration_add_object (self, CLAUSE_ALLOCATES, cell);
  if (self->more_born)
    return;
  for (guint i = 0; i < self->born->len; i++) {
    const HwBirth *birth = &g_array_index (self->born, HwBirth, i);

    if (replica->cells[birth->cell].serial == birth->serial && hw_narration_is_shown (self, birth->cell)
        && !g_hash_table_contains (self->told, GUINT_TO_POINTER (birth->serial)))
      hw_narration_add_object (self, CLAUSE_ALLOCATES, birth->cell);
  }
}

/* ", it stays alive because of b.ref", of an object with a count that fell. */
static void
hw_narration_append_reason (HwNarration *self,
                            GString     *string,
                            guint32      cell)
{
  g_autoptr (GString) path = g_string_new (NULL);

  switch (hw_replica_find_holder (self->cursor->timeline, self->cursor->replica, cell, path)) {
  case HW_HELD_BY_PATH:
    g_string_append_printf (string, "; it stays alive because of %s", path->str);
    break;
  case HW_HELD_BY_NOTHING:
    g_string_append (string, "; no name leads to it any more, so only the collector can free it");
    break;
  case HW_HELD_NOT_TOLD:
    break;
  }
}

/* "Node #3 loses the name a, its count falls from 2 to 1; it stays alive because of b.ref" */
static void
hw_narration_tell_losses (HwNarration *self)
{
  HwClause *clause = &self->clauses[CLAUSE_LOSES];

  for (guint i = 0; i < self->losses->len; i++) {
    const HwLoss *loss = &g_array_index (self->losses, HwLoss, i);
    const HwCountChange *change = g_hash_table_lookup (self->counts, GUINT_TO_POINTER (loss->serial));
    const HwCell *object = &self->cursor->replica->cells[loss->cell];

    if (!hw_clause_begin (clause))
      continue;
    g_string_append_printf (clause->text, "%s loses the name %s", loss->title, loss->name);
    if (object->serial != loss->serial) {
      g_string_append (clause->text, " and with it its last reference");
      continue;
    }
    if (change == NULL || !g_hash_table_add (self->told, GUINT_TO_POINTER (loss->serial)))
      continue;
    if (object->refs < change->before) {
      g_string_append_printf (clause->text, ", its count falls from %u to %u", change->before, object->refs);
      hw_narration_append_reason (self, clause->text, loss->cell);
    }
  }
}

/* "list #3 falls from 2 to 1", for those that are still there. Every call moves the counts of a function and a class. */
static void
hw_narration_note_counts (HwNarration *self)
{
  HwClause *clause = &self->clauses[CLAUSE_COUNTS];

  for (guint i = 0; i < self->order->len; i++) {
    guint32 serial = g_array_index (self->order, guint32, i);
    const HwCountChange *change = g_hash_table_lookup (self->counts, GUINT_TO_POINTER (serial));
    const HwCell *object = &self->cursor->replica->cells[change->cell];
    HwKind kind = HW_NATURE_KIND (object->nature);

    if (object->serial != serial || object->refs == change->before || kind == HW_KIND_TYPE || kind == HW_KIND_FUNCTION
        || g_hash_table_contains (self->told, GUINT_TO_POINTER (serial)) || !hw_clause_begin (clause))
      continue;
    g_string_append (clause->text, "the count of ");
    hw_narration_append_title (self, clause->text, change->cell);
    g_string_append_printf (clause->text, object->refs > change->before ? " rises from %u to %u" : " falls from %u to %u",
                            change->before, object->refs);
    if (object->refs < change->before && clause->n == 1)
      hw_narration_append_reason (self, clause->text, change->cell);
  }
}

/* ------------------------------------------------------------------------------------------------------- the sentence */

static char *
hw_narration_finish (HwNarration *self)
{
  static const char *const verbs[] = {
#define HW_X(id, verb) verb,
    HW_CLAUSE_LIST (HW_X)
#undef HW_X
  };
  GString *sentence = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < N_CLAUSES; i++) {
    HwClause *clause = &self->clauses[i];

    if (clause->n == 0)
      continue;
    if (n++ >= MAX_CLAUSES)
      continue;
    if (n > 1)
      g_string_append (sentence, "; ");
    g_string_append (sentence, verbs[i]);
    g_string_append_len (sentence, clause->text->str, clause->text->len);
    if (i == CLAUSE_COUNTS && self->more_counts)
      g_string_append (sentence, " and many more");
    else if (clause->n > MAX_TITLES && i != CLAUSE_PRINTS)
      g_string_append_printf (sentence, " and %u more", clause->n - MAX_TITLES);
  }
  if (n > MAX_CLAUSES)
    g_string_append_printf (sentence, "; and %u more", n - MAX_CLAUSES);
  return g_string_free (sentence, FALSE);
}

/* The lock is held. */
static char *
hw_timeline_narrate (HwTimeline *timeline,
                     guint       step)
{
  HwNarration self = { 0 };
  HwCursor *cursor;
  guint64 end = hw_timeline_get_begin (timeline, step + 1);
  char *sentence;

  if (timeline->narrator == NULL)
    timeline->narrator = hw_cursor_new_unheld (timeline);
  cursor = timeline->narrator;
  hw_cursor_seek (cursor, step - 1, NULL, NULL);
  self.cursor = cursor;
  self.first_serial = cursor->replica->next_serial;
  self.counts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self.order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.born = g_array_new (FALSE, FALSE, sizeof (HwBirth));
  self.losses = g_array_new (FALSE, FALSE, sizeof (HwLoss));
  self.told = g_hash_table_new (NULL, NULL);

  while (cursor->position < end) {
    const guint32 *event = timeline->words + cursor->position;

    hw_narration_note (&self, event);
    cursor->position = hw_replica_apply (cursor->replica, timeline->words, cursor->position, cursor->position + 1);
  }
  cursor->step = step;
  hw_narration_note_born (&self);
  hw_narration_tell_losses (&self);
  hw_narration_note_counts (&self);
  sentence = hw_narration_finish (&self);

  for (guint i = 0; i < N_CLAUSES; i++)
    if (self.clauses[i].text != NULL)
      g_string_free (self.clauses[i].text, TRUE);
  g_hash_table_unref (self.counts);
  g_array_unref (self.order);
  g_array_unref (self.born);
  for (guint i = 0; i < self.losses->len; i++) {
    g_free (g_array_index (self.losses, HwLoss, i).title);
    g_free (g_array_index (self.losses, HwLoss, i).name);
  }
  g_array_unref (self.losses);
  g_hash_table_unref (self.told);
  return sentence;
}

char *
hw_timeline_describe_step (HwTimeline *timeline,
                           guint       step)
{
  char *sentence;

  g_return_val_if_fail (step >= 1 && step <= hw_timeline_get_last (timeline), NULL);
  g_mutex_lock (&timeline->lock);
  sentence = hw_timeline_narrate (timeline, step);
  g_mutex_unlock (&timeline->lock);
  return sentence;
}
