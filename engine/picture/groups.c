/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Groups: many objects in one node, where there are too many to show each: those of one class, of one cycle or of one line.
 * Reachable and unreachable ones are told apart. Objects that stand in a name table, the focus and the selected one stay nodes of
 * their own while there is room. */

#include "picture/select.h"

/* What is grouped together, while it is decided what is grouped. */
typedef struct {
  guint64  key;     /* hw_group_key(), but for the class's index in place of its serial */
  guint32  n_nodes; /* that are nodes of their own so far and may be grouped */
  guint32  n_heap;  /* that are grouped in any case */
  gboolean grouped;
  gboolean whole;   /* its nodes too */
  gboolean rest;    /* with the others that have no group of their own */
} Bin;

typedef struct {
  HwSelection *selection;
  guint8      *kept;  /* by object: stays a node */
  guint32     *cycle; /* by object: the first serial of its cycle; 0: it is in none; NULL if that is not asked */
  GHashTable  *index; /* key → bin */
  GArray      *bins;  /* of Bin */
} Grouping;

/* ---------------------------------------------------------------------------------------------------------- cycles */

static gboolean
is_shown (HwSelection *selection,
          guint        object)
{
  return selection->roles[object] == HW_ROLE_HEAP || selection->roles[object] == HW_ROLE_NODE;
}

/* Cycles as they can be seen: not those through classes and namespaces, in which nearly everything is. */
static gboolean
follows (HwImage  *image,
         guint     reference,
         gpointer  data)
{
  HwSelection *selection = data;
  const HwReferenceRecord *record = &selection->references[reference];

  return is_shown (selection, record->holder) && is_shown (selection, record->target) && !hw_selection_hides (selection, reference);
}

static guint32 *
find_cycles (HwSelection *selection)
{
  g_autoptr (HwComponents) components = hw_analysis_components_along (selection->image, follows, selection, NULL);
  g_autofree guint32 *first = g_new0 (guint32, components->n_components + 1);
  guint32 *cycle = g_new0 (guint32, selection->n_objects + 1);

  for (guint i = 0; i < selection->n_objects; i++) {
    guint32 component = components->component[i];

    if (components->size[component] < 2)
      continue;
    if (first[component] == 0)
      first[component] = selection->objects[i].serial;
    cycle[i] = first[component];
  }
  return cycle;
}

/* ------------------------------------------------------------------------------------------------------------ bins */

static guint64
get_key (const Grouping *grouping,
         guint           object)
{
  const HwObjectRecord *record = &grouping->selection->objects[object];

  if (grouping->cycle && grouping->cycle[object] != 0)
    return hw_group_key (HW_GROUPING_COMPONENT, grouping->cycle[object], record->reachable);
  if (grouping->selection->options->grouping == HW_GROUPING_LINE)
    return hw_group_key (HW_GROUPING_LINE, record->line + 1, record->reachable);
  return hw_group_key (HW_GROUPING_TYPE, record->type + 1, record->reachable);
}

static guint
get_bin (Grouping *grouping,
         guint     object)
{
  Bin bin = { .key = get_key (grouping, object) };
  gpointer found;

  if (g_hash_table_lookup_extended (grouping->index, &bin.key, NULL, &found))
    return GPOINTER_TO_UINT (found);
  g_hash_table_insert (grouping->index, g_memdup2 (&bin.key, sizeof bin.key), GUINT_TO_POINTER (grouping->bins->len));
  g_array_append_val (grouping->bins, bin);
  return grouping->bins->len - 1;
}

/* Marks what stays a node: the focus, the selected object, and what names hold, if that is not too much. */
static guint8 *
find_kept (HwSelection *selection)
{
  guint8 *kept = g_new0 (guint8, selection->n_objects + 1);
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (HwSlot));
  guint serials[] = { selection->options->focus, selection->options->selected };
  guint room = selection->options->max_nodes / 2;

  for (guint i = 0; i < G_N_ELEMENTS (serials); i++) {
    guint object = serials[i] ? hw_image_find (selection->image, serials[i]) : HW_NO_OBJECT;

    if (object != HW_NO_OBJECT)
      kept[object] = 1;
  }
  for (guint i = 0; i < selection->tables->len; i++)
    hw_selection_get_slots (selection, g_array_index (selection->tables, guint, i), slots);
  for (guint i = 0; i < slots->len && room > 0; i++) {
    guint reference = g_array_index (slots, HwSlot, i).reference;

    if (reference != HW_NO_OBJECT && selection->roles[selection->references[reference].target] == HW_ROLE_NODE) {
      kept[selection->references[reference].target] = 1;
      room--;
    }
  }
  return kept;
}

