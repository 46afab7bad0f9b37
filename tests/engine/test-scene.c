/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenes: their geometry, how they are drawn, and what is written to files. */

#include "fake-heaps.h"
#include "picture/look.h"
#include "picture/scene.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <graphviz/cgraph.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* The teaching heap one step on, laid out quickly: the same on every machine but for the fonts. */
static HwScene *
make_scene (gboolean dark,
            HwLayout layout,
            HwColour colour)
{
  g_autoptr (HwImage) before = fake_heap_teaching (FALSE), image = fake_heap_teaching (TRUE);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.dark = dark;
  options.layout = layout;
  options.colour = colour;
  options.selected = 112;
  picture = hw_picture_new (image, before, &options);
  return hw_picture_layout_quick (picture, NULL);
}

static HwScene *
make_plain_scene (void)
{
  return make_scene (FALSE, HW_LAYOUT_LAYERED, HW_COLOUR_GENERATION);
}

static char *
get_text (HwScene  *scene,
          HwFormat  format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hw_scene_to_bytes (scene, format, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* -------------------------------------------------------------------------------------------------------- geometry */

static void
test_rows_lie_in_their_nodes (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  guint n;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n);

  g_assert_cmpuint (n, >, 10);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < nodes[i].n_rows; k++) {
      const HwRect *row = &nodes[i].rows[k].rect, *rect = &nodes[i].rect;

      g_assert_cmpfloat (row->x, ==, rect->x);
      g_assert_cmpfloat (row->width, ==, rect->width);
      g_assert_cmpfloat (row->y, >, rect->y);
      g_assert_cmpfloat (row->y + row->height, <=, rect->y + rect->height);
      if (k > 0)
        g_assert_cmpfloat (row->y, >=, row[-1].y);
    }
}

static gboolean
is_on_border (const HwRect *rect,
              double        x,
              double        y)
{
  double left = x - rect->x, top = y - rect->y, right = rect->width - left, bottom = rect->height - top;
  double nearest = MIN (MIN (left, right), MIN (top, bottom));

  /* Negative outside. */
  return fabs (nearest) < 0.01;
}

static void
test_edges_go_from_row_to_border (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  double width, height;
  guint n;
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n);
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, NULL);

  hw_scene_get_size (scene, &width, &height);
  g_assert_cmpuint (n, >, 15);
  for (guint i = 0; i < n; i++) {
    const HwRect *row = &nodes[edges[i].from].rows[edges[i].from_row].rect;
    const double *last = edges[i].points + 2 * (edges[i].n_points - 1);

    g_assert_cmpuint (edges[i].n_points % 3, ==, 1);
    g_assert_cmpfloat (edges[i].points[0], ==, row->x + row->width);
    g_assert_cmpfloat (edges[i].points[1], ==, row->y + row->height / 2);
    g_assert_true (is_on_border (&nodes[edges[i].to].rect, last[0], last[1]));
    for (guint k = 0; k < edges[i].n_points; k++) {
      g_assert_cmpfloat (edges[i].points[2 * k], <=, width);
      g_assert_cmpfloat (edges[i].points[2 * k + 1], <=, height);
    }
  }
}

/* Follows the curves and looks for nodes that they run through. */
static void
test_edges_avoid_nodes (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  guint n_edges, n_nodes;
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n_edges);
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);

  for (guint i = 0; i < n_edges; i++)
    for (guint piece = 0; piece + 3 < edges[i].n_points; piece += 3)
      for (guint step = 0; step <= 40; step++) {
        const double *p = edges[i].points + 2 * piece;
        double t = step / 40.0, u = 1 - t;
        double x = u * u * u * p[0] + 3 * u * u * t * p[2] + 3 * u * t * t * p[4] + t * t * t * p[6];
        double y = u * u * u * p[1] + 3 * u * u * t * p[3] + 3 * u * t * t * p[5] + t * t * t * p[7];

        for (guint k = 0; k < n_nodes; k++) {
          const HwRect *rect = &nodes[k].rect;

          g_assert_false (x > rect->x + 1 && x < rect->x + rect->width - 1 && y > rect->y + 1 && y < rect->y + rect->height - 1);
        }
      }
}

