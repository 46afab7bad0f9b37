/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A text that has been run, with what the tests of gestures ask of it: objects by expression, edges by place. */

#pragma once

#include <string.h>

#include "gesture/writer.h"
#include "hw-analysis.h"
#include "hw-gesture.h"
#include "hw-run.h"

typedef struct {
  HwScenario *scenario;
  HwTimeline *timeline;
  HwImage    *image;
  HwSite      site;
  GString    *output;
  gboolean    raised;
} World;

static inline void
world_print_cb (const char *text,
                gsize       length,
                gboolean    is_stderr,
                gpointer    data)
{
  if (!is_stderr)
    g_string_append_len (data, text, (gssize) length);
}

/* Runs [text] and stands at the site of [place] for state [step]. */
static inline World *
world_new_at (const char *text,
              HwPython    python,
              guint       step,
              HwPlace     place)
{
  World *world = g_new0 (World, 1);
  g_autoptr (HwRun) run = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  g_autoptr (GError) error = NULL;
  HwRunOptions options;

  world->output = g_string_new (NULL);
  world->scenario = hw_scenario_new ("test.py", text, -1);
  hw_run_options_init (&options);
  options.python = python;
  options.record = TRUE;
  options.output = world_print_cb;
  options.output_data = world->output;
  run = hw_run_new (world->scenario, &options);
  hw_run_execute (run, NULL, &error);
  g_assert_no_error (error);
  world->raised = hw_run_get_exit_status (run) != 0;
  world->timeline = hw_timeline_ref (hw_run_get_timeline (run));
  hw_site_find (world->timeline, step, place, &world->site);
  cursor = hw_cursor_new (world->timeline);
  g_assert_true (hw_cursor_seek (cursor, world->site.step, NULL, NULL));
  world->image = hw_cursor_make_image (cursor);
  return world;
}

static inline World *
world_new (const char *text)
{
  return world_new_at (text, HW_PYTHON_DEFAULT, 0, HW_PLACE_END);
}

static inline void
world_free (World *world)
{
  hw_image_unref (world->image);
  hw_timeline_unref (world->timeline);
  hw_scenario_unref (world->scenario);
  g_string_free (world->output, TRUE);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* The serial of the object that [expression] is the shortest expression of. */
static inline guint32
world_object (World      *world,
              const char *expression)
{
  guint n;
  const HwObjectRecord *objects = hw_image_get_objects (world->image, &n);

  for (guint i = n; i > 0; i--) {
    g_autofree char *found = NULL;

    if (hw_image_is_background (world->image, i - 1))
      continue;
    found = hw_analysis_global_expression (world->image, i - 1);
    if (g_strcmp0 (found, expression) == 0)
      return objects[i - 1].serial;
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *found = hw_analysis_global_expression (world->image, i);

    if (g_strcmp0 (found, expression) == 0)
      return objects[i].serial;
  }
  g_error ("nothing is %s", expression);
}

/* The edge in the place [place]; "s element 3" for the third reference of a holder that has no place. */
static inline HwEdge
world_edge (World      *world,
            const char *place)
{
  guint n;

  hw_image_get_references (world->image, &n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *found = NULL;

    if (hw_image_is_background (world->image, hw_image_get_references (world->image, NULL)[i].holder))
      continue;
    found = hw_image_dup_place (world->image, i);
    if (g_strcmp0 (found, place) == 0)
      return hw_edge_from_reference (world->image, i);
  }
  g_error ("nothing is in %s", place);
}

/* The first edge of [holder] whose label is of [kind]. */
static inline HwEdge
world_edge_of (World       *world,
               const char  *holder,
               HwLabelKind  kind)
{
  guint object = hw_image_find (world->image, world_object (world, holder));
  const HwObjectRecord *record = &hw_image_get_objects (world->image, NULL)[object];

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (hw_image_get_references (world->image, NULL)[i].label_kind == kind)
      return hw_edge_from_reference (world->image, i);
  g_error ("%s has no such edge", holder);
}

static inline HwEdit *
world_make (World           *world,
            const HwGesture *gesture,
            GError         **error)
{
  return hw_gesture_make (world->scenario, world->image, &world->site, gesture, error);
}

static inline char *
world_apply (World        *world,
             const HwEdit *edit)
{
  return hw_edit_apply (edit, hw_scenario_get_text (world->scenario), hw_scenario_get_length (world->scenario));
}

/* The path of a real python3 whose version is modelled, and that version; NULL if there is none. Owned. */
static inline char *
find_python (HwPython *python)
{
  g_autofree char *path = g_find_program_in_path ("python3");
  g_autofree char *version = NULL;
  char *argv[] = { path, (char *) "-c", (char *) "import sys; print('%d.%d' % sys.version_info[:2])", NULL };

  if (path == NULL || !g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &version, NULL, NULL, NULL))
    return NULL;
  return hw_python_parse (g_strstrip (version), python) ? g_steal_pointer (&path) : NULL;
}

/* What [path] prints for [text]. Owned. */
static inline char *
run_python (const char *path,
            const char *text,
            char      **errors)
{
  char *argv[] = { (char *) path, (char *) "-c", (char *) text, NULL };
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, argv, NULL, 0, NULL, NULL, &output, errors, NULL, &error);
  g_assert_no_error (error);
  return output;
}
