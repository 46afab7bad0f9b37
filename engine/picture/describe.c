/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one description of a picture: a cgraph graph with all its attributes, built by API and written as DOT text. The layout
 * program reads it; the DOT export is it.
 *
 * A node is an HTML-like table, its rows have the ports r0, r1, …, from which the edges leave. */

#include "picture/describe.h"

#include "picture/layout.h"
#include "picture/look.h"

#include <graphviz/cgraph.h>
#include <string.h>

/* X (identifier, kind of object, attribute, default) */
#define ATTRIBUTE_LIST(X)                                                    \
  X (NODE_ID, AGNODE, "id", "")                                              \
  X (NODE_LABEL, AGNODE, "label", "")                                        \
  X (NODE_TOOLTIP, AGNODE, "tooltip", "")                                    \
  X (EDGE_ID, AGEDGE, "id", "")                                              \
  X (EDGE_LABEL, AGEDGE, "label", "")                                        \
  X (EDGE_TOOLTIP, AGEDGE, "tooltip", "")                                    \
  X (EDGE_STYLE, AGEDGE, "style", "")                                        \
  X (EDGE_COLOUR, AGEDGE, "color", "")                                       \
  X (EDGE_HEAD, AGEDGE, "arrowhead", "normal")                               \
  X (EDGE_PORT, AGEDGE, "tailport", "")                                      \
  X (EDGE_WEIGHT, AGEDGE, "weight", "1")                                     \
  X (EDGE_WIDTH, AGEDGE, "penwidth", "1")

enum {
#define X_ID(id, kind, name, value) ATTRIBUTE_##id,
  ATTRIBUTE_LIST (X_ID)
#undef X_ID
  N_ATTRIBUTES
};

typedef struct {
  HwPicture *picture;
  HwDescribe what;
  Agraph_t  *graph;
  Agnode_t **nodes;
  Agsym_t   *attributes[N_ATTRIBUTES];
} Description;

/* libcgraph keeps global state: no two threads may be in it. */
static GMutex cgraph_lock;

/* --------------------------------------------------------------------------------------------------------- helpers */

static void
set_graph (Description *description,
           const char  *name,
           const char  *value)
{
  agattr (description->graph, AGRAPH, (char *) name, (char *) value);
}

static void
set (Description *description,
     void        *object,
     int          attribute,
     const char  *value)
{
  agxset (object, description->attributes[attribute], (char *) value);
}

static void
set_colour (Description *description,
            void        *object,
            int          attribute,
            guint32      colour)
{
  char text[8];

  g_snprintf (text, sizeof text, "#%06x", colour);
  set (description, object, attribute, text);
}

/* ----------------------------------------------------------------------------------------------------------- nodes */

static void
append_text (GString    *html,
             const char *text,
             const char *font,
             guint32     colour,
             double      size,
             gboolean    bold)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (!*text)
    return;
  g_string_append_printf (html, "<FONT FACE=\"%s\" COLOR=\"#%06x\" POINT-SIZE=\"%g\">%s%s%s</FONT>", font, colour, size,
                          bold ? "<B>" : "", escaped, bold ? "</B>" : "");
}

