/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* list.sort and sorted: a stable merge sort on an array of keys with the values beside it. Models list_sort_impl of Objects/listobject.c;
 * lists below 64 items are compared in the very order of its binary insertion sort.
 *
 * Comparisons may run any code of the program. The list is empty while its items are sorted; what is put into it meanwhile is lost, and
 * ValueError is raised. */

#include "vm/containers.h"

typedef struct {
  HwObject *key;
  HwObject *value;
} Item;

enum { RUN = 64 };

/* left < right: 1, 0, -1. */
static int
is_less (HwVm *vm,
         Item *left,
         Item *right)
{
  HwObject *a = left->key, *b = right->key;

  if (a->kind == HW_KIND_INT && b->kind == HW_KIND_INT && a->as.integer.big == NULL && b->as.integer.big == NULL &&
      hw_is_exact (vm, a, int) && hw_is_exact (vm, b, int))
    return a->as.integer.value < b->as.integer.value;
  if (hw_is_exact (vm, a, str) && hw_is_exact (vm, b, str)) {
    int order = memcmp (a->as.str.utf8, b->as.str.utf8, MIN (a->as.str.n_bytes, b->as.str.n_bytes));

    return order < 0 || (order == 0 && a->as.str.n_bytes < b->as.str.n_bytes);
  }
  return hw_compare_bool (vm, a, b, HW_COMPARE_LT);
}

static void
reverse_items (Item  *items,
               gint64 n)
{
  for (gint64 i = 0, j = n - 1; i < j; i++, j--) {
    Item item = items[i];

    items[i] = items[j];
    items[j] = item;
  }
}

/* The length of the run at the start, turned round if it descends; -1: exception. As 3.11 and 3.12 find it. */
static gint64
count_run_older (HwVm  *vm,
                 Item  *items,
                 gint64 n)
{
  gint64 i;
  int descending;

  if (n < 2)
    return n;
  descending = is_less (vm, &items[1], &items[0]);
  if (descending < 0)
    return -1;
  for (i = 2; i < n; i++) {
    int less = is_less (vm, &items[i], &items[i - 1]);

    if (less < 0)
      return -1;
    if (less != descending)
      break;
  }
  if (descending)
    reverse_items (items, i);
  return i;
}

/* How far the run goes on ascending from [n]; -1: exception. */
static gint64
extend_ascending (HwVm  *vm,
                  Item  *items,
                  gint64 n,
                  gint64 all)
{
  for (; n < all; n++) {
    int less = is_less (vm, &items[n], &items[n - 1]);

    if (less < 0)
      return -1;
    if (less)
      break;
  }
  return n;
}

/* The descending run of [n] items so far: its end, its stretches of equal items turned round; -1: exception. */
static gint64
extend_descending (HwVm  *vm,
                   Item  *items,
                   gint64 n,
                   gint64 all)
{
  gint64 n_equal = 0;

  for (; n < all; n++) {
    int order = is_less (vm, &items[n], &items[n - 1]);

    if (order < 0)
      return -1;
    if (order) {
      reverse_items (items + n - 1 - n_equal, n_equal + 1);
      n_equal = 0;
      continue;
    }
    order = is_less (vm, &items[n - 1], &items[n]);
    if (order < 0)
      return -1;
    if (order)
      break;
    n_equal++;
  }
  reverse_items (items + n - 1 - n_equal, n_equal + 1);
  return n;
}

/* Likewise from 3.13 on: a descending run may have equal neighbours, and what ascends behind it is joined to it. */
static gint64
count_run (HwVm  *vm,
           Item  *items,
           gint64 all)
{
  gint64 n;

  if (H (vm)->profile->minor < 13)
    return count_run_older (vm, items, all);
  n = extend_ascending (vm, items, MIN (1, all), all);
  if (n < 0 || n == all)
    return n;
  if (n > 1) {
    int ascending = is_less (vm, &items[0], &items[n - 1]);

    if (ascending != 0)
      return ascending < 0 ? -1 : n;
    reverse_items (items, n);
  }
  n = extend_descending (vm, items, n + 1, all);
  if (n < 0)
    return -1;
  reverse_items (items, n);
  return extend_ascending (vm, items, n, all);
}

/* [sorted] items at the start are in order: inserts the rest. */
static gboolean
insert_rest (HwVm  *vm,
             Item  *items,
             gint64 n,
             gint64 sorted)
{
  for (gint64 i = sorted; i < n; i++) {
    Item pivot = items[i];
    gint64 left = 0, right = i;

    while (left < right) {
      gint64 middle = left + ((right - left) >> 1);
      int less = is_less (vm, &pivot, &items[middle]);

      if (less < 0)
        return FALSE;
      if (less)
        right = middle;
      else
        left = middle + 1;
    }
    memmove (&items[left + 1], &items[left], (gsize) (i - left) * sizeof *items);
    items[left] = pivot;
  }
  return TRUE;
}

