/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* References: putting them in, turning them, taking them out. */

#include "gesture/writer.h"
#include "image/image.h"

#include <string.h>

/* -------------------------------------------------------------------------------------------------------- putting in */

gboolean
hw_write_SET_ATTRIBUTE (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  g_autofree char *object = hw_writer_dup_expression (writer, gesture->object);
  g_autofree char *name = object != NULL ? hw_writer_dup_identifier (writer, gesture->key, "an attribute") : NULL;
  g_autofree char *value = name != NULL ? hw_writer_dup_value (writer) : NULL;

  if (value == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s.%s", object, name);
  hw_writer_add (writer, "%s.%s = %s", object, name, value);
  return TRUE;
}

gboolean
hw_write_SET_ITEM (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  g_autofree char *object = hw_writer_dup_expression (writer, gesture->object);
  g_autofree char *key = object != NULL ? hw_typed_check (gesture->key, HW_TYPED_EXPRESSION, writer->error) : NULL;
  g_autofree char *value = key != NULL ? hw_writer_dup_value (writer) : NULL;

  if (value == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s[%s]", object, key);
  hw_writer_add (writer, "%s[%s] = %s", object, key, value);
  return TRUE;
}

/* A call of [method] of the gesture's object with the gesture's value. */
static gboolean
write_put (HwWriter   *writer,
           const char *method,
           const char *first)
{
  g_autofree char *object = hw_writer_dup_expression (writer, writer->gesture->object);
  g_autofree char *value = object != NULL ? hw_writer_dup_value (writer) : NULL;

  if (value == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "to %s", object);
  hw_writer_add (writer, "%s.%s(%s%s%s)", object, method, first, *first != '\0' ? ", " : "", value);
  return TRUE;
}

gboolean
hw_write_APPEND (HwWriter *writer)
{
  return write_put (writer, "append", "");
}

gboolean
hw_write_INSERT (HwWriter *writer)
{
  g_autofree char *place = hw_typed_check (writer->gesture->key, HW_TYPED_EXPRESSION, writer->error);

  return place != NULL && write_put (writer, "insert", place);
}

gboolean
hw_write_ADD (HwWriter *writer)
{
  return write_put (writer, "add", "");
}

/* -------------------------------------------------------------------------------------------------------- turning */

static gboolean
refuse_weak (HwWriter *writer)
{
  return hw_writer_refuse (writer, HW_ERROR_REFUSED,
                           "a weak reference keeps to its referent: delete the reference, or make another");
}

/* What [spot] holds becomes [value]. */
static gboolean
write_assignment (HwWriter   *writer,
                  HwSpot     *spot,
                  const char *value)
{
  if (spot->reference->weak)
    return refuse_weak (writer);
  if (spot->text != NULL) {
    hw_writer_set_subject (writer, "%s", spot->text);
    hw_writer_add (writer, "%s = %s", spot->text, value);
    return TRUE;
  }
  if (spot->target == NULL || spot->holder == NULL)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "no expression leads to it from the names of the module");
  hw_writer_set_subject (writer, "of %s", spot->holder);
  if (spot->reference->label_kind == HW_LABEL_IS_KEY) {
    hw_writer_add (writer, "%s[%s] = %s.pop(%s)", spot->holder, value, spot->holder, spot->target);
    return TRUE;
  }
  if (spot->reference->label_kind != HW_LABEL_MEMBER)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "no statement of Python sets this reference");
  hw_writer_add (writer, "%s.add(%s)", spot->holder, value);
  hw_writer_add (writer, "%s.remove(%s)", spot->holder, spot->target);
  return TRUE;
}

static gboolean
write_turn (HwWriter *writer)
{
  HwSpot spot;
  g_autofree char *value = NULL;
  gboolean done;

  if (!hw_writer_get_spot (writer, writer->gesture->edge, &spot))
    return FALSE;
  value = hw_writer_dup_value (writer);
  done = value != NULL && write_assignment (writer, &spot, value);
  hw_spot_clear (&spot);
  return done;
}

