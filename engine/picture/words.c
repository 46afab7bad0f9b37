/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written in the nodes and rows of a picture. */

#include "picture/words.h"

#include <string.h>

#define MAX_LABEL 24 /* characters of a row's label */
#define MAX_VALUE 28

char *
hw_text_elide (const char *text,
               guint       max)
{
  const char *cut;

  if (g_utf8_strlen (text, -1) <= (glong) max)
    return g_strdup (text);
  cut = g_utf8_offset_to_pointer (text, max - 1);
  return g_strdup_printf ("%.*s…", (int) (cut - text), text);
}

char *
hw_text_number (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  GString *text = g_string_new (NULL);
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      g_string_append (text, "\u202f");
    g_string_append_c (text, digits[i]);
  }
  return g_string_free (text, FALSE);
}

char *
hw_text_size (guint64 bytes)
{
  static const char *const units[] = { "kB", "MB", "GB", "TB" };
  guint64 tenths = bytes;
  guint unit = 0;

  if (bytes < 10000) {
    g_autofree char *number = hw_text_number (bytes);

    return g_strconcat (number, " B", NULL);
  }
  for (tenths = (bytes + 50) / 100; tenths >= 10000 && unit + 1 < G_N_ELEMENTS (units); unit++)
    tenths = (tenths + 500) / 1000;
  return g_strdup_printf ("%u.%u %s", (guint) (tenths / 10), (guint) (tenths % 10), units[unit]);
}

const char *
hw_words_generation (int generation)
{
  static const char *const names[] = { "untracked", "gen 0", "gen 1", "gen 2", "permanent", "tentatively unreachable" };

  return generation >= -1 && generation <= 4 ? names[generation + 1] : "several generations";
}

/* Texts may hold anything a Python string can; a picture shows one line, of characters that XML allows. Takes [text]. */
static char *
one_line (char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR
        || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR)
      g_string_append_c (line, ' ');
    else if ((c & 0xfffe) == 0xfffe || g_unichar_type (c) == G_UNICODE_SURROGATE || (c >= 0x202a && c <= 0x202e)
             || (c >= 0x2066 && c <= 0x2069))
      g_string_append (line, "\357\277\275");
    else
      g_string_append_unichar (line, c);
  }
  g_free (text);
  return g_string_free (line, FALSE);
}

/* How an object reads in a row: "'abc'", "class Node", "function f". Owned. */
char *
hw_words_dup_value (HwSelection *selection,
                    guint        object)
{
  const HwObjectRecord *record = &selection->objects[object];
  const char *text = hw_image_get_text (selection->image, record->text), *word = NULL;
  g_autofree char *full = NULL;

  switch ((HwKind) record->kind) {
  case HW_KIND_TYPE:
    word = "class";
    break;
  case HW_KIND_FUNCTION:
    word = "function";
    break;
  case HW_KIND_BUILTIN:
    word = "built-in";
    break;
  case HW_KIND_MODULE:
    word = "module";
    break;
  default:
    break;
  }
  if (word && *text)
    full = g_strconcat (word, " ", text, NULL);
  else if (hw_image_is_background (selection->image, object) && *text)
    full = g_strdup (text);
  else
    full = hw_image_dup_title (selection->image, object);
  return one_line (hw_text_elide (full, MAX_VALUE));
}

char *
hw_words_dup_label (HwSelection  *selection,
                    const HwSlot *slot)
{
  const HwReferenceRecord *reference = &selection->references[slot->reference];
  g_autofree char *full = NULL;

  if (slot->key != HW_NO_OBJECT) {
    full = hw_words_dup_value (selection, selection->references[slot->key].target);
  } else {
    switch ((HwLabelKind) reference->label_kind) {
    case HW_LABEL_INDEX:
      full = g_strdup_printf ("[%u]", reference->label);
      break;
    case HW_LABEL_KEY: {
      const HwObjectRecord *key = &selection->objects[reference->label];
      const char *text = hw_image_get_text (selection->image, key->text);
      gsize length = strlen (text);

      /* A name, not a key: in a namespace, and in the dict of a class that is shown as the class. */
      if ((selection->objects[reference->holder].flags & HW_FLAG_NAMESPACE
           || selection->roles[reference->holder] == HW_ROLE_PRIVATE) && length > 2)
        full = g_strndup (text + 1, length - 2);
      else
        full = hw_words_dup_value (selection, reference->label);
      break;
    }
    case HW_LABEL_ATTRIBUTE:
    case HW_LABEL_NAME:
    case HW_LABEL_FIELD:
      full = g_strdup (hw_image_get_text (selection->image, reference->label));
      break;
    case HW_LABEL_MEMBER:
      full = g_strdup ("∈");
      break;
    case HW_LABEL_IS_KEY:
      full = g_strdup ("key");
      break;
    case HW_LABEL_NONE:
      full = g_strdup ("");
      break;
    }
  }
  return one_line (hw_text_elide (full, MAX_LABEL));
}

