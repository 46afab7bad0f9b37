/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sets: open addressing with linear probes, in CPython's own order, since iteration and release follow the table. Models
 * Objects/setobject.c: set_add_entry, set_table_resize, set_discard_entry, set_merge. */

#include "heap/private.h"

#define MINIMUM 8
#define LINEAR_PROBES 9
#define DUMMY_HASH (-1)

static gsize
table_bytes (guint32 mask)
{
  return sizeof (HwSetTable) + ((gsize) mask + 1) * sizeof (HwSetEntry);
}

static HwSetTable *
table_new (HwHeap *heap,
           guint32 slots)
{
  HwSetTable *table = hw_body_alloc (heap, table_bytes (slots - 1));

  memset (table, 0, table_bytes (slots - 1));
  table->mask = slots - 1;
  return table;
}

HwObject *
hw_set_new (HwHeap *heap,
            HwType *type)
{
  HwObject *set = hw_object_new_default (heap, type, type->kind);
  HwObject *none[MINIMUM] = { NULL };

  hw_emit_splice (heap, set, 0, NULL, 0, none, MINIMUM);
  set->as.set.table = table_new (heap, MINIMUM);
  set->as.set.hash = -1;
  if (type->is_heap)
    hw_object_init_attrs (heap, set);
  if (set->kind == HW_KIND_SET || !heap->profile->frozensets_untracked || type->is_heap)
    hw_object_track (heap, set);
  return set;
}

void
hw_set_track (HwHeap   *heap,
              HwObject *set)
{
  guint32 position = 0;
  HwObject *key;

  while (!hw_object_is_tracked (set) && hw_set_next (set, &position, &key, NULL))
    if (hw_object_may_be_tracked (key))
      hw_object_track (heap, set);
}

