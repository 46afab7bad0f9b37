/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a picture looks, from the command line. */

#include "cli-picture.h"

#include "cli-common.h"

#include <string.h>

static const char *const layout_names[] = {
#define HW_X(id, name, text) name,
  HW_LAYOUT_LIST (HW_X)
#undef HW_X
};

static const char *const colour_names[] = {
#define HW_X(id, name, text) name,
  HW_COLOUR_LIST (HW_X)
#undef HW_X
};

static const char *const grouping_names[] = {
#define HW_X(id, name, text) name,
  HW_GROUPING_LIST (HW_X)
#undef HW_X
};

void
hw_cli_picture_clear (HwCliPicture *picture)
{
  g_clear_pointer (&picture->layout, g_free);
  g_clear_pointer (&picture->colour, g_free);
  g_clear_pointer (&picture->group, g_free);
  g_clear_pointer (&picture->hide_types, g_strfreev);
  g_clear_pointer (&picture->hide_names, g_strfreev);
  g_clear_pointer (&picture->trim, hw_trim_unref);
}

void
hw_cli_picture_add (GOptionContext *context,
                    HwCliPicture   *picture)
{
  const GOptionEntry entries[] = {
    { "layout", 0, 0, G_OPTION_ARG_STRING, &picture->layout, "layered (default), force, radial or generations", "NAME" },
    { "colour", 0, 0, G_OPTION_ARG_STRING, &picture->colour, "By generation (default), type, reachability, age, size or retained (size)", "NAME" },
    { "max-nodes", 0, 0, G_OPTION_ARG_INT, &picture->max_nodes, "Above this many objects, group them (default 200)", "N" },
    { "group", 0, 0, G_OPTION_ARG_STRING, &picture->group, "Group them by type (default), component (cycle) or line (that made them)", "NAME" },
    { "hide-type", 0, 0, G_OPTION_ARG_STRING_ARRAY, &picture->hide_types, "Leave out all objects of this type (may be repeated)", "TYPE" },
    { "hide-name", 0, 0, G_OPTION_ARG_STRING_ARRAY, &picture->hide_names, "Leave out this name, and what only it leads to (may be repeated)", "NAME" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &picture->dark, "Light on dark", NULL },
    { "atoms", 0, 0, G_OPTION_ARG_NONE, &picture->atoms, "Draw numbers, strings and None as objects of their own", NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, &picture->background, "Also draw what the interpreter itself brings", NULL },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, NULL);
}

gboolean
hw_cli_choose (const char        *verb,
               const char        *option,
               const char        *text,
               const char *const *names,
               guint              n_names,
               guint             *chosen,
               int               *status)
{
  g_autoptr(GString) known = g_string_new (NULL);

  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < n_names; i++) {
    if (strcmp (text, names[i]) == 0) {
      *chosen = i;
      return TRUE;
    }
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", names[i]);
  }
  *status = hw_cli_usage_error (verb, "%s %s: there is no such one; there are %s", option, text, known->str);
  return FALSE;
}

static void
hide (HwCliPicture *picture,
      HwHiddenKind  kind,
      char        **names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    HwTrim *trim = hw_trim_with_hidden (picture->trim, kind, names[i], TRUE);

    hw_trim_unref (picture->trim);
    picture->trim = trim;
  }
}

gboolean
hw_cli_picture_parse (const char         *verb,
                      HwCliPicture       *picture,
                      HwPictureOptions   *options,
                      int                *status)
{
  guint layout, colour, grouping;

  hw_picture_options_init (options);
  layout = options->layout;
  colour = options->colour;
  grouping = options->grouping;
  if (!hw_cli_choose (verb, "--layout", picture->layout, layout_names, HW_N_LAYOUTS, &layout, status) ||
      !hw_cli_choose (verb, "--colour", picture->colour, colour_names, HW_N_COLOURS, &colour, status) ||
      !hw_cli_choose (verb, "--group", picture->group, grouping_names, HW_N_GROUPINGS, &grouping, status))
    return FALSE;
  if (picture->max_nodes < 0) {
    *status = hw_cli_usage_error (verb, "--max-nodes wants a number from 1 on");
    return FALSE;
  }
  options->layout = layout;
  options->colour = colour;
  options->grouping = grouping;
  hide (picture, HW_HIDDEN_TYPE, picture->hide_types);
  hide (picture, HW_HIDDEN_NAME, picture->hide_names);
  options->trim = picture->trim;
  options->dark = picture->dark;
  options->atoms_as_nodes = picture->atoms;
  options->background = picture->background;
  if (picture->max_nodes > 0)
    options->max_nodes = picture->max_nodes;
  return TRUE;
}