char *
hw_words_dup_title (HwSelection *selection,
                    guint        object)
{
  const HwObjectRecord *record = &selection->objects[object];
  const char *text = hw_image_get_text (selection->image, record->text);
  guint32 number = hw_image_get_number (selection->image, object);
  g_autofree char *full = NULL;

  if (hw_kind_is_definition (record->kind) && *text)
    full = g_strdup_printf ("%s %s", record->kind == HW_KIND_TYPE ? "class" : hw_kind_get_name (record->kind), text);
  else
    full = hw_image_dup_title (selection->image, object);
  if (number > 0 && !strchr (full, '#')) {
    char *with_number = g_strdup_printf ("%s #%u", full, number);

    g_free (full);
    full = with_number;
  }
  return one_line (hw_text_elide (full, HW_MAX_TITLE));
}

static gboolean
has_length (HwKind kind)
{
  return kind == HW_KIND_LIST || kind == HW_KIND_TUPLE || kind == HW_KIND_DICT || kind == HW_KIND_SET || kind == HW_KIND_FROZENSET
         || kind == HW_KIND_BYTEARRAY;
}

char *
hw_words_dup_subtitle (HwSelection *selection,
                       guint        object)
{
  const HwObjectRecord *record = &selection->objects[object];
  g_autofree char *size = hw_text_size (record->size);
  g_autofree char *length = has_length (record->kind) ? hw_text_number (record->length) : NULL;

  return g_strconcat (hw_words_generation (record->generation), " · ", size, length ? " · len " : "", length ? length : "",
                      record->reachable ? "" : " · unreachable",
                      g_hash_table_contains (selection->roots, GUINT_TO_POINTER (object)) ? " · root" : "", NULL);
}

char *
hw_words_dup_description (HwSelection       *selection,
                          guint              object,
                          const HwSceneNode *node)
{
  const HwObjectRecord *record = &selection->objects[object];
  GString *text = g_string_new (node->title);
  const char *root = g_hash_table_lookup (selection->roots, GUINT_TO_POINTER (object));
  guint n_references = 0;

  for (guint i = 0; i < record->n_refs; i++)
    n_references += !selection->references[record->first_ref + i].weak;
  if (record->flags & HW_FLAG_IMMORTAL)
    g_string_append (text, ": immortal");
  else
    g_string_append_printf (text, ": reference count %u", record->refs);
  if (record->generation >= 0 && record->generation <= 2)
    g_string_append_printf (text, ", generation %d", record->generation);
  else
    g_string_append_printf (text, ", %s%s", hw_words_generation (record->generation),
                            record->generation == 3 ? " generation" : "");
  g_string_append_printf (text, ", %u bytes, holds %u reference%s", record->size, n_references, n_references == 1 ? "" : "s");
  if (selection->options->colour == HW_COLOUR_RETAINED) {
    g_autofree char *size = hw_text_size (selection->dominators->retained[object]);
    g_autofree char *count = hw_text_number (selection->dominators->count[object] - 1);

    g_string_append_printf (text, ", retains %s with %s other object%s", size, count,
                            selection->dominators->count[object] == 2 ? "" : "s");
  }
  if (record->birth > 0)
    g_string_append_printf (text, ", made in line %u", record->line);
  if (record->flags & HW_FLAG_FINALIZED)
    g_string_append (text, ", its finalizer has run");
  if (root)
    g_string_append_printf (text, "; held by %s", root);
  if (!record->reachable)
    g_string_append (text, "; unreachable: only the collector can free it");
  if (node->born)
    g_string_append (text, "; new in this step");
  else if (node->changed)
    g_string_append (text, "; changed in this step");
  return g_string_free (text, FALSE);
}

