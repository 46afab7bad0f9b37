/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The operands of a gesture as Python: expressions of objects, places of references. */

#include "gesture/writer.h"
#include "hw-analysis.h"
#include "image/image.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------------ edges */

HwEdge
hw_edge_from_reference (HwImage *image,
                        guint    reference)
{
  const HwReferenceRecord *record = &image->references[reference];

  return (HwEdge) { image->objects[record->holder].serial, record->slot };
}

guint
hw_edge_find (HwImage *image,
              HwEdge   edge)
{
  guint holder = hw_image_find (image, edge.holder);

  if (holder == HW_NO_OBJECT)
    return G_MAXUINT;
  for (guint i = 0; i < image->objects[holder].n_refs; i++) {
    guint reference = image->objects[holder].first_ref + i;

    if (image->references[reference].slot == edge.slot)
      return reference;
  }
  return G_MAXUINT;
}

/* ------------------------------------------------------------------------------------------------------------ objects */

gboolean
hw_writer_get_object (HwWriter *writer,
                      guint32   serial,
                      guint    *object)
{
  *object = hw_image_find (writer->image, serial);
  if (*object != HW_NO_OBJECT)
    return TRUE;
  return hw_writer_refuse (writer, HW_ERROR_REFUSED, "the object does not exist where the statement would run");
}

char *
hw_writer_dup_expression (HwWriter *writer,
                          guint32   serial)
{
  HwImage *image = writer->image;
  guint object;
  char *expression;

  if (!hw_writer_get_object (writer, serial, &object))
    return NULL;
  expression = hw_analysis_global_expression (image, object);
  if (expression != NULL)
    return expression;
  if (hw_image_is_literal (image, object))
    return g_strdup (hw_image_get_text (image, image->objects[object].text));
  hw_writer_refuse (writer, HW_ERROR_REFUSED,
                    image->objects[object].reachable ? "no expression leads to it from the names of the module"
                                                     : "garbage: the program cannot reach it");
  return NULL;
}

char *
hw_writer_dup_value (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;

  if (gesture->target != 0)
    return hw_writer_dup_expression (writer, gesture->target);
  if (gesture->text != NULL)
    return hw_typed_check (gesture->text, HW_TYPED_EXPRESSION, writer->error);
  hw_writer_refuse (writer, HW_ERROR_ARGUMENT, "%s: a value is missing", hw_gesture_kind_get_title (gesture->kind));
  return NULL;
}

/* -------------------------------------------------------------------------------------------------------------- names */

char *
hw_writer_dup_identifier (HwWriter   *writer,
                          const char *name,
                          const char *what)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  if (hw_name_is_valid (stripped))
    return g_steal_pointer (&stripped);
  hw_writer_refuse (writer, HW_ERROR_SYNTAX, hw_image_is_identifier (stripped) ? "SyntaxError: '%s' is a keyword and cannot be %s"
                                                                               : "SyntaxError: '%s' cannot be %s", stripped, what);
  return NULL;
}

char *
hw_writer_dup_name (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;

  if (gesture->name != NULL)
    return hw_writer_dup_identifier (writer, gesture->name, "a name");
  return hw_gesture_dup_name (writer->scenario, writer->image, gesture);
}

/* ------------------------------------------------------------------------------------------------------------- places */

/* The object whose __dict__ [dict] is; HW_NO_OBJECT if it is nobody's. */
static guint
find_owner (HwImage *image,
            guint    dict)
{
  guint n_incoming;
  const guint32 *incoming = hw_image_get_incoming (image, dict, &n_incoming);

  for (guint i = 0; i < n_incoming; i++) {
    const HwReferenceRecord *reference = &image->references[incoming[i]];

    if ((reference->label_kind == HW_LABEL_FIELD || reference->label_kind == HW_LABEL_ATTRIBUTE)
        && g_str_equal (hw_image_get_text (image, reference->label), "__dict__"))
      return reference->holder;
  }
  return HW_NO_OBJECT;
}

/* The str that is the key of [reference], if it can be a name. Owned. */
static char *
dup_key_identifier (HwImage                 *image,
                    const HwReferenceRecord *reference)
{
  g_autofree char *name = NULL;
  const char *text;

  if (reference->label_kind == HW_LABEL_NAME)
    return g_strdup (hw_image_get_text (image, reference->label));
  if (image->objects[reference->label].kind != HW_KIND_STR || !hw_image_is_literal (image, reference->label))
    return NULL;
  text = hw_image_get_text (image, image->objects[reference->label].text);
  name = g_strndup (text + 1, strlen (text) - 2);
  return hw_name_is_valid (name) ? g_steal_pointer (&name) : NULL;
}