static int
compare_bins_cb (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const Bin *bins = data;
  const Bin *x = &bins[*(const guint *) a], *y = &bins[*(const guint *) b];

  if (x->n_nodes != y->n_nodes)
    return x->n_nodes > y->n_nodes ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

/* Groups the fullest bins until no more than the wanted number of nodes is left; then, if it must be, puts the smallest ones
 * together. */
static void
choose_bins (HwSelection *selection,
             GArray      *bins)
{
  g_autofree guint *order = g_new (guint, bins->len + 1);
  guint total = selection->nodes->len + selection->tables->len, max = selection->options->max_nodes;

  for (guint i = 0; i < bins->len; i++) {
    Bin *bin = &g_array_index (bins, Bin, i);

    order[i] = i;
    bin->grouped = bin->n_heap > 0;
    total += bin->grouped;
  }
  g_qsort_with_data (order, bins->len, sizeof *order, compare_bins_cb, bins->data);
  for (guint i = 0; i < bins->len && total > max; i++) {
    Bin *bin = &g_array_index (bins, Bin, order[i]);

    if (bin->n_nodes < 2)
      break;
    total -= bin->n_nodes;
    total += !bin->grouped;
    bin->grouped = bin->whole = TRUE;
  }
  if (total <= max)
    return;
  /* The rest is two groups: reachable and unreachable. */
  total += 2;
  for (guint i = bins->len; i > 0 && total > max; i--) {
    Bin *bin = &g_array_index (bins, Bin, order[i - 1]);

    total -= bin->grouped + (bin->whole ? 0 : bin->n_nodes);
    bin->grouped = bin->whole = bin->rest = TRUE;
  }
}

static void
add_to_group (HwSelection *selection,
              guint        object,
              HwGroup     *group)
{
  const HwObjectRecord *record = &selection->objects[object];

  if (group->count == 0) {
    group->type = record->type;
    group->first = object;
    group->generation = record->generation;
    group->reachable = record->reachable;
    group->serial = record->serial;
    /* What cannot be reached has another than what can. */
    if (hw_group_get_grouping (group->key) == HW_GROUPING_TYPE && (guint32) group->key != 0 && record->reachable)
      group->serial = selection->objects[record->type].serial;
  }
  if (group->generation != record->generation)
    group->generation = -2;
  group->others |= group->type != record->type;
  group->changed |= (selection->before && !hw_selection_get_before (selection, object))
                    || hw_selection_is_changed (selection, object);
  group->count++;
  group->size += record->size;
  group->birth = MAX (group->birth, record->birth);
}

/* The key of a bin's group. A class is known by its serial in all images; what has no class goes to the rest. */
static guint64
get_group_key (HwSelection *selection,
               const Bin   *bin)
{
  gboolean reachable = bin->key == hw_group_key (hw_group_get_grouping (bin->key), (guint32) bin->key, TRUE);
  guint32 number = (guint32) bin->key;

  if (bin->rest || number == 0)
    return hw_group_key (HW_GROUPING_TYPE, 0, reachable);
  if (hw_group_get_grouping (bin->key) == HW_GROUPING_TYPE)
    number = selection->objects[number - 1].serial;
  return hw_group_key (hw_group_get_grouping (bin->key), number, reachable);
}

/* Group numbers by bin; G_MAXUINT for one that is no group. */
static guint *
number_groups (Grouping *grouping)
{
  HwSelection *selection = grouping->selection;
  g_autoptr (GHashTable) rests = g_hash_table_new (NULL, NULL);
  guint *numbers = g_new (guint, grouping->bins->len + 1);

  for (guint i = 0; i < grouping->bins->len; i++) {
    const Bin *bin = &g_array_index (grouping->bins, Bin, i);
    HwGroup group = { .key = get_group_key (selection, bin) };
    gpointer rest = (guint32) group.key == 0 ? g_hash_table_lookup (rests, GUINT_TO_POINTER (group.key >> 33 & 1)) : NULL;

    numbers[i] = !bin->grouped ? G_MAXUINT : rest ? GPOINTER_TO_UINT (rest) - 1 : selection->groups->len;
    if (!bin->grouped || rest)
      continue;
    g_array_append_val (selection->groups, group);
    if ((guint32) group.key == 0)
      g_hash_table_insert (rests, GUINT_TO_POINTER (group.key >> 33 & 1), GUINT_TO_POINTER (selection->groups->len));
  }
  return numbers;
}

/* What the groups retain, with what is opened of them. */
static void
add_retained (HwSelection *selection)
{
  g_autofree guint64 *sums = g_new0 (guint64, selection->groups->len + 1);

  if (!selection->dominators)
    return;
  hw_dominators_sum (selection->dominators, selection->group_of, selection->groups->len, sums);
  for (guint i = 0; i < selection->groups->len; i++)
    g_array_index (selection->groups, HwGroup, i).retained = sums[i];
}

/* Makes a member of an opened group a node, if it is among the first ones. */
static gboolean
open_member (HwSelection *selection,
             guint        object,
             HwGroup     *group)
{
  guint limit = hw_trim_get (selection->options->trim, HW_TRIM_OPENED, group->key) * HW_OPENED_MEMBERS;

  if (group->n_opened >= limit)
    return FALSE;
  group->n_opened++;
  if (!selection->opened)
    selection->opened = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (selection->opened, GUINT_TO_POINTER (object), GUINT_TO_POINTER (selection->group_of[object] + 1));
  if (selection->roles[object] == HW_ROLE_HEAP) {
    selection->roles[object] = HW_ROLE_NODE;
    g_array_append_val (selection->nodes, object);
  }
  return TRUE;
}

static void
fill_groups (Grouping *grouping)
{
  HwSelection *selection = grouping->selection;
  g_autofree guint *numbers = number_groups (grouping);
  gboolean any_opened = hw_trim_count (selection->options->trim, HW_TRIM_OPENED) > 0;
  guint n = 0;

  selection->group_of = g_new (guint32, selection->n_objects + 1);
  for (guint i = 0; i < selection->n_objects; i++) {
    HwGroup *group;
    guint bin;

    selection->group_of[i] = G_MAXUINT32;
    if (!is_shown (selection, i) || (selection->roles[i] == HW_ROLE_NODE && grouping->kept[i]))
      continue;
    bin = get_bin (grouping, i);
    if (numbers[bin] == G_MAXUINT || (selection->roles[i] == HW_ROLE_NODE && !g_array_index (grouping->bins, Bin, bin).whole))
      continue;
    selection->group_of[i] = numbers[bin];
    group = &g_array_index (selection->groups, HwGroup, numbers[bin]);
    if (any_opened && open_member (selection, i, group))
      continue;
    selection->roles[i] = HW_ROLE_GROUP;
    add_to_group (selection, i, group);
  }
  add_retained (selection);
  for (guint i = 0; i < selection->nodes->len; i++) {
    guint object = g_array_index (selection->nodes, guint, i);

    if (selection->roles[object] == HW_ROLE_NODE)
      g_array_index (selection->nodes, guint, n++) = object;
  }
  g_array_set_size (selection->nodes, n);
}

guint64
hw_selection_get_opened (HwSelection *selection,
                         guint        object)
{
  gpointer group = selection->opened ? g_hash_table_lookup (selection->opened, GUINT_TO_POINTER (object)) : NULL;

  return group ? g_array_index (selection->groups, HwGroup, GPOINTER_TO_UINT (group) - 1).key : 0;
}

void
hw_selection_make_groups (HwSelection *selection)
{
  Grouping grouping = { .selection = selection };
  guint n_left_out = 0;

  for (guint i = 0; i < selection->n_objects; i++)
    n_left_out += selection->roles[i] == HW_ROLE_HEAP;
  selection->n_heap = n_left_out + selection->nodes->len;
  if (n_left_out == 0 && selection->nodes->len + selection->tables->len <= selection->options->max_nodes)
    return;
  grouping.index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  grouping.bins = g_array_new (FALSE, FALSE, sizeof (Bin));
  grouping.kept = find_kept (selection);
  grouping.cycle = selection->options->grouping == HW_GROUPING_COMPONENT ? find_cycles (selection) : NULL;
  for (guint i = 0; i < selection->n_objects; i++) {
    guint8 role = selection->roles[i];
    guint bin; /* asked for first: a new bin may move the array */

    if (!is_shown (selection, i) || (role == HW_ROLE_NODE && grouping.kept[i]))
      continue;
    bin = get_bin (&grouping, i);
    if (role == HW_ROLE_HEAP)
      g_array_index (grouping.bins, Bin, bin).n_heap++;
    else
      g_array_index (grouping.bins, Bin, bin).n_nodes++;
  }
  choose_bins (selection, grouping.bins);
  fill_groups (&grouping);
  g_hash_table_unref (grouping.index);
  g_array_unref (grouping.bins);
  g_free (grouping.kept);
  g_free (grouping.cycle);
}
