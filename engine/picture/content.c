/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a selection to a picture: nodes with their words, rows and sizes, and edges. */

#include "picture/content.h"

#include "picture/look.h"
#include "picture/measure.h"
#include "picture/node-colour.h"
#include "picture/words.h"

#include <string.h>

typedef struct {
  HwPicture   *picture;
  HwSelection *selection;
  HwMeasure   *measure;
  GArray      *nodes;    /* of HwPictureNode */
  GArray      *rows;     /* of HwSceneRow */
  GArray      *edges;    /* of HwPictureEdge */
  GArray      *slots;    /* of HwSlot: scratch */
  guint32     *node_of;  /* node index by object, G_MAXUINT32 for none */
  GHashTable  *bundles;  /* edges that stand for several references: "from row to weak" → edge index + 1 */
} Builder;

static const char *
keep (Builder *builder,
      char    *text)
{
  const char *kept = g_string_chunk_insert_const (builder->picture->texts, text);

  g_free (text);
  return kept;
}

/* ----------------------------------------------------------------------------------------------------------- nodes */

/* The node of an object, or G_MAXUINT32. */
static guint32
get_node (Builder *builder,
          guint    object)
{
  HwSelection *selection = builder->selection;

  if (selection->roles[object] == HW_ROLE_GROUP)
    return builder->node_of[selection->n_objects + selection->group_of[object]];
  return builder->node_of[object];
}

static void
add_node (Builder             *builder,
          const HwPictureNode *node,
          guint                slot_of_node)
{
  builder->node_of[slot_of_node] = builder->nodes->len;
  g_array_append_vals (builder->nodes, node, 1);
}

static void
add_object (Builder *builder,
            guint    object)
{
  HwSelection *selection = builder->selection;
  const HwObjectRecord *record = &selection->objects[object], *before = hw_selection_get_before (selection, object);
  HwPictureNode node = { .lane = record->generation };
  HwSceneNode *shown = &node.shown;

  shown->kind = HW_NODE_OBJECT;
  shown->serial = record->serial;
  shown->count = 1;
  shown->group = hw_selection_get_opened (selection, object);
  shown->reachable = record->reachable;
  shown->born = selection->before && !before;
  shown->changed = shown->born || hw_selection_is_changed (selection, object);
  shown->selected = selection->options->selected == record->serial;
  shown->title = keep (builder, hw_words_dup_title (selection, object));
  shown->subtitle = keep (builder, hw_words_dup_subtitle (selection, object));
  node.immortal = (record->flags & HW_FLAG_IMMORTAL) != 0;
  shown->badge = node.immortal ? "∞" : keep (builder, hw_text_number (record->refs));
  node.badge_changed = before && before->refs != record->refs;
  hw_colour_object (selection, object, shown, builder->picture->texts);
  shown->description = keep (builder, hw_words_dup_description (selection, object, shown));
  node.key = hw_picture_key (HW_NODE_OBJECT, record->serial);
  add_node (builder, &node, object);
}

/* TRUE for the table of the function that runs. */
static gboolean
is_innermost (HwSelection *selection,
              guint        number)
{
  const guint *tables = (const guint *) selection->tables->data;

  return selection->objects[tables[number]].kind == HW_KIND_FRAME
         && (number + 1 == selection->tables->len || selection->objects[tables[number + 1]].kind != HW_KIND_FRAME);
}

static void
add_table (Builder *builder,
           guint    depth)
{
  HwSelection *selection = builder->selection;
  guint object = g_array_index (selection->tables, guint, depth);
  const HwObjectRecord *record = &selection->objects[object];
  HwPictureNode node = { .lane = -2 };
  HwSceneNode *shown = &node.shown;

  shown->kind = HW_NODE_FRAME;
  shown->serial = record->serial;
  shown->count = 1;
  shown->reachable = TRUE;
  shown->title = keep (builder, hw_words_dup_table_title (selection, object));
  shown->subtitle = "";
  shown->badge = "";
  shown->born = selection->before && !hw_selection_get_before (selection, object);
  shown->changed = shown->born;
  shown->selected = selection->options->selected == record->serial;
  hw_colour_table (selection->options, shown);
  if (is_innermost (selection, depth))
    shown->mark = "▶";
  /* Namespaces of other modules stand behind the frames: their number says nothing. */
  node.key = hw_picture_key (HW_NODE_FRAME, record->kind != HW_KIND_FRAME ? record->serial | 1u << 31
                                                                           : depth + selection->n_calls_left_out);
  add_node (builder, &node, object);
}

