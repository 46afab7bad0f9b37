/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Walks an expression along the references of an image: each part of it is the label of a reference. */

#include "cli-focus.h"

#include <string.h>

/* The end of the part that begins at [part]: an identifier, ".identifier" or "[…]" with strings in it taken whole. NULL if it is none. */
static const char *
part_end (const char *part)
{
  const char *end = part;
  char quote = '\0';

  if (*end == '[') {
    for (end++; *end != '\0'; end++) {
      if (quote != '\0') {
        if (*end == '\\' && end[1] != '\0')
          end++;
        else if (*end == quote)
          quote = '\0';
      } else if (*end == '\'' || *end == '"') {
        quote = *end;
      } else if (*end == ']') {
        return end + 1;
      }
    }
    return NULL;
  }
  if (*end == '.')
    end++;
  part = end;
  while (g_ascii_isalnum (*end) || *end == '_' || (guchar) *end >= 0x80)
    end++;
  return end > part && !g_ascii_isdigit (*part) ? end : NULL;
}

/* The target of the reference of [holder] with this label, looking through an instance's dict; HW_NO_OBJECT if there is none. */
static guint
follow (HwImage    *image,
        guint       holder,
        const char *label)
{
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  guint dict = HW_NO_OBJECT;
  g_autofree char *key = NULL;

  for (guint i = 0; i < objects[holder].n_refs; i++) {
    guint reference = objects[holder].first_ref + i;
    g_autofree char *text = hw_image_dup_label (image, reference);

    if (strcmp (text, label) == 0 && references[reference].label_kind != HW_LABEL_IS_KEY)
      return references[reference].target;
    if (references[reference].label_kind == HW_LABEL_FIELD && strstr (text, "__dict__") != NULL)
      dict = references[reference].target;
  }
  if (dict == HW_NO_OBJECT || label[0] != '.')
    return HW_NO_OBJECT;
  key = g_strdup_printf ("['%s']", label + 1);
  return follow (image, dict, key);
}

/* A variable: of the innermost frame first, then of the frames around it. */
static guint
find_name (HwImage    *image,
           const char *name)
{
  guint n_frames;
  const HwFrameRecord *frames = hw_image_get_frames (image, &n_frames);

  for (guint i = n_frames; i > 0; i--) {
    guint found = follow (image, frames[i - 1].object, name);

    if (found != HW_NO_OBJECT)
      return found;
  }
  return HW_NO_OBJECT;
}

static guint32
find_serial (HwImage     *image,
             const char  *expression,
             GError     **error)
{
  guint64 serial;

  if (g_ascii_string_to_unsigned (expression + 1, 10, 1, G_MAXUINT32, &serial, NULL) &&
      hw_image_find (image, (guint32) serial) != HW_NO_OBJECT)
    return (guint32) serial;
  g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "%s: there is no such object at this step", expression);
  return 0;
}

guint32
hw_cli_find_object (HwImage     *image,
                    const char  *expression,
                    GError     **error)
{
  guint object = HW_NO_OBJECT;

  if (expression[0] == '#')
    return find_serial (image, expression, error);

  for (const char *part = expression; *part != '\0' || part == expression;) {
    const char *end = part_end (part);
    g_autofree char *label = NULL;

    if (end == NULL || (part == expression && (*part == '.' || *part == '['))) {
      g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "%s: write a name, followed by .attribute, [index] or ['key'], or #SERIAL",
                   expression);
      return 0;
    }
    label = g_strndup (part, end - part);
    object = part == expression ? find_name (image, label) : follow (image, object, label);
    if (object == HW_NO_OBJECT) {
      g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "%s: nothing is called %s at this step", expression, label);
      return 0;
    }
    part = end;
  }
  return hw_image_get_objects (image, NULL)[object].serial;
}