/* Head and rows with their texts. */
static char *
make_label (Description       *description,
            const HwSceneNode *node)
{
  const HwPalette *palette = hw_palette_get (description->picture->options.dark);
  GString *html = g_string_new (NULL);

  g_string_append_printf (html, "<TABLE BORDER=\"%d\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\" COLOR=\"#%06x\" "
                          "BGCOLOR=\"#%06x\"%s><TR><TD ALIGN=\"LEFT\" PORT=\"head\" BGCOLOR=\"#%06x\">",
                          node->changed ? 2 : 1, node->changed ? palette->accent : node->border, palette->card,
                          node->reachable ? "" : " STYLE=\"DASHED\"", node->fill);
  append_text (html, node->mark, "DejaVu Sans", palette->head_text, 8, TRUE);
  g_string_append (html, *node->mark ? " " : "");
  append_text (html, node->title, "DejaVu Sans", palette->head_text, 11, TRUE);
  append_text (html, node->born ? " new" : node->changed ? " ●" : "", "DejaVu Sans", palette->head_text, 8, TRUE);
  if (*node->subtitle) {
    g_string_append (html, "<BR ALIGN=\"LEFT\"/>");
    append_text (html, node->subtitle, "DejaVu Sans", palette->head_text, 8.5, FALSE);
    g_string_append (html, "<BR ALIGN=\"LEFT\"/>");
  }
  g_string_append (html, "</TD>");
  if (*node->badge) {
    g_string_append_printf (html, "<TD ALIGN=\"RIGHT\" BGCOLOR=\"#%06x\">", node->fill);
    append_text (html, node->badge, "DejaVu Sans", palette->head_text, 9.5, TRUE);
    g_string_append (html, "</TD>");
  }
  g_string_append (html, "</TR>");
  for (guint i = 0; i < node->n_rows; i++) {
    const HwSceneRow *row = &node->rows[i];

    g_string_append_printf (html, "<TR><TD ALIGN=\"LEFT\" PORT=\"r%u\"%s", i, *node->badge ? " COLSPAN=\"2\"" : "");
    if (row->changed)
      g_string_append_printf (html, " BGCOLOR=\"#%06x\"", palette->highlight);
    g_string_append_c (html, '>');
    append_text (html, row->label, "DejaVu Sans Mono", palette->dim, 9.5, FALSE);
    g_string_append (html, *row->label && *row->value ? "  " : "");
    append_text (html, row->value, "DejaVu Sans Mono", palette->text, 9.5, FALSE);
    g_string_append (html, !*row->label && !*row->value ? " " : "");
    g_string_append (html, "</TD></TR>");
  }
  g_string_append (html, "</TABLE>");
  return g_string_free (html, FALSE);
}