/* Merges two neighbours, stable; on an exception all items are still there. */
static gboolean
merge (HwVm  *vm,
       Item  *items,
       gint64 n_left,
       gint64 n,
       Item  *scratch)
{
  gint64 left = 0, right = n_left, at = 0;
  int less = 0;

  memcpy (scratch, items, (gsize) n_left * sizeof *items);
  while (left < n_left && right < n) {
    less = is_less (vm, &items[right], &scratch[left]);
    if (less < 0)
      break;
    items[at++] = less ? items[right++] : scratch[left++];
  }
  memmove (&items[at], &scratch[left], (gsize) (n_left - left) * sizeof *items);
  return less >= 0;
}

static gboolean
sort_items (HwVm  *vm,
            Item  *items,
            gint64 n)
{
  g_autofree Item *scratch = NULL;

  for (gint64 i = 0; i < n; i += RUN) {
    gint64 room = MIN (RUN, n - i);
    gint64 run = count_run (vm, items + i, room);

    if (run < 0 || !insert_rest (vm, items + i, room, run))
      return FALSE;
  }
  scratch = g_new (Item, n);
  for (gint64 width = RUN; width < n; width *= 2) {
    for (gint64 i = 0; i + width < n; i += 2 * width) {
      gint64 room = MIN (2 * width, n - i);

      if (!merge (vm, items + i, width, room, scratch))
        return FALSE;
    }
  }
  return TRUE;
}

/* The keys of all items, each with a new reference, in [items]. On an exception those made are released. */
static gboolean
make_keys (HwVm     *vm,
           Item     *items,
           guint32   n,
           HwObject *key)
{
  for (guint32 i = 0; i < n; i++) {
    items[i].key = hw_call (vm, key, &items[i].value, 1, NULL);
    if (items[i].key == NULL) {
      while (i-- > 0)
        hw_decref (H (vm), items[i].key);
      return FALSE;
    }
  }
  return TRUE;
}

/* Takes the items out of the list without releasing them: whoever looks at it while it is sorted sees it empty. */
static HwObject **
take_items (HwVm     *vm,
            HwObject *list,
            guint32  *room)
{
  HwObject **items = list->as.items.at;

  hw_emit_splice (H (vm), list, 0, items, list->as.items.n, NULL, 0);
  *room = list->as.items.extra;
  list->as.items.at = NULL;
  list->as.items.n = list->as.items.extra = 0;
  return items;
}

/* Puts the items back; what the program has put into the list meanwhile is released. */
static void
give_items (HwVm      *vm,
            HwObject  *list,
            HwObject **items,
            guint32    n,
            guint32    room,
            guint32    allocated)
{
  HwObject **others = list->as.items.at;
  guint32 n_others = list->as.items.n, others_room = list->as.items.extra;

  hw_emit_splice (H (vm), list, 0, others, n_others, items, n);
  list->as.items.at = items;
  list->as.items.n = n;
  list->as.items.extra = room;
  hw_list_reserve (H (vm), list, allocated);
  while (n_others-- > 0)
    hw_decref (H (vm), others[n_others]);
  hw_body_free (H (vm), others, others_room * sizeof *others);
}

gboolean
hw_list_sort (HwVm     *vm,
              HwObject *list,
              HwObject *key,
              gboolean  reverse)
{
  guint32 n = list->as.items.n, allocated = list->as.items.allocated, room;
  g_autofree Item *items = NULL;
  HwObject **values;
  gboolean sorted;

  if (n == 0 || (n == 1 && key == NULL))
    return TRUE;
  values = take_items (vm, list, &room);
  items = g_new (Item, n);
  for (guint32 i = 0; i < n; i++)
    items[i].key = items[i].value = values[i];
  sorted = key == NULL || make_keys (vm, items, n, key);
  if (sorted) {
    if (reverse)
      reverse_items (items, n);
    sorted = sort_items (vm, items, n);
    if (reverse)
      reverse_items (items, n);
    for (guint32 i = 0; key != NULL && i < n; i++)
      hw_decref (H (vm), items[i].key);
    if (list->as.items.at != NULL && sorted) {
      hw_raise (vm, HW_EXC_ValueError, "list modified during sort");
      sorted = FALSE;
    }
    for (guint32 i = 0; i < n; i++)
      values[i] = items[i].value;
  }
  give_items (vm, list, values, n, room, allocated);
  return sorted;
}
