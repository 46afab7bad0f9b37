/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Groups: the objects of one class in one node, where there are too many to show each. Reachable and unreachable ones are told
 * apart. Objects that stand in a name table, the focus and the selected one stay nodes of their own while there is room. */

#include "picture/select.h"

#define TYPE_KEY(selection, object) \
  ((guint64) ((selection)->objects[object].type + 1u) << 1 | ((selection)->objects[object].reachable != 0))

/* One class and reachability, while it is decided what is grouped. */
typedef struct {
  guint64  key;
  guint32  n_nodes; /* that are nodes of their own so far and may be grouped */
  guint32  n_heap;  /* that are grouped in any case */
  gboolean grouped;
  gboolean whole;   /* its nodes too */
  gboolean rest;    /* with the others that have no group of their own */
} Bin;

static guint
get_bin (GHashTable *index,
         GArray     *bins,
         guint64     key)
{
  gpointer found;
  Bin bin = { .key = key };

  if (g_hash_table_lookup_extended (index, &key, NULL, &found))
    return GPOINTER_TO_UINT (found);
  g_hash_table_insert (index, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (bins->len));
  g_array_append_val (bins, bin);
  return bins->len - 1;
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

/* Group numbers by bin. What has no class goes to the rest: a group is known by its class. */
static guint *
number_groups (HwSelection *selection,
               GArray      *bins)
{
  guint *numbers = g_new (guint, bins->len + 1), n = 0, rest[2] = { G_MAXUINT, G_MAXUINT };

  for (guint i = 0; i < bins->len; i++) {
    const Bin *bin = &g_array_index (bins, Bin, i);

    if (!bin->grouped)
      numbers[i] = G_MAXUINT;
    else if (!bin->rest && bin->key >> 1 != 0)
      numbers[i] = n++;
    else if (rest[bin->key & 1] != G_MAXUINT)
      numbers[i] = rest[bin->key & 1];
    else
      numbers[i] = rest[bin->key & 1] = n++;
  }
  g_array_set_size (selection->groups, n);
  return numbers;
}

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

static void
fill_groups (HwSelection  *selection,
             GHashTable   *index,
             GArray       *bins,
             const guint8 *kept)
{
  g_autofree guint *numbers = number_groups (selection, bins);
  guint n = 0;

  selection->group_of = g_new (guint32, selection->n_objects + 1);
  for (guint i = 0; i < selection->n_objects; i++) {
    guint8 role = selection->roles[i];
    guint bin, number;

    selection->group_of[i] = G_MAXUINT32;
    if ((role != HW_ROLE_HEAP && role != HW_ROLE_NODE) || (role == HW_ROLE_NODE && kept[i]))
      continue;
    bin = get_bin (index, bins, TYPE_KEY (selection, i));
    number = numbers[bin];
    if (number == G_MAXUINT || (role == HW_ROLE_NODE && !g_array_index (bins, Bin, bin).whole))
      continue;
    selection->roles[i] = HW_ROLE_GROUP;
    selection->group_of[i] = number;
    add_to_group (selection, i, &g_array_index (selection->groups, HwGroup, number));
  }
  add_retained (selection);
  for (guint i = 0; i < selection->nodes->len; i++) {
    guint object = g_array_index (selection->nodes, guint, i);

    if (selection->roles[object] == HW_ROLE_NODE)
      g_array_index (selection->nodes, guint, n++) = object;
  }
  g_array_set_size (selection->nodes, n);
}

void
hw_selection_make_groups (HwSelection *selection)
{
  g_autoptr (GHashTable) index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) bins = g_array_new (FALSE, FALSE, sizeof (Bin));
  g_autofree guint8 *kept = NULL;
  guint n_left_out = 0;

  for (guint i = 0; i < selection->n_objects; i++)
    n_left_out += selection->roles[i] == HW_ROLE_HEAP;
  selection->n_heap = n_left_out + selection->nodes->len;
  if (n_left_out == 0 && selection->nodes->len + selection->tables->len <= selection->options->max_nodes)
    return;
  kept = find_kept (selection);
  for (guint i = 0; i < selection->n_objects; i++) {
    guint8 role = selection->roles[i];
    guint bin; /* asked for first: a new bin may move the array */

    if (role == HW_ROLE_HEAP) {
      bin = get_bin (index, bins, TYPE_KEY (selection, i));
      g_array_index (bins, Bin, bin).n_heap++;
    } else if (role == HW_ROLE_NODE && !kept[i]) {
      bin = get_bin (index, bins, TYPE_KEY (selection, i));
      g_array_index (bins, Bin, bin).n_nodes++;
    }
  }
  choose_bins (selection, bins);
  fill_groups (selection, index, bins, kept);
}