/* The same without texts, in the sizes in which we draw. */
static char *
make_blank_label (const HwPictureNode *node)
{
  GString *html = g_string_new ("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">");
  double height = node->reserve_height;
  int width = (int) node->reserve_width;

  height -= node->shown.n_rows * HW_ROW_HEIGHT;
  g_string_append_printf (html, "<TR><TD FIXEDSIZE=\"TRUE\" PORT=\"head\" WIDTH=\"%d\" HEIGHT=\"%d\"></TD></TR>", width,
                          (int) MAX (height, 1));
  for (guint i = 0; i < node->shown.n_rows; i++)
    g_string_append_printf (html, "<TR><TD FIXEDSIZE=\"TRUE\" PORT=\"r%u\" WIDTH=\"%d\" HEIGHT=\"%d\"></TD></TR>", i, width,
                            (int) HW_ROW_HEIGHT);
  g_string_append (html, "</TABLE>");
  return g_string_free (html, FALSE);
}

static void
add_node (Description *description,
          guint        number)
{
  const HwPictureNode *node = &description->picture->nodes[number];
  g_autofree char *id = hw_picture_dup_id (&node->shown);
  gboolean full = description->what == HW_DESCRIBE_FULL;
  g_autofree char *label = full ? make_label (description, &node->shown) : make_blank_label (node);
  Agnode_t *added = agnode (description->graph, id, TRUE);
  char *html = agstrdup_html (description->graph, label);

  agxset (added, description->attributes[ATTRIBUTE_NODE_LABEL], html);
  agstrfree (description->graph, html);
  description->nodes[number] = added;
  if (full) {
    set (description, added, ATTRIBUTE_NODE_ID, id);
    set (description, added, ATTRIBUTE_NODE_TOOLTIP, node->shown.description);
  }
}

/* ----------------------------------------------------------------------------------------------------------- edges */

static void
add_edge (Description *description,
          guint        number)
{
  const HwPalette *palette = hw_palette_get (description->picture->options.dark);
  const HwSceneEdge *edge = &description->picture->edges[number].shown;
  const HwSceneNode *from = &description->picture->nodes[edge->from].shown, *to = &description->picture->nodes[edge->to].shown;
  Agedge_t *added = agedge (description->graph, description->nodes[edge->from], description->nodes[edge->to], NULL, TRUE);
  g_autofree char *id = hw_picture_dup_edge_id (description->picture, number);
  g_autofree char *tooltip = hw_picture_dup_edge_title (from, to, edge);
  char port[24];

  if (edge->from_row != G_MAXUINT && description->picture->options.layout != HW_LAYOUT_FORCE
      && description->picture->options.layout != HW_LAYOUT_RADIAL) {
    g_snprintf (port, sizeof port, "r%u:e", edge->from_row);
    set (description, added, ATTRIBUTE_EDGE_PORT, port);
  }
  set (description, added, ATTRIBUTE_EDGE_WEIGHT, edge->weak ? "1" : from->kind == HW_NODE_FRAME ? "3" : "2");
  if (description->what == HW_DESCRIBE_SIZES)
    return;
  set (description, added, ATTRIBUTE_EDGE_ID, id);
  set (description, added, ATTRIBUTE_EDGE_TOOLTIP, tooltip);
  set_colour (description, added, ATTRIBUTE_EDGE_COLOUR, edge->changed ? palette->accent : palette->edge);
  if (hw_picture_labels_edge (edge))
    set (description, added, ATTRIBUTE_EDGE_LABEL, edge->label);
  if (edge->changed)
    set (description, added, ATTRIBUTE_EDGE_WIDTH, "2");
  if (edge->weak) {
    set (description, added, ATTRIBUTE_EDGE_STYLE, "dashed");
    set (description, added, ATTRIBUTE_EDGE_HEAD, "empty");
  }
}

static void
add_guide (Description *description,
           guint        from,
           guint        to)
{
  Agedge_t *edge = agedge (description->graph, description->nodes[from], description->nodes[to], (char *) "guide", TRUE);

  set (description, edge, ATTRIBUTE_EDGE_STYLE, "invis");
}

/* Name tables stand at the left, one below the other in the order of calls; what no name reaches stands right of them. */
static void
guide_layers (Description *description)
{
  const HwPicture *picture = description->picture;
  g_autofree guint8 *entries = hw_layout_find_entries (picture);
  Agraph_t *names = NULL;
  guint last = G_MAXUINT;

  for (guint i = 0; i < picture->n_nodes; i++) {
    if (picture->nodes[i].shown.kind == HW_NODE_FRAME) {
      if (!names) {
        names = agsubg (description->graph, (char *) "names", TRUE);
        agsafeset (names, (char *) "rank", (char *) "min", (char *) "");
      }
      agsubnode (names, description->nodes[i], TRUE);
      if (last != G_MAXUINT)
        add_guide (description, last, i);
      last = i;
    } else if (entries[i] && last != G_MAXUINT) {
      add_guide (description, last, i);
    }
  }
}

/* ----------------------------------------------------------------------------------------------------------- whole */

/* What the radial layout begins with: the object asked for, if it is drawn, or the first of all. */
static guint
find_centre (const HwPicture *picture)
{
  guint32 centre = picture->options.centre ? picture->options.centre : picture->options.focus;

  for (guint i = 0; i < picture->n_nodes && centre != 0; i++)
    if (picture->nodes[i].shown.serial == centre)
      return i;
  for (guint i = 0; i < picture->n_aliases && centre != 0; i++)
    if (picture->aliases[i].key == hw_picture_key (HW_NODE_OBJECT, centre))
      return picture->aliases[i].node;
  return 0;
}

static void
set_layout (Description *description)
{
  gboolean sizes = description->what == HW_DESCRIBE_SIZES;

  switch (description->picture->options.layout) {
  case HW_LAYOUT_FORCE:
    set_graph (description, "layout", "sfdp");
    set_graph (description, "overlap", "prism");
    set_graph (description, "sep", "+14");
    set_graph (description, "K", "1.1");
    set_graph (description, "repulsiveforce", "1.5"); /* or what hangs on a thread stands far off */
    break;
  case HW_LAYOUT_RADIAL:
    set_graph (description, "layout", "twopi");
    set_graph (description, "overlap", "prism");
    set_graph (description, "sep", "+14");
    set_graph (description, "ranksep", "3.2");
    if (description->picture->n_nodes > 0)
      set_graph (description, "root", agnameof (description->nodes[find_centre (description->picture)]));
    break;
  case HW_LAYOUT_LAYERED:
  case HW_LAYOUT_GENERATIONS:
  case HW_N_LAYOUTS:
    set_graph (description, "layout", "dot");
    set_graph (description, "rankdir", "LR");
    set_graph (description, "ranksep", "0.85");
    set_graph (description, "nodesep", "0.36");
    /* Small pictures get all the care there is. */
    if (description->picture->n_nodes + description->picture->n_edges > 200) {
      set_graph (description, "nslimit", "0.2");
      set_graph (description, "nslimit1", "0.2");
      set_graph (description, "mclimit", "0.1");
    }
    break;
  }
  if (sizes)
    set_graph (description, "splines", "false");
}

static void
set_defaults (Description *description)
{
  const HwPicture *picture = description->picture;
  const HwPalette *palette = hw_palette_get (picture->options.dark);
  char colour[8];

  set_graph (description, "charset", "UTF-8");
  set_graph (description, "linelength", "0");
  agattr (description->graph, AGNODE, (char *) "shape", (char *) "plain");
  if (description->what == HW_DESCRIBE_FULL) {
    g_snprintf (colour, sizeof colour, "#%06x", palette->background);
    set_graph (description, "bgcolor", colour);
    set_graph (description, "tooltip", picture->summary);
    agattr (description->graph, AGNODE, (char *) "fontname", (char *) "DejaVu Sans");
    agattr (description->graph, AGEDGE, (char *) "fontname", (char *) "DejaVu Sans");
    agattr (description->graph, AGEDGE, (char *) "fontsize", (char *) "9");
    g_snprintf (colour, sizeof colour, "#%06x", palette->text);
    agattr (description->graph, AGEDGE, (char *) "fontcolor", colour);
  }
#define X_DECLARE(id, kind, name, value) \
  description->attributes[ATTRIBUTE_##id] = agattr (description->graph, kind, (char *) name, (char *) value);
  ATTRIBUTE_LIST (X_DECLARE)
#undef X_DECLARE
}

static int
put_cb (void       *data,
        const char *text)
{
  g_string_append (data, text);
  return 0;
}

static int
flush_cb (void *data)
{
  return 0;
}

char *
hw_describe (HwPicture *picture,
             HwDescribe what)
{
  Agiodisc_t io = { .putstr = put_cb, .flush = flush_cb };
  Agdisc_t discipline = { &AgMemDisc, &AgIdDisc, &io };
  Description description = { .picture = picture, .what = what };
  GString *text = g_string_new (NULL);

  g_mutex_lock (&cgraph_lock);
  description.graph = agopen ((char *) "heap", Agdirected, &discipline);
  description.nodes = g_new (Agnode_t *, picture->n_nodes + 1);
  set_defaults (&description);
  for (guint i = 0; i < picture->n_nodes; i++)
    add_node (&description, i);
  for (guint i = 0; i < picture->n_edges; i++)
    add_edge (&description, i);
  set_layout (&description);
  if (picture->options.layout == HW_LAYOUT_LAYERED || picture->options.layout == HW_LAYOUT_GENERATIONS)
    guide_layers (&description);
  agwrite (description.graph, text);
  agclose (description.graph);
  g_mutex_unlock (&cgraph_lock);
  g_free (description.nodes);
  return g_string_free (text, FALSE);
}