static void
add_group (Builder *builder,
           guint    number)
{
  HwSelection *selection = builder->selection;
  const HwGroup *group = &g_array_index (selection->groups, HwGroup, number);
  HwPictureNode node = { .lane = (gint8) group->generation, .key = group->key };
  HwSceneNode *shown = &node.shown;

  if (group->count == 0)
    return;
  shown->kind = HW_NODE_GROUP;
  shown->serial = group->serial;
  shown->group = group->key;
  shown->count = group->count;
  shown->reachable = group->reachable;
  shown->changed = group->changed;
  shown->badge = "";
  shown->title = keep (builder, hw_words_dup_group_title (selection, group));
  shown->subtitle = keep (builder, hw_words_dup_group_subtitle (selection, group));
  shown->description = keep (builder, hw_words_dup_group_description (selection, group));
  hw_colour_group (selection, group, hw_image_get_type_name (selection->image, group->first), shown, builder->picture->texts);
  add_node (builder, &node, selection->n_objects + number);
}

/* ----------------------------------------------------------------------------------------------------- rows, edges */

static void
add_edge (Builder    *builder,
          guint       from,
          guint       from_row,
          guint       reference,
          const char *label,
          gboolean    changed)
{
  const HwReferenceRecord *record = &builder->selection->references[reference];
  guint to = get_node (builder, record->target);
  HwPictureEdge edge = {
    .shown = {
      .from = from,
      .from_row = from_row,
      .to = to,
      .label = label,
      .weak = record->weak,
      .changed = changed,
      .count = 1,
    },
    .to_serial = builder->selection->objects[record->target].serial,
  };

  if (to != G_MAXUINT32)
    g_array_append_val (builder->edges, edge);
}

/* Adds to the one edge that stands for all references between two nodes. */
static void
add_to_bundle (Builder *builder,
               guint    from,
               guint    from_row,
               guint    reference)
{
  const HwReferenceRecord *record = &builder->selection->references[reference];
  guint to = get_node (builder, record->target);
  guint64 key = (guint64) from << 40 | (guint64) (from_row & 0xffff) << 24 | (guint64) (to & 0x7fffff) << 1 | (record->weak != 0);
  gpointer found;

  if (to == G_MAXUINT32)
    return;
  if (g_hash_table_lookup_extended (builder->bundles, &key, NULL, &found)) {
    g_array_index (builder->edges, HwPictureEdge, GPOINTER_TO_UINT (found)).shown.count++;
    return;
  }
  g_hash_table_insert (builder->bundles, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (builder->edges->len));
  add_edge (builder, from, from_row, reference, "", FALSE);
}

/* The references of [object] that no row of it shows, behind its row "… n more". */
static void
bundle_left_out (Builder *builder,
                 guint    object,
                 guint    from,
                 guint    from_row)
{
  HwSelection *selection = builder->selection;
  const HwObjectRecord *record = &selection->objects[object];
  guint next = 0;

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    gboolean shown = FALSE;

    /* Both run in the order of slots, but for the late ones behind the cut. */
    while (next < builder->slots->len) {
      const HwSlot *slot = &g_array_index (builder->slots, HwSlot, next);

      if (slot->reference != HW_NO_OBJECT && slot->reference >= i) {
        shown = slot->reference == i || slot->key == i;
        break;
      }
      next++;
    }
    if (!shown && !hw_selection_hides (selection, i))
      add_to_bundle (builder, from, from_row, i);
  }
}

static void
add_slot (Builder      *builder,
          guint         object,
          guint         node,
          guint         row,
          const HwSlot *slot)
{
  HwSelection *selection = builder->selection;
  HwSceneRow shown = { .label = "", .value = "", .changed = slot->changed };
  gboolean changed = slot->changed || g_array_index (builder->nodes, HwPictureNode, node).shown.born;

  if (slot->n_more > 0) {
    g_autofree char *count = hw_text_number (slot->n_more);

    shown.kind = HW_ROW_MORE;
    shown.label = keep (builder, g_strdup_printf ("… %s more", count));
  } else {
    const HwReferenceRecord *reference = &selection->references[slot->reference];

    shown.label = keep (builder, hw_words_dup_label (selection, slot));
    shown.target = selection->objects[reference->target].serial;
    shown.holder = selection->objects[reference->holder].serial;
    shown.slot = reference->slot;
    if (get_node (builder, reference->target) == G_MAXUINT32)
      shown.value = keep (builder, hw_words_dup_value (selection, reference->target));
    if (slot->key != HW_NO_OBJECT && get_node (builder, selection->references[slot->key].target) != G_MAXUINT32)
      add_edge (builder, node, row, slot->key, "key", changed);
    add_edge (builder, node, row, slot->reference, shown.label, changed);
  }
  g_array_append_val (builder->rows, shown);
}