/* "Node" or "objects": what the objects of a group are. Owned. */
static char *
dup_members (HwSelection   *selection,
             const HwGroup *group)
{
  if (group->others)
    return g_strdup ("objects");
  return one_line (hw_text_elide (hw_image_get_type_name (selection->image, group->first), 24));
}

char *
hw_words_dup_group_title (HwSelection   *selection,
                          const HwGroup *group)
{
  g_autofree char *count = hw_text_number (group->count), *members = dup_members (selection, group);
  guint32 number = (guint32) group->key;

  if (group->n_opened > 0)
    return g_strdup_printf ("… %s more %s", count, members);
  if (number == 0)
    return g_strdup_printf ("other objects × %s", count);
  switch (hw_group_get_grouping (group->key)) {
  case HW_GROUPING_COMPONENT:
    return g_strdup_printf ("cycle of %s %s", count, members);
  case HW_GROUPING_LINE:
    if (number == 1)
      return g_strdup_printf ("before the program × %s", count);
    return g_strdup_printf ("line %u × %s", number - 1, count);
  case HW_GROUPING_TYPE:
  case HW_N_GROUPINGS:
    break;
  }
  return g_strdup_printf ("%s × %s", members, count);
}

char *
hw_words_dup_group_subtitle (HwSelection   *selection,
                             const HwGroup *group)
{
  g_autofree char *size = hw_text_size (group->size), *members = dup_members (selection, group);
  GString *text = g_string_new (NULL);

  if (hw_group_get_grouping (group->key) == HW_GROUPING_LINE && (guint32) group->key != 0)
    g_string_append_printf (text, "%s · ", group->others ? "several classes" : members);
  if (group->generation != -2)
    g_string_append_printf (text, "%s · ", hw_words_generation (group->generation));
  g_string_append_printf (text, "%s in all%s", size, group->reachable ? "" : " · unreachable");
  return g_string_free (text, FALSE);
}

char *
hw_words_dup_group_description (HwSelection   *selection,
                                const HwGroup *group)
{
  g_autofree char *count = hw_text_number (group->count), *size = hw_text_size (group->size);
  HwGrouping grouping = hw_group_get_grouping (group->key);
  guint32 number = (guint32) group->key;
  GString *text = g_string_new (count);

  g_string_append_printf (text, "%s objects of ", group->n_opened > 0 ? " more" : "");
  if (group->others)
    g_string_append (text, "several classes");
  else
    g_string_append_printf (text, "class %s", hw_image_get_type_name (selection->image, group->first));
  if (grouping == HW_GROUPING_COMPONENT && number != 0)
    g_string_append (text, ", all in one cycle");
  if (grouping == HW_GROUPING_LINE && number > 1)
    g_string_append_printf (text, ", made in line %u", number - 1);
  if (grouping == HW_GROUPING_LINE && number == 1)
    g_string_append (text, ", there from the start");
  g_string_append_printf (text, ", %s in all%s%s", size, group->reachable ? "" : "; unreachable: only the collector can free them",
                          group->changed ? "; some changed in this step" : "");
  return g_string_free (text, FALSE);
}

/* "module __main__", "frame of f · line 3", or what the root is called. */
char *
hw_words_dup_table_title (HwSelection *selection,
                          guint        object)
{
  guint n_frames, n_roots;
  const HwFrameRecord *frames = hw_image_get_frames (selection->image, &n_frames);
  const HwRootRecord *roots = hw_image_get_roots (selection->image, &n_roots);

  for (guint i = 0; i < n_frames; i++) {
    const char *text = hw_image_get_text (selection->image, frames[i].text);

    if (frames[i].object != object)
      continue;
    if (strcmp (text, "<module>") == 0)
      return g_strdup ("module __main__");
    if (frames[i].line == 0)
      return g_strconcat ("frame of ", text, NULL);
    return g_strdup_printf ("frame of %s · line %u", text, frames[i].line);
  }
  for (guint i = 0; i < n_roots; i++)
    if (roots[i].target == object)
      return hw_text_elide (hw_image_get_text (selection->image, roots[i].text), HW_MAX_TITLE);
  return g_strdup ("names");
}