/* The middle of each edge's curves is on it, or on another that runs there; a point far from all is on none. */
static void
test_hit_edge (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  guint n, n_found = 0;
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k + 3 < edges[i].n_points; k += 3) {
      const double *p = edges[i].points + 2 * k;
      double x = (p[0] + 3 * p[2] + 3 * p[4] + p[6]) / 8, y = (p[1] + 3 * p[3] + 3 * p[5] + p[7]) / 8;

      n_found += hw_scene_hit_edge (scene, x, y, 0.5) == i;
      g_assert_cmpuint (hw_scene_hit_edge (scene, x, y, 0.5), <, n);
    }
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (n_found, >, n / 2);
  g_assert_cmpuint (hw_scene_hit_edge (scene, -500, -500, 20), ==, G_MAXUINT);
}

static void
test_hit_and_find (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  guint n;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n);

  for (guint i = 0; i < n; i++) {
    g_assert_cmpuint (hw_scene_hit (scene, nodes[i].rect.x + 3, nodes[i].rect.y + 3), ==, i);
    g_assert_cmpuint (hw_scene_find (scene, nodes[i].serial), ==, i);
  }
  g_assert_cmpuint (hw_scene_hit (scene, 1, 1), ==, G_MAXUINT);
  g_assert_cmpuint (hw_scene_find (scene, 113), ==, G_MAXUINT);
  g_assert_cmpuint (hw_scene_find (scene, 0), ==, G_MAXUINT);
}

static void
test_empty_scene (void)
{
  g_autoptr (HwImage) image = fake_heap_teaching (FALSE);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.focus = 4711;
  picture = hw_picture_new (image, NULL, &options);
  for (guint layout = 0; layout < HW_N_LAYOUTS; layout++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (HwScene) scene = hw_picture_layout (picture, NULL, 0, NULL, &error);
    guint n;

    g_assert_no_error (error);
    hw_scene_get_nodes (scene, &n);
    g_assert_cmpuint (n, ==, 0);
    g_assert_cmpuint (hw_scene_hit (scene, 1, 1), ==, G_MAXUINT);
    for (guint format = 0; format < HW_N_FORMATS; format++) {
      g_autoptr (GBytes) bytes = hw_scene_to_bytes (scene, (HwFormat) format, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 40);
    }
  }
}

/* ------------------------------------------------------------------------------------------------------------ look */

static void
test_contrast (void)
{
  for (guint dark = 0; dark < 2; dark++) {
    const HwPalette *palette = hw_palette_get (dark);

    g_assert_cmpfloat (hw_colour_contrast (palette->text, palette->card), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->dim, palette->card), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->dim, palette->background), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->text, palette->highlight), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->dim, palette->highlight), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->on_accent, palette->accent), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->accent, palette->background), >=, 4.5);
    g_assert_cmpfloat (hw_colour_contrast (palette->edge, palette->background), >=, 3);
    g_assert_cmpfloat (hw_colour_contrast (palette->halo, palette->background), >=, 2.4);
    for (guint hue = 0; hue < HW_N_HUES; hue++) {
      guint32 fill, border;

      hw_hue_get ((HwHue) hue, dark, &fill, &border);
      g_assert_cmpfloat (hw_colour_contrast (palette->head_text, fill), >=, 4.5);
      g_assert_cmpfloat (hw_colour_contrast (palette->head_text, hw_colour_mix (fill, palette->card, 0.6)), >=, 4.5);
      g_assert_cmpfloat (hw_colour_contrast (border, palette->background), >=, 3);
      g_assert_cmpfloat (hw_colour_contrast (hw_colour_text_on (border), border), >=, 4.5);
    }
    for (guint colour = 0; colour < HW_N_COLOURS; colour++)
      for (guint i = 0; i < hw_colour_count_shades ((HwColour) colour); i++) {
        HwShade shade;

        hw_colour_get_shade ((HwColour) colour, dark, i, &shade);
        g_assert_cmpfloat (hw_colour_contrast (palette->head_text, shade.fill), >=, 4.5);
        g_assert_cmpfloat (hw_colour_contrast (palette->head_text, hw_colour_mix (shade.fill, palette->card, 0.6)), >=, 4.5);
        g_assert_cmpfloat (hw_colour_contrast (shade.border, palette->background), >=, 3);
        g_assert_cmpfloat (hw_colour_contrast (hw_colour_text_on (shade.border), shade.border), >=, 4.5);
      }
  }
}