gboolean
hw_write_SET_VALUE (HwWriter *writer)
{
  return write_turn (writer);
}

gboolean
hw_write_MOVE (HwWriter *writer)
{
  return write_turn (writer);
}

gboolean
hw_write_SWAP (HwWriter *writer)
{
  HwSpot one = { 0 }, other = { 0 };
  gboolean done = hw_writer_get_spot (writer, writer->gesture->edge, &one) && hw_writer_get_spot (writer, writer->gesture->other, &other);

  if (done && (one.reference->weak || other.reference->weak))
    done = refuse_weak (writer);
  else if (done && (one.text == NULL || other.text == NULL))
    done = hw_writer_refuse (writer, HW_ERROR_REFUSED, "only names, attributes and items can be swapped");
  if (done) {
    hw_writer_set_subject (writer, "%s and %s", one.text, other.text);
    hw_writer_add (writer, "%s, %s = %s, %s", one.text, other.text, other.text, one.text);
  }
  hw_spot_clear (&one);
  hw_spot_clear (&other);
  return done;
}

gboolean
hw_write_WEAKEN (HwWriter *writer)
{
  HwSpot spot;
  g_autofree char *module = NULL;
  g_autofree char *value = NULL;
  gboolean done;

  if (!hw_writer_get_spot (writer, writer->gesture->edge, &spot))
    return FALSE;
  module = hw_writer_import (writer, "weakref");
  value = g_strdup_printf ("%s.ref(%s)", module, spot.text != NULL ? spot.text : spot.target != NULL ? spot.target : "None");
  done = write_assignment (writer, &spot, value);
  hw_spot_clear (&spot);
  return done;
}

/* ---------------------------------------------------------------------------------------------------------- taking out */

/* The statement that takes out what [spot] holds. */
static gboolean
write_deletion (HwWriter *writer,
                HwSpot   *spot)
{
  HwLabelKind kind = spot->reference->label_kind;

  if (spot->reference->weak)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "a weak reference holds nothing: delete the reference object itself");
  if (spot->text != NULL) {
    hw_writer_set_subject (writer, "%s", spot->text);
    hw_writer_add (writer, "del %s", spot->text);
    return TRUE;
  }
  if (spot->holder == NULL || spot->target == NULL || (kind != HW_LABEL_IS_KEY && kind != HW_LABEL_MEMBER))
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "no statement of Python deletes this reference");
  hw_writer_set_subject (writer, "%s from %s", spot->target, spot->holder);
  if (kind == HW_LABEL_IS_KEY)
    hw_writer_add (writer, "del %s[%s]", spot->holder, spot->target);
  else
    hw_writer_add (writer, "%s.remove(%s)", spot->holder, spot->target);
  return TRUE;
}

gboolean
hw_write_DELETE (HwWriter *writer)
{
  HwSpot spot;
  gboolean done;

  if (!hw_writer_get_spot (writer, writer->gesture->edge, &spot))
    return FALSE;
  done = write_deletion (writer, &spot);
  hw_spot_clear (&spot);
  return done;
}

gboolean
hw_write_REMOVE (HwWriter *writer)
{
  HwSpot spot;
  gboolean done;

  if (!hw_writer_get_spot (writer, writer->gesture->edge, &spot))
    return FALSE;
  done = spot.holder != NULL && spot.target != NULL;
  if (done) {
    hw_writer_set_subject (writer, "from %s", spot.holder);
    hw_writer_add (writer, "%s.remove(%s)", spot.holder, spot.target);
  } else {
    hw_writer_refuse (writer, HW_ERROR_REFUSED, "only what a container holds can be removed by its value");
  }
  hw_spot_clear (&spot);
  return done;
}