/* A weak reference whose referent is gone has no slot to show that. */
static void
add_dead_row (Builder *builder,
              guint    object)
{
  HwSelection *selection = builder->selection;
  const HwObjectRecord *record = &selection->objects[object];
  const HwObjectRecord *before = hw_selection_get_before (selection, object);
  HwSceneRow row = { .kind = HW_ROW_NOTE, .label = "referent", .value = "dead" };

  if (record->kind != HW_KIND_WEAKREF && record->kind != HW_KIND_PROXY)
    return;
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (selection->references[i].weak)
      return;
  row.changed = before && before->n_refs != record->n_refs;
  g_array_append_val (builder->rows, row);
}

static void
add_calls_row (Builder *builder,
               guint    object)
{
  HwSelection *selection = builder->selection;
  g_autofree char *count = hw_text_number (selection->n_calls_left_out);
  HwSceneRow row = { .kind = HW_ROW_NOTE, .value = "" };

  if (selection->n_calls_left_out == 0 || selection->tables->len < 2 || g_array_index (selection->tables, guint, 1) != object)
    return;
  row.label = keep (builder, g_strdup_printf ("… %s calls before", count));
  g_array_append_val (builder->rows, row);
}

static void
add_folded_row (Builder *builder,
                guint    object)
{
  HwSceneRow row = { .kind = HW_ROW_FOLDED, .value = "" };
  g_autofree char *count = NULL;
  guint n;

  if (!hw_selection_get_folded (builder->selection, object, &n))
    return;
  count = hw_text_number (n);
  row.label = keep (builder, g_strdup_printf ("+ %s object%s", count, n == 1 ? "" : "s"));
  g_array_append_val (builder->rows, row);
}

static void
add_rows (Builder *builder,
          guint    object)
{
  guint number = builder->node_of[object], first = builder->rows->len;
  HwPictureNode *node = &g_array_index (builder->nodes, HwPictureNode, number);
  guint more = G_MAXUINT;

  add_dead_row (builder, object);
  add_calls_row (builder, object);
  g_array_set_size (builder->slots, 0);
  hw_selection_get_slots (builder->selection, object, builder->slots);
  for (guint i = 0; i < builder->slots->len; i++) {
    const HwSlot *slot = &g_array_index (builder->slots, HwSlot, i);
    guint row = builder->rows->len - first;

    add_slot (builder, object, number, row, slot);
    if (slot->n_more > 0)
      more = row;
    if (slot->changed && node->shown.kind == HW_NODE_FRAME)
      node->shown.changed = TRUE;
  }
  if (more != G_MAXUINT)
    bundle_left_out (builder, object, number, more);
  add_folded_row (builder, object);
  node->shown.n_rows = builder->rows->len - first;
  if (node->shown.kind == HW_NODE_FRAME)
    node->shown.description = keep (builder, g_strdup_printf ("%s: %u name%s%s", node->shown.title, node->shown.n_rows,
                                                              node->shown.n_rows == 1 ? "" : "s",
                                                              node->shown.changed ? "; changed in this step" : ""));
}

static void
bundle_groups (Builder *builder)
{
  HwSelection *selection = builder->selection;

  if (!selection->group_of)
    return;
  for (guint i = 0; i < selection->n_objects; i++) {
    const HwObjectRecord *record = &selection->objects[i];

    if (selection->roles[i] != HW_ROLE_GROUP)
      continue;
    for (guint k = record->first_ref; k < record->first_ref + record->n_refs; k++)
      if (!hw_selection_hides (selection, k))
        add_to_bundle (builder, get_node (builder, i), G_MAXUINT, k);
  }
}

static void
name_bundles (Builder *builder)
{
  for (guint i = 0; i < builder->edges->len; i++) {
    HwPictureEdge *edge = &g_array_index (builder->edges, HwPictureEdge, i);

    if (edge->shown.count > 1) {
      g_autofree char *count = hw_text_number (edge->shown.count);

      edge->shown.label = keep (builder, g_strconcat ("× ", count, NULL));
    }
  }
}

/* ----------------------------------------------------------------------------------------------------------- whole */