static void
test_colour_comes_with_a_mark (void)
{
  static const char *const marks[HW_N_COLOURS] = { "g1", "No", "r", "▇ s9", "▁", "▁ 56 B" };

  for (guint colour = 0; colour < HW_N_COLOURS; colour++) {
    g_autoptr (HwScene) scene = make_scene (FALSE, HW_LAYOUT_LAYERED, (HwColour) colour);
    guint n;
    const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n);

    g_assert_cmpstr (nodes[hw_scene_find (scene, 112)].mark, ==, marks[colour]);
    for (guint i = 0; i < n; i++)
      g_assert_true (nodes[i].kind == HW_NODE_FRAME || *nodes[i].mark);
  }
}

static void
test_unreachable_is_said_twice (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  const HwSceneNode *node = hw_scene_get_nodes (scene, NULL) + hw_scene_find (scene, 170);
  g_autofree char *svg = get_text (scene, HW_FORMAT_SVG);
  const char *group = strstr (svg, "<g id=\"obj-170\">");
  const char *dash = strstr (group, "stroke-dasharray"), *end = strstr (group, "</g>");

  g_assert_false (node->reachable);
  g_assert_nonnull (strstr (node->subtitle, "unreachable"));
  g_assert_nonnull (strstr (node->description, "only the collector can free it"));
  g_assert_true (dash && dash < end);
}

/* How many pixels are not the colour of the first. */
static guint
count_drawn (HwScene      *scene,
             const HwRect *clip,
             double        scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, 300);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;
  guint n = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  hw_scene_draw (scene, cr, clip, scale);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  for (guint i = 0; i < 400 * 300; i++)
    n += (pixels[i] & 0xffffff) != 0xffffff;
  cairo_surface_destroy (surface);
  return n;
}

static void
test_draws_what_the_clip_asks_for (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  const HwRect nowhere = { -500, -500, 10, 10 }, all = { 0, 0, 4000, 4000 };

  g_assert_cmpuint (count_drawn (scene, &nowhere, 1), ==, 0);
  g_assert_cmpuint (count_drawn (scene, &all, 1), >, 10000);
  g_assert_cmpuint (count_drawn (scene, &all, 1), ==, count_drawn (scene, NULL, 1));
  /* Small, and there is still something, but no text. */
  g_assert_cmpuint (count_drawn (scene, NULL, 0.1), >, 1000);
}

/* --------------------------------------------------------------------------------------------------------- exports */

typedef struct {
  GHashTable *ids;
  guint       n_texts, n_titles, depth;
  gboolean    has_role, has_desc;
} SvgCheck;

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **names,
                  const char          **values,
                  gpointer              data,
                  GError              **error)
{
  SvgCheck *check = data;

  for (guint i = 0; names[i]; i++) {
    if (strcmp (names[i], "id") == 0)
      g_assert_true (g_hash_table_add (check->ids, g_strdup (values[i])));
    if (check->depth == 0 && strcmp (names[i], "role") == 0)
      check->has_role = strcmp (values[i], "img") == 0;
    if (check->depth == 0 && strcmp (names[i], "aria-labelledby") == 0)
      g_assert_cmpstr (values[i], ==, "title desc");
  }
  check->n_texts += strcmp (name, "text") == 0;
  check->n_titles += strcmp (name, "title") == 0;
  check->has_desc |= strcmp (name, "desc") == 0;
  check->depth++;
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *name,
                gpointer              data,
                GError              **error)
{
  ((SvgCheck *) data)->depth--;
}