/* The expression that takes what [spot] holds out and gives it, where the container has one. Owned; NULL if it has none. */
static char *
dup_pop (HwWriter *writer,
         HwSpot   *spot)
{
  HwImage *image = writer->image;
  const HwReferenceRecord *reference = spot->reference;
  const HwObjectRecord *holder = &image->objects[reference->holder];
  g_autofree char *key = NULL;

  if (spot->holder == NULL || spot->text == NULL || reference->weak)
    return NULL;
  if (reference->label_kind == HW_LABEL_INDEX && holder->kind == HW_KIND_LIST)
    return reference->label + 1 == holder->length ? g_strdup_printf ("%s.pop()", spot->holder)
                                                  : g_strdup_printf ("%s.pop(%u)", spot->holder, reference->label);
  /* "d['k']" is the holder and the key; an attribute in a __dict__ is none. */
  if (reference->label_kind == HW_LABEL_KEY && holder->kind == HW_KIND_DICT && g_str_has_suffix (spot->text, "]")) {
    key = g_strndup (spot->text + strlen (spot->holder) + 1, strlen (spot->text) - strlen (spot->holder) - 2);
    return g_strdup_printf ("%s.pop(%s)", spot->holder, key);
  }
  return NULL;
}

gboolean
hw_write_TAKE (HwWriter *writer)
{
  HwSpot spot;
  g_autofree char *name = NULL;
  g_autofree char *pop = NULL;
  gboolean done;

  if (!hw_writer_get_spot (writer, writer->gesture->edge, &spot))
    return FALSE;
  name = hw_writer_dup_name (writer);
  pop = dup_pop (writer, &spot);
  done = name != NULL;
  if (done && pop != NULL) {
    hw_writer_add (writer, "%s = %s", name, pop);
  } else if (done && spot.target != NULL) {
    hw_writer_add (writer, "%s = %s", name, spot.text != NULL ? spot.text : spot.target);
    done = write_deletion (writer, &spot);
  } else if (done) {
    done = hw_writer_refuse (writer, HW_ERROR_REFUSED, "no expression leads to it from the names of the module");
  }
  hw_writer_set_subject (writer, "%s", name != NULL ? name : "");
  hw_spot_clear (&spot);
  return done;
}

/* Writes the statement that puts [value] into the container at index [container], of which [expression] is the expression. */
static gboolean
write_into (HwWriter   *writer,
            guint       container,
            const char *expression,
            const char *value)
{
  const char *key = writer->gesture->key;
  g_autofree char *checked = NULL;

  switch ((HwKind) writer->image->objects[container].kind) {
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    hw_writer_add (writer, "%s.add(%s)", expression, value);
    return TRUE;
  case HW_KIND_DICT:
    checked = hw_typed_check (key != NULL ? key : "'k'", HW_TYPED_EXPRESSION, writer->error);
    if (checked == NULL)
      return FALSE;
    hw_writer_add (writer, "%s[%s] = %s", expression, checked, value);
    return TRUE;
  default:
    hw_writer_add (writer, "%s.append(%s)", expression, value);
    return TRUE;
  }
}

gboolean
hw_write_TRANSFER (HwWriter *writer)
{
  HwSpot spot;
  g_autofree char *container = hw_writer_dup_expression (writer, writer->gesture->object);
  g_autofree char *pop = NULL;
  guint object;
  gboolean done;

  if (container == NULL || !hw_writer_get_object (writer, writer->gesture->object, &object)
      || !hw_writer_get_spot (writer, writer->gesture->edge, &spot))
    return FALSE;
  pop = dup_pop (writer, &spot);
  if (pop != NULL)
    done = write_into (writer, object, container, pop);
  else if (spot.target != NULL)
    done = write_into (writer, object, container, spot.text != NULL ? spot.text : spot.target) && write_deletion (writer, &spot);
  else
    done = hw_writer_refuse (writer, HW_ERROR_REFUSED, "no expression leads to it from the names of the module");
  hw_writer_set_subject (writer, "%s", container);
  hw_spot_clear (&spot);
  return done;
}

gboolean
hw_write_CLEAR (HwWriter *writer)
{
  g_autofree char *object = hw_writer_dup_expression (writer, writer->gesture->object);

  if (object == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s", object);
  hw_writer_add (writer, "%s.clear()", object);
  return TRUE;
}
