/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which colour and mark a node gets. */

#include "picture/node-colour.h"

#include "picture/look.h"
#include "picture/words.h"

/* What nothing reaches is pale, unless the colour says so already. */
static void
fade (const HwPictureOptions *options,
      HwSceneNode            *node)
{
  if (!node->reachable && options->colour != HW_COLOUR_REACHABILITY)
    node->fill = hw_colour_mix (node->fill, hw_palette_get (options->dark)->card, 0.6);
}

static void
set_hue (const HwPictureOptions *options,
         HwSceneNode            *node,
         HwHue                   hue)
{
  hw_hue_get (hue, options->dark, &node->fill, &node->border);
  fade (options, node);
}

static void
set_reachability (const HwPictureOptions *options,
                  HwSceneNode            *node)
{
  set_hue (options, node, node->reachable ? HW_HUE_GREEN : HW_HUE_ORANGE);
  node->mark = node->reachable ? "r" : "x";
}

static HwHue
generation_hue (int          generation,
                const char **mark)
{
  static const HwHue of[] = { HW_HUE_PALE, HW_HUE_GREEN, HW_HUE_BLUE, HW_HUE_PURPLE, HW_HUE_GREY, HW_HUE_ORANGE };
  static const char *const marks[] = { "u", "g0", "g1", "g2", "p", "t" };

  if (generation < -1 || generation > 4) {
    *mark = "g*";
    return HW_HUE_GREY;
  }
  *mark = marks[generation + 1];
  return of[generation + 1];
}

/* The first letters of a class's name: "No", "li", and of words set apart by capitals or underscores: "LN" for ListNode. */
static char *
initials (const char *name)
{
  GString *letters = g_string_new (NULL);
  gboolean begins = TRUE, was_lower = FALSE;

  for (const char *p = name; *p && g_utf8_strlen (letters->str, -1) < 2; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (begins || (was_lower && g_unichar_isupper (c)))
      g_string_append_unichar (letters, c);
    begins = c == '_' || c == '.';
    was_lower = g_unichar_islower (c);
  }
  if (g_utf8_strlen (letters->str, -1) < 2 && *name) {
    const char *second = g_utf8_next_char (name);

    if (*second)
      g_string_append_unichar (letters, g_utf8_get_char (second));
  }
  return g_string_free (letters, FALSE);
}

static HwHue
type_hue (const char   *name,
          GStringChunk *texts,
          const char  **mark)
{
  g_autofree char *letters = initials (name);

  *mark = g_string_chunk_insert_const (texts, letters);
  return (HwHue) (g_str_hash (name) % HW_N_TYPE_HUES);
}

/* A shade with its mark, behind which [word] stands, if any. */
static void
set_shade (const HwPictureOptions *options,
           HwSceneNode            *node,
           guint64                 value,
           const char             *word,
           GStringChunk           *texts)
{
  g_autofree char *mark = NULL;
  HwShade shade;

  hw_colour_find_shade (options->colour, options->dark, value, &shade);
  node->fill = shade.fill;
  node->border = shade.border;
  mark = g_strconcat (shade.mark, word ? " " : "", word, NULL);
  node->mark = g_string_chunk_insert_const (texts, mark);
  fade (options, node);
}

static void
set_age (const HwPictureOptions *options,
         HwSceneNode            *node,
         guint                   step,
         guint                   birth,
         GStringChunk           *texts)
{
  char word[16];

  g_snprintf (word, sizeof word, "s%u", birth);
  set_shade (options, node, birth == 0 ? HW_AGE_OF_THE_INTERPRETER : step - birth, word, texts);
}

void
hw_colour_object (HwSelection  *selection,
                  guint         object,
                  HwSceneNode  *node,
                  GStringChunk *texts)
{
  const HwPictureOptions *options = selection->options;
  const HwObjectRecord *record = &selection->objects[object];

  switch (options->colour) {
  case HW_COLOUR_TYPE:
    set_hue (options, node, type_hue (hw_image_get_type_name (selection->image, object), texts, &node->mark));
    break;
  case HW_COLOUR_REACHABILITY:
    set_reachability (options, node);
    break;
  case HW_COLOUR_AGE:
    set_age (options, node, hw_image_get_step (selection->image), record->birth, texts);
    break;
  case HW_COLOUR_SIZE:
    set_shade (options, node, record->size, NULL, texts);
    break;
  case HW_COLOUR_RETAINED: {
    g_autofree char *size = hw_text_size (selection->dominators->retained[object]);

    set_shade (options, node, selection->dominators->retained[object], size, texts);
    break;
  }
  case HW_COLOUR_GENERATION:
  case HW_N_COLOURS:
    set_hue (options, node, generation_hue (record->generation, &node->mark));
    break;
  }
}

void
hw_colour_group (HwSelection   *selection,
                 const HwGroup *group,
                 const char    *type_name,
                 HwSceneNode   *node,
                 GStringChunk  *texts)
{
  const HwPictureOptions *options = selection->options;

  node->mark = "";
  switch (options->colour) {
  case HW_COLOUR_TYPE:
    set_hue (options, node, group->others ? HW_HUE_GREY : type_hue (type_name, texts, &node->mark));
    break;
  case HW_COLOUR_REACHABILITY:
    set_reachability (options, node);
    break;
  case HW_COLOUR_AGE:
    set_age (options, node, hw_image_get_step (selection->image), group->birth, texts);
    break;
  case HW_COLOUR_SIZE:
    set_shade (options, node, group->size, NULL, texts);
    break;
  case HW_COLOUR_RETAINED: {
    g_autofree char *size = hw_text_size (group->retained);

    set_shade (options, node, group->retained, size, texts);
    break;
  }
  case HW_COLOUR_GENERATION:
  case HW_N_COLOURS:
    set_hue (options, node, generation_hue (group->generation, &node->mark));
    break;
  }
}

void
hw_colour_table (const HwPictureOptions *options,
                 HwSceneNode            *node)
{
  hw_hue_get (HW_HUE_GREY, options->dark, &node->fill, &node->border);
  node->mark = "";
}
