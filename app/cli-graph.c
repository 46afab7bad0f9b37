/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright graph: the picture of the heap at a step, written to a file. */

#include "cli-common.h"
#include "cli-focus.h"
#include "cli-picture.h"

#include "hw-picture.h"

typedef struct {
  HwCliOptions common;
  HwCliPicture picture;
  char *output;
  char *focus;
  int depth;
  char **fold;
  char **expand;
} GraphOptions;

static void
graph_options_clear (GraphOptions *options)
{
  hw_cli_options_clear (&options->common);
  hw_cli_picture_clear (&options->picture);
  g_free (options->output);
  g_free (options->focus);
  g_strfreev (options->fold);
  g_strfreev (options->expand);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraphOptions, graph_options_clear)

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
    { "focus", 0, 0, G_OPTION_ARG_STRING, &options->focus, "Only this object and what is near it: an expression such as a.ref[0], or #7", "EXPR" },
    { "depth", 0, 0, G_OPTION_ARG_INT, &options->depth, "How many references away from the focus (default 2)", "N" },
    { "fold", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->fold, "Leave out what only this object holds (may be repeated)", "EXPR" },
    { "expand", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->expand, "Show 12 more items of this container (may be repeated)", "EXPR" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE -o OUT");

  g_option_context_set_summary (context, "Runs a scenario and draws names, objects and references at a step.");
  hw_cli_add_run (context, &options->common);
  hw_cli_add_at (context, &options->common);
  hw_cli_picture_add (context, &options->picture);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "graph", 1, argc, argv, status))
    return FALSE;

  if (!hw_cli_picture_parse ("graph", &options->picture, picture, status))
    return FALSE;
  if (options->depth < 0) {
    *status = hw_cli_usage_error ("graph", "--depth wants a number from 1 on");
    return FALSE;
  }
  if (options->depth > 0)
    picture->depth = options->depth;
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

/* Folds or expands the objects that [expressions] name, in place of the options' trim, which is [trim]'s. FALSE with [status]. */
static gboolean
trim_objects (HwImage          *image,
              const char       *option,
              HwTrimKind        kind,
              char            **expressions,
              HwPictureOptions *options,
              HwTrim          **trim,
              int              *status)
{
  for (guint i = 0; expressions != NULL && expressions[i] != NULL; i++) {
    g_autoptr(GError) error = NULL;
    guint32 serial = hw_cli_find_object (image, expressions[i], &error);
    HwTrim *next;

    if (serial == 0) {
      *status = hw_cli_usage_error ("graph", "%s %s", option, error->message);
      return FALSE;
    }
    next = hw_trim_with (options->trim, kind, serial, hw_trim_get (options->trim, kind, serial) + 1);
    hw_trim_unref (*trim);
    options->trim = *trim = next;
  }
  return TRUE;
}

/* The picture at [step], with what the step changed marked. NULL with [status]. */
static HwScene *
draw (HwTimeline         *timeline,
      guint               step,
      const GraphOptions *graph,
      HwPictureOptions   *options,
      int                *status)
{
  g_autoptr(HwImage) image = hw_cli_image ("graph", timeline, step, status);
  g_autoptr(HwImage) before = NULL;
  g_autoptr(HwPicture) picture = NULL;
  g_autoptr(HwTrim) trim = NULL;
  g_autoptr(GError) error = NULL;
  HwScene *scene;

  if (image == NULL)
    return NULL;
  if (step > 0 && (before = hw_cli_image ("graph", timeline, step - 1, status)) == NULL)
    return NULL;
  if (graph->focus != NULL && (options->focus = hw_cli_find_object (image, graph->focus, &error)) == 0) {
    *status = hw_cli_usage_error ("graph", "--focus %s", error->message);
    return NULL;
  }
  if (!trim_objects (image, "--fold", HW_TRIM_FOLDED, graph->fold, options, &trim, status)
      || !trim_objects (image, "--expand", HW_TRIM_EXPANDED, graph->expand, options, &trim, status))
    return NULL;
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
  scene = draw (timeline, step, &options, &picture, &status);
  if (scene == NULL)
    return status;
  if (!hw_scene_export (scene, format, options.output, &error)) {
    g_printerr ("heapwright graph: %s\n", error->message);
    return HW_CLI_FAILED;
  }
  return status;
}