static void
check_svg (HwScene *scene)
{
  static const GMarkupParser parser = { .start_element = start_element_cb, .end_element = end_element_cb };
  g_autofree char *svg = get_text (scene, HW_FORMAT_SVG);
  SvgCheck check = { .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &check, NULL);
  g_autoptr (GError) error = NULL;
  guint n_nodes, n_edges;

  hw_scene_get_nodes (scene, &n_nodes);
  hw_scene_get_edges (scene, &n_edges);
  g_markup_parse_context_parse (context, svg, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_true (check.has_role && check.has_desc);
  g_assert_cmpuint (check.n_titles, ==, 1 + n_nodes + n_edges);
  g_assert_cmpuint (check.n_texts, >, 2 * n_nodes);
  g_assert_true (g_hash_table_contains (check.ids, "obj-112"));
  g_assert_true (g_hash_table_contains (check.ids, "frame-10"));
  g_assert_true (g_hash_table_contains (check.ids, "ref-150-2"));
  g_hash_table_unref (check.ids);
}

static void
test_svg_is_well_formed (void)
{
  for (guint layout = 0; layout < HW_N_LAYOUTS; layout++)
    for (guint dark = 0; dark < 2; dark++) {
      g_autoptr (HwScene) scene = make_scene (dark, (HwLayout) layout, HW_COLOUR_GENERATION);

      check_svg (scene);
    }
}

/* Any str can be in a heap. */
static void
test_hostile_texts (void)
{
  static const char *const texts[] = {
    "<b>&amp;\"'", "]]>", "\x01\x02\x1f", "\xff\xfe", "\xed\xa0\x80",
    "\xef\xbf\xbf", "\xe2\x80\xae" "abc", "a\nb\tc", "\xc3", "{|}<port>\\N",
  };
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwPicture) picture = NULL;
  g_autoptr (HwScene) scene = NULL;
  g_autofree char *dot = NULL;
  Agraph_t *graph;
  HwPictureOptions options;
  FakeHeap heap;

  fake_heap_init (&heap, 3);
  fake_heap_name (&heap, "Node", heap.node);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    guint class = fake_object (&heap.fake, 110 + 2 * i, HW_KIND_TYPE, HW_NO_OBJECT, texts[i]);
    guint object = fake_object (&heap.fake, 111 + 2 * i, HW_KIND_INSTANCE, class, "");

    fake_get (&heap.fake, class)->flags = HW_FLAG_STATIC;
    fake_heap_name (&heap, texts[i], object);
    fake_heap_attribute (&heap, object, fake_object (&heap.fake, 500 + i, HW_KIND_STR, HW_NO_OBJECT, texts[i]), 0, texts[i]);
  }
  image = fake_heap_finish (&heap);
  hw_picture_options_init (&options);
  picture = hw_picture_new (image, NULL, &options);
  scene = hw_picture_layout (picture, NULL, 0, NULL, NULL);
  for (guint format = 0; format < HW_N_FORMATS; format++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = hw_scene_to_bytes (scene, (HwFormat) format, &error);

    g_assert_no_error (error);
    if (format == HW_FORMAT_SVG || format == HW_FORMAT_DOT)
      g_assert_true (g_utf8_validate (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
    if (format == HW_FORMAT_SVG) {
      static const GMarkupParser parser = { 0 };
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      g_assert_true (g_markup_parse_context_parse (context, data, (gssize) size, &error));
    }
  }
  dot = get_text (scene, HW_FORMAT_DOT);
  graph = agmemread (dot);
  g_assert_nonnull (graph);
  g_assert_cmpint (agnnodes (graph), ==, 1 + G_N_ELEMENTS (texts));
  agclose (graph);
}

static void
test_same_bytes_every_time (void)
{
  for (guint format = 0; format < HW_N_FORMATS; format++) {
    g_autoptr (HwScene) one = make_plain_scene (), two = make_plain_scene ();
    g_autoptr (GBytes) first = hw_scene_to_bytes (one, (HwFormat) format, NULL);
    g_autoptr (GBytes) second = NULL;

    if (format == HW_FORMAT_PDF) {
      gint64 second_now = g_get_real_time () / G_USEC_PER_SEC;

      /* A date would have the resolution of a second. */
      while (g_get_real_time () / G_USEC_PER_SEC == second_now)
        g_thread_yield ();
    }
    second = hw_scene_to_bytes (two, (HwFormat) format, NULL);
    g_assert_true (g_bytes_equal (first, second));
  }
}

/* The whole way from an image to a file of each kind. The data is the image; returns a checksum, owned. */
static gpointer
export_cb (gpointer data)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (HwPicture) picture = NULL;
  g_autoptr (HwScene) scene = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (data, NULL, &options);
  scene = hw_picture_layout (picture, NULL, 0, NULL, NULL);
  for (guint format = 0; format < HW_N_FORMATS; format++) {
    g_autoptr (GBytes) bytes = hw_scene_to_bytes (scene, (HwFormat) format, NULL);
    gsize size;
    const guint8 *start = g_bytes_get_data (bytes, &size);

    g_checksum_update (checksum, start, (gssize) size);
  }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
test_threads_do_not_disturb_one_another (void)
{
  g_autoptr (HwImage) image = fake_heap_teaching (FALSE);
  g_autofree char *expected = export_cb (image);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("export", export_cb, image);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autofree char *found = g_thread_join (threads[i]);

    g_assert_cmpstr (found, ==, expected);
  }
}

