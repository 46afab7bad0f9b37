/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright graph: the picture of the heap at a step, written to a file. */

#include "cli-common.h"
#include "cli-focus.h"

#include "hw-picture.h"

#include <string.h>

typedef struct {
  HwCliOptions common;
  char *output;
  char *layout;
  char *colour;
  char *focus;
  int depth;
  int max_nodes;
  gboolean dark;
  gboolean atoms;
  gboolean background;
} GraphOptions;

static void
graph_options_clear (GraphOptions *options)
{
  hw_cli_options_clear (&options->common);
  g_free (options->output);
  g_free (options->layout);
  g_free (options->colour);
  g_free (options->focus);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraphOptions, graph_options_clear)

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

/* Finds [text] among [names], says which there are if it is none of them. */
static gboolean
choose (const char        *option,
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
  *status = hw_cli_usage_error ("graph", "%s %s: there is no such one; there are %s", option, text, known->str);
  return FALSE;
}

static gboolean
parse_options (GraphOptions     *options,
               HwPictureOptions *picture,
               HwFormat         *format,
               int              *argc,
               char           ***argv,
               int              *status)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Write to this file; its ending says how: .svg, .pdf, .png or .dot", "OUT" },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options->layout, "layered (default), force, radial or generations", "NAME" },
    { "colour", 0, 0, G_OPTION_ARG_STRING, &options->colour, "By generation (default), type, reachability or age", "NAME" },
    { "focus", 0, 0, G_OPTION_ARG_STRING, &options->focus, "Only this object and what is near it: an expression such as a.ref[0], or #7", "EXPR" },
    { "depth", 0, 0, G_OPTION_ARG_INT, &options->depth, "How many references away from the focus (default 2)", "N" },
    { "max-nodes", 0, 0, G_OPTION_ARG_INT, &options->max_nodes, "Above this many objects, group them by type (default 200)", "N" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark, "Light on dark", NULL },
    { "atoms", 0, 0, G_OPTION_ARG_NONE, &options->atoms, "Draw numbers, strings and None as objects of their own", NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, &options->background, "Also draw what the interpreter itself brings", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE -o OUT");
  guint layout, colour;

  g_option_context_set_summary (context, "Runs a scenario and draws names, objects and references at a step.");
  hw_cli_add_run (context, &options->common);
  hw_cli_add_at (context, &options->common);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "graph", 1, argc, argv, status))
    return FALSE;

  hw_picture_options_init (picture);
  layout = picture->layout;
  colour = picture->colour;
  if (!choose ("--layout", options->layout, layout_names, HW_N_LAYOUTS, &layout, status) ||
      !choose ("--colour", options->colour, colour_names, HW_N_COLOURS, &colour, status))
    return FALSE;
  picture->layout = layout;
  picture->colour = colour;
  picture->dark = options->dark;
  picture->atoms_as_nodes = options->atoms;
  picture->background = options->background;

  if (options->depth < 0 || options->max_nodes < 0) {
    *status = hw_cli_usage_error ("graph", "--depth and --max-nodes want a number from 1 on");
    return FALSE;
  }
  if (options->depth > 0)
    picture->depth = options->depth;
  if (options->max_nodes > 0)
    picture->max_nodes = options->max_nodes;
  if (options->output == NULL) {
    *status = hw_cli_usage_error ("graph", "where is it to write? -o OUT.svg, .pdf, .png or .dot is needed");
    return FALSE;
  }
  if (!hw_format_from_path (options->output, format)) {
    *status = hw_cli_usage_error ("graph", "%s: the name of the picture must end in .svg, .pdf, .png or .dot", options->output);
    return FALSE;
  }
  return TRUE;
}

/* The picture at [step], with what the step changed marked. NULL with [status]. */
static HwScene *
draw (HwTimeline       *timeline,
      guint             step,
      const char       *focus,
      HwPictureOptions *options,
      int              *status)
{
  g_autoptr(HwImage) image = hw_cli_image ("graph", timeline, step, status);
  g_autoptr(HwImage) before = NULL;
  g_autoptr(HwPicture) picture = NULL;
  g_autoptr(GError) error = NULL;
  HwScene *scene;

  if (image == NULL)
    return NULL;
  if (step > 0 && (before = hw_cli_image ("graph", timeline, step - 1, status)) == NULL)
    return NULL;
  if (focus != NULL && (options->focus = hw_cli_find_object (image, focus, &error)) == 0) {
    *status = hw_cli_usage_error ("graph", "--focus %s", error->message);
    return NULL;
  }
  picture = hw_picture_new (image, before, options);
  scene = hw_picture_layout (picture, NULL, 0, NULL, &error);
  if (scene == NULL) {
    g_printerr ("heapwright graph: %s\n", error->message);
    *status = HW_CLI_FAILED;
  }
  return scene;
}

int
hw_cli_graph (int    argc,
              char **argv)
{
  g_auto(GraphOptions) options = { { NULL } };
  g_autoptr(HwTimeline) timeline = NULL;
  g_autoptr(HwScene) scene = NULL;
  g_autoptr(GError) error = NULL;
  HwPictureOptions picture;
  HwFormat format;
  guint step;
  int status = 0;

  if (!parse_options (&options, &picture, &format, &argc, &argv, &status))
    return status;
  timeline = hw_cli_record ("graph", argv[1], &options.common, &status);
  if (timeline == NULL || !hw_cli_find_step ("graph", timeline, options.common.at, &step, &status))
    return status;
  scene = draw (timeline, step, options.focus, &picture, &status);
  if (scene == NULL)
    return status;
  if (!hw_scene_export (scene, format, options.output, &error)) {
    g_printerr ("heapwright graph: %s\n", error->message);
    return HW_CLI_FAILED;
  }
  return status;
}