/* The first place for [hash] that has never been used. */
static guint32
find_unused (const HwSetTable *table,
             gint64            hash)
{
  guint64 mask = table->mask, perturb = (guint64) hash, i = (guint64) hash & mask;

  for (;;) {
    guint64 probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;

    for (guint64 j = i; j <= i + probes; j++)
      if (table->entries[j].key == NULL && table->entries[j].hash == 0)
        return (guint32) j;
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

static void
emit_table (HwHeap           *heap,
            HwObject         *set,
            const HwSetTable *before,
            const HwSetTable *after)
{
  g_autofree HwObject **taken = NULL;
  g_autofree HwObject **put = NULL;

  if (heap->sink == NULL)
    return;
  taken = g_new (HwObject *, (gsize) before->mask + 1);
  put = g_new (HwObject *, (gsize) after->mask + 1);
  for (guint32 i = 0; i <= before->mask; i++)
    taken[i] = before->entries[i].key;
  for (guint32 i = 0; i <= after->mask; i++)
    put[i] = after->entries[i].key;
  hw_emit_splice (heap, set, 0, taken, before->mask + 1, put, after->mask + 1);
}

/* Puts [table] in the place of the set's, with its modelled block. */
static void
replace_table (HwHeap     *heap,
               HwObject   *set,
               HwSetTable *table)
{
  guint64 old_size = hw_object_get_size (heap, set);
  HwSetTable *old = set->as.set.table;

  emit_table (heap, set, old, table);
  if (table->mask + 1 != MINIMUM) {
    guint32 address = hw_memory_alloc_block (heap->memory, 16 * (table->mask + 1));

    if (set->as.set.address != 0)
      hw_memory_free_block (heap->memory, set->as.set.address);
    set->as.set.address = address;
  } else if (set->as.set.address != 0) {
    hw_memory_free_block (heap->memory, set->as.set.address);
    set->as.set.address = 0;
  }
  set->as.set.table = table;
  hw_body_free (heap, old, table_bytes (old->mask));
  hw_emit_size (heap, set, old_size, 0);
}

static void
resize (HwHeap   *heap,
        HwObject *set,
        guint64   minimum)
{
  HwSetTable *old = set->as.set.table, *table;
  guint32 slots = MINIMUM;

  while (slots <= minimum)
    slots <<= 1;
  table = table_new (heap, slots);
  for (guint32 i = 0; i <= old->mask; i++)
    if (old->entries[i].key != NULL)
      table->entries[find_unused (table, old->entries[i].hash)] = old->entries[i];
  table->fill = set->as.set.used;
  replace_table (heap, set, table);
}

/* 1 with [place] of the entry, 0 with that of the first unused one, -1 after an exception. */
static int
lookup (HwHeap   *heap,
        HwObject *set,
        HwObject *key,
        gint64    hash,
        guint32  *place)
{
  HwSetTable *table;
  guint64 mask, perturb, i;

restart:
  table = set->as.set.table;
  mask = table->mask;
  perturb = (guint64) hash;
  i = (guint64) hash & mask;
  for (;;) {
    guint64 probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;

    for (guint64 j = i; j <= i + probes; j++) {
      HwSetEntry entry = table->entries[j];
      int equal;

      *place = (guint32) j;
      if (entry.key == NULL && entry.hash == 0)
        return 0;
      if (entry.key == NULL || entry.hash != hash)
        continue;
      if (entry.key == key)
        return 1;
      if (entry.key->kind == HW_KIND_STR && key->kind == HW_KIND_STR && !key->type->is_heap && !entry.key->type->is_heap) {
        if (hw_str_equal (entry.key, key))
          return 1;
        continue;
      }
      hw_incref (heap, entry.key);
      equal = heap->hooks.equal (heap->hooks.data, entry.key, key);
      hw_decref (heap, entry.key);
      if (equal < 0)
        return -1;
      if (table != set->as.set.table || table->entries[j].key != entry.key)
        goto restart;
      if (equal)
        return 1;
    }
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

int
hw_set_add (HwHeap   *heap,
            HwObject *set,
            HwObject *key,
            gint64    hash,
            gboolean *added)
{
  guint32 place;
  int found = lookup (heap, set, key, hash, &place);
  HwSetTable *table;

  if (added != NULL)
    *added = found == 0;
  if (found != 0)
    return found;
  hw_incref (heap, key);
  hw_emit_set (heap, set, place, NULL, key);
  table = set->as.set.table;
  table->entries[place] = (HwSetEntry) { .key = key, .hash = hash };
  table->fill++;
  set->as.set.used++;
  if ((guint64) table->fill * 5 >= (guint64) table->mask * 3)
    resize (heap, set, set->as.set.used > 50000 ? (guint64) set->as.set.used * 2 : (guint64) set->as.set.used * 4);
  return 1;
}

int
hw_set_contains (HwHeap   *heap,
                 HwObject *set,
                 HwObject *key,
                 gint64    hash)
{
  guint32 place;

  return lookup (heap, set, key, hash, &place);
}

static HwObject *
remove_at (HwHeap   *heap,
           HwObject *set,
           guint32   place)
{
  HwSetEntry *entry = &set->as.set.table->entries[place];
  HwObject *key = entry->key;

  hw_emit_set (heap, set, place, key, NULL);
  entry->key = NULL;
  entry->hash = DUMMY_HASH;
  set->as.set.used--;
  return key;
}

int
hw_set_discard (HwHeap   *heap,
                HwObject *set,
                HwObject *key,
                gint64    hash)
{
  guint32 place;
  int found = lookup (heap, set, key, hash, &place);

  if (found == 1)
    hw_decref (heap, remove_at (heap, set, place));
  return found;
}

HwObject *
hw_set_pop (HwHeap   *heap,
            HwObject *set)
{
  HwSetTable *table = set->as.set.table;

  if (set->as.set.used == 0)
    return NULL;
  for (guint32 i = 0; i <= table->mask; i++)
    if (table->entries[i].key != NULL)
      return remove_at (heap, set, i);
  return NULL;
}

/* The elements go only after the set is empty, in table order. */
static void
release (HwHeap   *heap,
         HwObject *set)
{
  HwSetTable *old = set->as.set.table, *table = table_new (heap, MINIMUM);
  HwSetTable *copy;

  if (set->as.set.used == 0 && old->fill == 0) {
    hw_body_free (heap, table, table_bytes (table->mask));
    return;
  }
  copy = hw_body_alloc (heap, table_bytes (old->mask));
  memcpy (copy, old, table_bytes (old->mask));
  set->as.set.used = 0;
  replace_table (heap, set, table);
  for (guint32 i = 0; i <= copy->mask; i++)
    hw_xdecref (heap, copy->entries[i].key);
  hw_body_free (heap, copy, table_bytes (copy->mask));
}

void
hw_set_clear (HwHeap   *heap,
              HwObject *set)
{
  release (heap, set);
}

void
hw_set_dealloc_entries (HwHeap   *heap,
                        HwObject *set)
{
  HwSetTable *table;
  HwObject *none[MINIMUM] = { NULL };

  release (heap, set);
  table = set->as.set.table;
  if (set->as.set.address != 0)
    hw_memory_free_block (heap->memory, set->as.set.address);
  set->as.set.address = 0;
  if (heap->sink != NULL) {
    g_autofree HwObject **slots = g_new0 (HwObject *, (gsize) table->mask + 1);

    hw_emit_splice (heap, set, 0, table->mask + 1 == MINIMUM ? none : slots, table->mask + 1, NULL, 0);
  }
  hw_body_free (heap, table, table_bytes (table->mask));
  set->as.set.table = NULL;
}

void
hw_set_release_table (HwHeap   *heap,
                      HwObject *set)
{
  if (set->as.set.table != NULL)
    hw_body_free (heap, set->as.set.table, table_bytes (set->as.set.table->mask));
}

gboolean
hw_set_next (HwObject  *set,
             guint32   *position,
             HwObject **key,
             gint64    *hash)
{
  const HwSetTable *table = set->as.set.table;
  guint32 i = *position;

  while (i <= table->mask && table->entries[i].key == NULL)
    i++;
  if (i > table->mask)
    return FALSE;
  *position = i + 1;
  if (key != NULL)
    *key = table->entries[i].key;
  if (hash != NULL)
    *hash = table->entries[i].hash;
  return TRUE;
}

int
hw_set_merge (HwHeap   *heap,
              HwObject *set,
              HwObject *other)
{
  HwSetTable *table = set->as.set.table, *from = other->as.set.table;
  guint32 position = 0;
  HwObject *key;
  gint64 hash;

  if (set == other || other->as.set.used == 0)
    return 1;
  if (((guint64) table->fill + other->as.set.used) * 5 >= (guint64) table->mask * 3)
    resize (heap, set, ((guint64) set->as.set.used + other->as.set.used) * 2);
  table = set->as.set.table;
  if (table->fill == 0) {
    gboolean same = table->mask == from->mask && from->fill == other->as.set.used;
    HwSetTable *copy = table_new (heap, table->mask + 1);

    for (guint32 i = 0; i <= from->mask; i++) {
      if (from->entries[i].key == NULL)
        continue;
      hw_incref (heap, from->entries[i].key);
      copy->entries[same ? i : find_unused (copy, from->entries[i].hash)] = from->entries[i];
    }
    emit_table (heap, set, table, copy);
    memcpy (table->entries, copy->entries, ((gsize) table->mask + 1) * sizeof (HwSetEntry));
    table->fill = set->as.set.used = other->as.set.used;
    hw_body_free (heap, copy, table_bytes (copy->mask));
    return 1;
  }
  while (hw_set_next (other, &position, &key, &hash))
    if (hw_set_add (heap, set, key, hash, NULL) < 0)
      return -1;
  return 1;
}