static void
test_png_is_twice_as_large (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  g_autoptr (GBytes) bytes = hw_scene_to_bytes (scene, HW_FORMAT_PNG, NULL);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  double width, height;

  hw_scene_get_size (scene, &width, &height);
  g_assert_cmpint (memcmp (data, "\x89PNG\r\n\x1a\n", 8), ==, 0);
  g_assert_cmpuint (data[16] << 24 | data[17] << 16 | data[18] << 8 | data[19], ==, (guint) ceil (2 * width));
  g_assert_cmpuint (data[20] << 24 | data[21] << 16 | data[22] << 8 | data[23], ==, (guint) ceil (2 * height));
}

static void
test_formats_by_ending (void)
{
  HwFormat format = HW_N_FORMATS;

  g_assert_true (hw_format_from_path ("a/b.c.SVG", &format));
  g_assert_cmpint (format, ==, HW_FORMAT_SVG);
  g_assert_true (hw_format_from_path ("x.dot", &format));
  g_assert_cmpint (format, ==, HW_FORMAT_DOT);
  g_assert_false (hw_format_from_path ("x.svg.gz", &format));
  g_assert_false (hw_format_from_path ("svg", &format));
  g_assert_cmpint (format, ==, HW_FORMAT_DOT);
}

/* ----------------------------------------------------------------------------------------------------------- files */

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
assert_refused (HwScene    *scene,
                const char *path,
                const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf ("%s cannot be written: %s", path, reason);

  g_assert_false (hw_scene_export (scene, HW_FORMAT_SVG, path, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_IO);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_export_writes_all_or_nothing (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.svg", NULL), *link = g_build_filename (folder, "link.svg", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "a.svg", NULL), *long_path = NULL, *text = NULL, *svg = NULL;
  g_autofree char *long_name = g_strnfill (400, 'x');
  g_autoptr (GError) error = NULL;

  long_path = g_strconcat (folder, "/", long_name, ".svg", NULL);
  assert_refused (scene, missing, g_strerror (ENOENT));
  assert_refused (scene, folder, g_strerror (EISDIR));
  assert_refused (scene, long_path, g_strerror (ENAMETOOLONG));
  g_assert_cmpuint (count_files (folder), ==, 0);
  g_assert_true (hw_scene_export (scene, HW_FORMAT_SVG, path, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  svg = get_text (scene, HW_FORMAT_SVG);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, svg);
  /* A link stays a link. */
  g_assert_cmpint (symlink ("a.svg", link), ==, 0);
  g_assert_true (hw_scene_export (scene, HW_FORMAT_SVG, link, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpuint (count_files (folder), ==, 2);
  g_unlink (link);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_full_disk (void)
{
  g_autoptr (HwScene) scene = make_plain_scene ();

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS)) {
    g_test_skip ("there is no /dev/full");
    return;
  }
  assert_refused (scene, "/dev/full", g_strerror (ENOSPC));
  g_assert_true (g_file_test ("/dev/full", G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/rows-lie-in-their-nodes", test_rows_lie_in_their_nodes);
  g_test_add_func ("/scene/edges-go-from-row-to-border", test_edges_go_from_row_to_border);
  g_test_add_func ("/scene/edges-avoid-nodes", test_edges_avoid_nodes);
  g_test_add_func ("/scene/hit-and-find", test_hit_and_find);
  g_test_add_func ("/scene/hit-edge", test_hit_edge);
  g_test_add_func ("/scene/empty-scene", test_empty_scene);
  g_test_add_func ("/scene/contrast", test_contrast);
  g_test_add_func ("/scene/colour-comes-with-a-mark", test_colour_comes_with_a_mark);
  g_test_add_func ("/scene/unreachable-is-said-twice", test_unreachable_is_said_twice);
  g_test_add_func ("/scene/draws-what-the-clip-asks-for", test_draws_what_the_clip_asks_for);
  g_test_add_func ("/scene/svg-is-well-formed", test_svg_is_well_formed);
  g_test_add_func ("/scene/hostile-texts", test_hostile_texts);
  g_test_add_func ("/scene/same-bytes-every-time", test_same_bytes_every_time);
  g_test_add_func ("/scene/threads-do-not-disturb-one-another", test_threads_do_not_disturb_one_another);
  g_test_add_func ("/scene/png-is-twice-as-large", test_png_is_twice_as_large);
  g_test_add_func ("/scene/formats-by-ending", test_formats_by_ending);
  g_test_add_func ("/scene/export-writes-all-or-nothing", test_export_writes_all_or_nothing);
  g_test_add_func ("/scene/full-disk", test_full_disk);
  return g_test_run ();
}