static char *
dup_key_expression (HwImage *image,
                    guint    key)
{
  if (hw_image_is_literal (image, key))
    return g_strdup (hw_image_get_text (image, image->objects[key].text));
  return hw_analysis_global_expression (image, key);
}

/* The place of an entry of a dict, or of a name of a module. */
static char *
dup_entry_place (HwImage                 *image,
                 const HwReferenceRecord *reference,
                 char                   **holder)
{
  guint owner = find_owner (image, reference->holder);
  g_autofree char *name = dup_key_identifier (image, reference);
  g_autofree char *key = NULL;

  if (owner != HW_NO_OBJECT && name != NULL) {
    *holder = hw_analysis_global_expression (image, owner);
    if (*holder != NULL)
      return g_strdup_printf ("%s.%s", *holder, name);
  }
  *holder = hw_analysis_global_expression (image, reference->holder);
  key = reference->label_kind == HW_LABEL_NAME ? g_strdup_printf ("'%s'", name) : dup_key_expression (image, reference->label);
  return *holder != NULL && key != NULL ? g_strdup_printf ("%s[%s]", *holder, key) : NULL;
}

/* The place of [reference]; [holder] gets the expression of its holder, NULL for a name of the module. Both owned. */
static char *
dup_place (HwImage                 *image,
           const HwReferenceRecord *reference,
           char                   **holder)
{
  const char *label = "";

  *holder = NULL;
  if (reference->label_kind >= HW_LABEL_ATTRIBUTE && reference->label_kind <= HW_LABEL_FIELD)
    label = hw_image_get_text (image, reference->label);
  if (reference->label_kind == HW_LABEL_NAME && image->frames->len > 0
      && reference->holder == g_array_index (image->frames, HwFrameRecord, 0).object)
    return g_strdup (label);
  if (reference->label_kind == HW_LABEL_KEY || reference->label_kind == HW_LABEL_NAME)
    return dup_entry_place (image, reference, holder);
  *holder = hw_analysis_global_expression (image, reference->holder);
  if (*holder == NULL)
    return NULL;
  switch ((HwLabelKind) reference->label_kind) {
  case HW_LABEL_ATTRIBUTE:
    return g_strdup_printf ("%s.%s", *holder, label);
  case HW_LABEL_FIELD:
    return reference->weak ? NULL : g_strdup_printf ("%s.%s", *holder, g_str_equal (label, "class") ? "__class__" : label);
  case HW_LABEL_INDEX:
    return g_strdup_printf ("%s[%u]", *holder, reference->label);
  default:
    return NULL;
  }
}

char *
hw_image_dup_place (HwImage *image,
                    guint    reference)
{
  g_autofree char *holder = NULL;

  return dup_place (image, &image->references[reference], &holder);
}

void
hw_spot_clear (HwSpot *spot)
{
  g_clear_pointer (&spot->holder, g_free);
  g_clear_pointer (&spot->text, g_free);
  g_clear_pointer (&spot->target, g_free);
}

gboolean
hw_writer_get_spot (HwWriter *writer,
                    HwEdge    edge,
                    HwSpot   *spot)
{
  HwImage *image = writer->image;

  *spot = (HwSpot) { .index = hw_edge_find (image, edge) };
  if (spot->index == G_MAXUINT)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "the reference does not exist where the statement would run");
  spot->reference = &image->references[spot->index];
  /* The str by which a namespace has a name stands for the name. */
  if (spot->reference->label_kind == HW_LABEL_IS_KEY && image->objects[spot->reference->holder].flags & HW_FLAG_NAMESPACE) {
    edge.slot ^= 1;
    spot->index = hw_edge_find (image, edge);
    spot->reference = &image->references[spot->index];
  }
  spot->text = dup_place (image, spot->reference, &spot->holder);
  if (spot->text == NULL && spot->holder == NULL) {
    const HwObjectRecord *holder = &image->objects[spot->reference->holder];

    return hw_writer_refuse (writer, HW_ERROR_REFUSED,
                             holder->kind == HW_KIND_FRAME ? "a local variable: only its function can change it"
                             : holder->reachable           ? "no expression leads to its holder from the names of the module"
                                                           : "garbage: the program cannot reach it");
  }
  spot->target = hw_analysis_global_expression (image, spot->reference->target);
  if (spot->target == NULL && hw_image_is_literal (image, spot->reference->target))
    spot->target = g_strdup (hw_image_get_text (image, image->objects[spot->reference->target].text));
  return TRUE;
}
