/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names: which can be used, and which are free. */

#include "gesture/writer.h"
#include "image/image.h"
#include "lang/scenario.h"
#include "lang/token.h"

gboolean
hw_name_is_valid (const char *name)
{
  static const char *const keywords[] = {
#define HW_X(id, text) text,
    HW_TOKEN_KEYWORD_LIST (HW_X)
#undef HW_X
    NULL
  };

  return hw_image_is_identifier (name) && !g_strv_contains (keywords, name);
}

guint
hw_image_find_global (HwImage    *image,
                      const char *name)
{
  if (image->frames->len == 0)
    return G_MAXUINT;
  return hw_image_find_key (image, g_array_index (image->frames, HwFrameRecord, 0).object, name);
}

static gboolean
is_builtin (HwImage    *image,
            const char *name)
{
  guint builtins = hw_image_find_builtins (image);

  return builtins != HW_NO_OBJECT && hw_image_find_key (image, builtins, name) != G_MAXUINT;
}

gboolean
hw_names_is_free (HwScenario *scenario,
                  HwImage    *image,
                  const char *name)
{
  return hw_name_is_valid (name) && hw_image_find_global (image, name) == G_MAXUINT && !is_builtin (image, name)
         && hw_ast_tree_find_name (hw_scenario_get_tree (scenario), name) == NULL;
}

char *
hw_names_dup_free (HwScenario *scenario,
                   HwImage    *image,
                   const char *stem,
                   guint       first)
{
  if (first == 0 && hw_names_is_free (scenario, image, stem))
    return g_strdup (stem);
  for (guint number = first == 0 ? 2 : first;; number++) {
    g_autofree char *name = g_strdup_printf ("%s%u", stem, number);

    if (hw_names_is_free (scenario, image, name))
      return g_steal_pointer (&name);
  }
}

/* a, b, c … z, a2, b2 … */
static char *
dup_letter (HwScenario *scenario,
            HwImage    *image)
{
  for (guint round = 1;; round++)
    for (char letter = 'a'; letter <= 'z'; letter++) {
      g_autofree char *name = round == 1 ? g_strdup_printf ("%c", letter) : g_strdup_printf ("%c%u", letter, round);

      if (hw_names_is_free (scenario, image, name))
        return g_steal_pointer (&name);
    }
}

/* The class's name as a variable's: "n", "n2" for Node; "http_server" is nobody's wish. */
static char *
dup_instance_name (HwScenario *scenario,
                   HwImage    *image,
                   guint32     serial)
{
  guint class = hw_image_find (image, serial);
  const char *name = class != HW_NO_OBJECT ? hw_image_get_text (image, image->objects[class].text) : "";
  g_autofree char *first = NULL;
  g_autofree char *stem = NULL;

  while (*name == '_')
    name++;
  if (*name == '\0')
    return dup_letter (scenario, image);
  first = g_utf8_substring (name, 0, 1);
  stem = g_utf8_strdown (first, -1);
  return hw_name_is_valid (stem) ? hw_names_dup_free (scenario, image, stem, 0) : dup_letter (scenario, image);
}

char *
hw_gesture_dup_name (HwScenario      *scenario,
                     HwImage         *image,
                     const HwGesture *gesture)
{
  switch (gesture->kind) {
  case HW_GESTURE_NEW_INSTANCE:
    return dup_instance_name (scenario, image, gesture->object);
  case HW_GESTURE_NEW_CLASS:
    return hw_names_dup_free (scenario, image, "Node", 0);
  case HW_GESTURE_WEAK_REFERENCE:
  case HW_GESTURE_WEAK_CALLBACK:
    return hw_names_dup_free (scenario, image, "w", 0);
  case HW_GESTURE_WEAK_PROXY:
    return hw_names_dup_free (scenario, image, "p", 0);
  case HW_GESTURE_TRACE_SNAPSHOT:
    return hw_names_dup_free (scenario, image, "s", 1);
  case HW_GESTURE_WRAP:
    return hw_names_dup_free (scenario, image, "build", 0);
  default:
    return dup_letter (scenario, image);
  }
}