/* The place of each object in its collector's list, for the lanes. */
static void
set_lane_orders (Builder *builder)
{
  for (guint list = HW_LIST_GENERATION_0; list <= HW_LIST_FINALIZERS; list++) {
    guint n;
    const guint32 *objects = hw_image_get_list (builder->selection->image, list, &n);

    for (guint i = 0; i < n; i++)
      if (builder->node_of[objects[i]] != G_MAXUINT32)
        g_array_index (builder->nodes, HwPictureNode, builder->node_of[objects[i]]).lane_order = i;
  }
}

static void
summarize (Builder *builder)
{
  HwSelection *selection = builder->selection;
  HwPicture *picture = builder->picture;
  guint64 n_references = 0, n_new = 0, n_unreachable = 0;
  g_autofree char *objects = hw_text_number (selection->n_heap), *references = NULL;
  GString *details = g_string_new (NULL);

  for (guint i = 0; i < builder->edges->len; i++)
    n_references += g_array_index (builder->edges, HwPictureEdge, i).shown.count;
  references = hw_text_number (n_references);
  picture->summary = g_strdup_printf ("%s object%s, %s reference%s, step %u", objects, selection->n_heap == 1 ? "" : "s",
                                      references, n_references == 1 ? "" : "s", picture->step);
  for (guint i = 0; i < builder->nodes->len; i++) {
    const HwSceneNode *node = &g_array_index (builder->nodes, HwPictureNode, i).shown;

    n_new += node->born;
    n_unreachable += node->reachable ? 0 : node->count;
  }
  g_string_append_printf (details, "The heap of CPython %s after step %u: names at the left, objects at the right. "
                          "%s objects are shown", hw_python_to_string (picture->python), picture->step, objects);
  if (n_new > 0)
    g_string_append_printf (details, ", %" G_GUINT64_FORMAT " new in this step", n_new);
  if (n_unreachable > 0)
    g_string_append_printf (details, ", %" G_GUINT64_FORMAT " unreachable", n_unreachable);
  g_string_append (details, ". Dashed lines are weak references.");
  picture->details = g_string_free (details, FALSE);
}

/* Rows can be pointed at only now: the array has moved while it grew. */
static void
finish (Builder *builder)
{
  HwPicture *picture = builder->picture;
  guint row = 0;

  picture->n_rows = builder->rows->len;
  picture->rows = (HwSceneRow *) g_array_free (g_steal_pointer (&builder->rows), FALSE);
  picture->n_nodes = builder->nodes->len;
  picture->nodes = (HwPictureNode *) g_array_free (g_steal_pointer (&builder->nodes), FALSE);
  picture->n_edges = builder->edges->len;
  picture->edges = (HwPictureEdge *) g_array_free (g_steal_pointer (&builder->edges), FALSE);
  for (guint i = 0; i < picture->n_nodes; i++) {
    HwPictureNode *node = &picture->nodes[i];

    node->shown.rows = picture->rows + row;
    hw_content_measure (builder->measure, node, picture->rows + row);
    row += node->shown.n_rows;
  }
}

void
hw_content_fill (HwPicture   *picture,
                 HwSelection *selection)
{
  Builder builder = {
    .picture = picture,
    .selection = selection,
    .measure = hw_measure_new (),
    .nodes = g_array_new (FALSE, TRUE, sizeof (HwPictureNode)),
    .rows = g_array_new (FALSE, TRUE, sizeof (HwSceneRow)),
    .edges = g_array_new (FALSE, TRUE, sizeof (HwPictureEdge)),
    .slots = g_array_new (FALSE, TRUE, sizeof (HwSlot)),
    .node_of = g_new (guint32, selection->n_objects + selection->groups->len + 1),
    .bundles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
  };

  memset (builder.node_of, 0xff, sizeof (guint32) * (selection->n_objects + selection->groups->len + 1));
  for (guint i = 0; i < selection->tables->len; i++)
    add_table (&builder, i);
  for (guint i = 0; i < selection->nodes->len; i++)
    add_object (&builder, g_array_index (selection->nodes, guint, i));
  for (guint i = 0; i < selection->groups->len; i++)
    add_group (&builder, i);
  for (guint i = 0; i < selection->tables->len; i++)
    add_rows (&builder, g_array_index (selection->tables, guint, i));
  for (guint i = 0; i < selection->nodes->len; i++)
    add_rows (&builder, g_array_index (selection->nodes, guint, i));
  bundle_groups (&builder);
  name_bundles (&builder);
  set_lane_orders (&builder);
  summarize (&builder);
  finish (&builder);
  g_array_unref (builder.slots);
  g_hash_table_unref (builder.bundles);
  hw_measure_free (builder.measure);
  g_free (builder.node_of);
}
