/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which slots of an object are lines of its node, and what changed in them since the image before. */

#include "picture/select.h"

#include <string.h>

/* Name tables and instances have few slots by nature and are cut later than containers. */
#define MIN_NAMES 40
/* So many changed slots are shown beyond the cut. */
#define MAX_CHANGED 3
/* Nothing is expanded to more slots than these. */
#define MAX_EXPANDED 600

gboolean
hw_kind_is_definition (HwKind kind)
{
  switch (kind) {
  case HW_KIND_TYPE:
  case HW_KIND_FUNCTION:
  case HW_KIND_BUILTIN:
  case HW_KIND_DESCRIPTOR:
  case HW_KIND_CODE:
  case HW_KIND_MODULE:
  case HW_KIND_PROPERTY:
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
is_dunder (const char *text)
{
  if (*text == '\'')
    text++;
  return text[0] == '_' && text[1] == '_';
}

/* Fields by which every object of its kind hangs on the interpreter or on its definition. */
static gboolean
is_dull_field (HwKind      kind,
               const char *name)
{
  static const char *const dull[] = {
    "class", "__class__", "__globals__", "__builtins__", "__module__", "__name__", "__qualname__", "__doc__", "__code__",
    "__annotations__", "__objclass__", "f_code", "f_builtins", "f_globals", "code", "globals", "builtins", "function", NULL,
  };

  return kind == HW_KIND_CODE || kind == HW_KIND_TYPE || g_strv_contains (dull, name);
}

gboolean
hw_selection_has_dunder_key (HwSelection *selection,
                             guint        reference)
{
  const HwReferenceRecord *record = &selection->references[reference];

  return record->label_kind == HW_LABEL_KEY
         && is_dunder (hw_image_get_text (selection->image, selection->objects[record->label].text));
}

gboolean
hw_selection_hides (HwSelection *selection,
                    guint        reference)
{
  const HwReferenceRecord *record = &selection->references[reference];
  const HwObjectRecord *holder = &selection->objects[record->holder], *target = &selection->objects[record->target];
  guint8 role = selection->roles[record->target];

  if (role == HW_ROLE_NONE || hw_selection_hides_name (selection, reference))
    return TRUE;
  if (selection->options->atoms_as_nodes)
    return FALSE;
  switch ((HwLabelKind) record->label_kind) {
  case HW_LABEL_FIELD:
    return target->kind == HW_KIND_NONE || role == HW_ROLE_PRIVATE
           || is_dull_field (holder->kind, hw_image_get_text (selection->image, record->label));
  case HW_LABEL_NAME:
    return role == HW_ROLE_TEXT && is_dunder (hw_image_get_text (selection->image, record->label));
  case HW_LABEL_ATTRIBUTE:
    return holder->kind == HW_KIND_TYPE && is_dunder (hw_image_get_text (selection->image, record->label));
  case HW_LABEL_KEY:
    return (holder->flags & HW_FLAG_NAMESPACE || selection->roles[record->holder] == HW_ROLE_PRIVATE) && role != HW_ROLE_HEAP
           && role != HW_ROLE_NODE && role != HW_ROLE_GROUP && hw_selection_has_dunder_key (selection, reference);
  default:
    return FALSE;
  }
}

const HwObjectRecord *
hw_selection_get_before (HwSelection *selection,
                         guint        object)
{
  guint found = selection->before ? hw_image_find (selection->before, selection->objects[object].serial) : HW_NO_OBJECT;

  return found == HW_NO_OBJECT ? NULL : &selection->objects_before[found];
}

/* Walks the references of one object in the image before, slot by slot, beside those of the image. */
typedef struct {
  const HwReferenceRecord *next, *end;
  const HwObjectRecord    *objects;
} Walk;

static void
walk_init (Walk        *walk,
           HwSelection *selection,
           guint        object)
{
  const HwObjectRecord *before = hw_selection_get_before (selection, object);

  *walk = (Walk) { 0 };
  if (!before)
    return;
  walk->objects = selection->objects_before;
  walk->next = selection->references_before + before->first_ref;
  walk->end = walk->next + before->n_refs;
}

/* TRUE if the slot of [reference] held something else, or nothing. To be asked in the order of slots. */
static gboolean
walk_differs (Walk        *walk,
              HwSelection *selection,
              guint        reference)
{
  const HwReferenceRecord *record = &selection->references[reference];
  guint32 serial = selection->objects[record->target].serial;

  if (!walk->objects)
    return FALSE;
  while (walk->next < walk->end && walk->next->slot < record->slot)
    walk->next++;
  for (const HwReferenceRecord *old = walk->next; old < walk->end && old->slot == record->slot; old++)
    if (walk->objects[old->target].serial == serial)
      return FALSE;
  return TRUE;
}

gboolean
hw_selection_is_changed (HwSelection *selection,
                         guint        object)
{
  const HwObjectRecord *record = &selection->objects[object], *before = hw_selection_get_before (selection, object);
  const HwReferenceRecord *old;

  if (!before)
    return FALSE;
  if (before->refs != record->refs || before->size != record->size || before->generation != record->generation
      || before->reachable != record->reachable || before->n_refs != record->n_refs || before->flags != record->flags)
    return TRUE;
  old = selection->references_before + before->first_ref;
  for (guint i = 0; i < record->n_refs; i++) {
    const HwReferenceRecord *now = &selection->references[record->first_ref + i];

    if (now->slot != old[i].slot || selection->objects[now->target].serial != selection->objects_before[old[i].target].serial)
      return TRUE;
  }
  return FALSE;
}

/* Where the rows of [object] are taken from: of a class, from its dict. */
static guint
get_source (HwSelection *selection,
            guint        object)
{
  const HwObjectRecord *record = &selection->objects[object];

  if (record->kind != HW_KIND_TYPE || selection->options->atoms_as_nodes)
    return object;
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &selection->references[i];

    if (reference->label_kind == HW_LABEL_FIELD && selection->roles[reference->target] == HW_ROLE_PRIVATE
        && strcmp (hw_image_get_text (selection->image, reference->label), "__dict__") == 0)
      return reference->target;
  }
  return object;
}

static guint
get_limit (HwSelection *selection,
           guint        object)
{
  guint max_items = MAX (selection->options->max_items, 1), limit = MAX (max_items, MIN_NAMES);
  guint times = hw_trim_get (selection->options->trim, HW_TRIM_EXPANDED, selection->objects[object].serial);

  switch ((HwKind) selection->objects[object].kind) {
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
  case HW_KIND_DICT:
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
  case HW_KIND_NATIVE:
    if (selection->roles[object] != HW_ROLE_TABLE)
      limit = max_items;
    break;
  default:
    break;
  }
  return MIN (limit + MIN (times, MAX_EXPANDED) * max_items, MAX (limit, MAX_EXPANDED));
}

/* TRUE if the row of a dict's entry is made from its value, so its key has none of its own. */
static gboolean
is_key_of_next (HwSelection             *selection,
                const HwReferenceRecord *record,
                guint                    reference,
                guint                    end)
{
  return record->label_kind == HW_LABEL_IS_KEY && reference + 1 < end
         && selection->references[reference + 1].slot == record->slot + 1;
}

void
hw_selection_get_slots (HwSelection *selection,
                        guint        object,
                        GArray      *slots)
{
  guint source = get_source (selection, object);
  const HwObjectRecord *record = &selection->objects[source];
  guint limit = get_limit (selection, object), end = record->first_ref + record->n_refs;
  /* Its keys are names. */
  gboolean is_namespace = record->flags & HW_FLAG_NAMESPACE || selection->roles[source] == HW_ROLE_PRIVATE;
  guint n_shown = 0, n_late = 0, n_hidden = 0, at = 0;
  guint32 key = HW_NO_OBJECT;
  Walk walk;

  walk_init (&walk, selection, source);
  for (guint i = record->first_ref; i < end; i++) {
    const HwReferenceRecord *reference = &selection->references[i];
    gboolean changed;
    HwSlot slot;

    if (is_key_of_next (selection, reference, i, end)) {
      key = is_namespace ? HW_NO_OBJECT : i;
      continue;
    }
    slot = (HwSlot) { .reference = i, .key = key };
    key = HW_NO_OBJECT;
    if (hw_selection_hides (selection, i) || reference->label_kind == HW_LABEL_IS_KEY)
      continue;
    changed = walk_differs (&walk, selection, i);
    slot.changed = changed;
    if (n_shown < limit) {
      g_array_append_val (slots, slot);
      at = slots->len;
      n_shown++;
    } else if (changed && n_late < MAX_CHANGED) {
      g_array_append_val (slots, slot);
      n_late++;
    } else {
      n_hidden++;
    }
  }
  if (n_hidden > 0) {
    HwSlot more = { .reference = HW_NO_OBJECT, .key = HW_NO_OBJECT, .n_more = n_hidden };

    g_array_insert_val (slots, at, more);
  }
}
