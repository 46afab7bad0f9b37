/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Dicts: an index of open addressing into entries kept in order of insertion. Models Objects/dictobject.c: lookup, insertdict, dictresize,
 * delitem_common, clone_combined_dict_keys, dict_merge; tracking by MAINTAIN_TRACKING. The shared, split tables of instances are in
 * instance.c: their dict is kept here as a table of its own, marked [split], so that size and order of release are theirs.
 * [sub] of a dict tells whether its values lie in an instance. */

#include "heap/private.h"

enum { EMPTY = -1, DELETED = -2 };

static inline guint32
usable_of (guint32 slots)
{
  return (guint32) ((guint64) slots * 2 / 3);
}

/* calculate_log2_keysize, as a number of slots. */
static guint32
slots_for (HwHeap *heap,
           guint64 minimum)
{
  guint64 bits;
  guint32 slots = 8;

  if (heap->profile->dict_presize_3_11) {
    bits = ((minimum | 8) - 1) | 7;
    for (slots = 1; slots <= bits; slots <<= 1)
      ;
    return slots;
  }
  while (slots < minimum)
    slots <<= 1;
  return slots;
}

static guint32
estimate_slots (HwHeap *heap,
                guint64 n)
{
  return slots_for (heap, (n * 3 + 1) / 2);
}

HwKeys *
hw_keys_new (HwHeap  *heap,
             guint32  slots,
             gboolean all_str)
{
  HwKeys *keys = hw_body_alloc (heap, sizeof (HwKeys));

  keys->slots = slots;
  keys->usable = (gint32) usable_of (slots);
  keys->n_entries = 0;
  keys->all_str = all_str;
  keys->entries = hw_body_alloc (heap, usable_of (slots) * sizeof (HwEntry));
  keys->index = hw_body_alloc (heap, slots * sizeof (gint32));
  memset (keys->index, 0xff, slots * sizeof (gint32));
  return keys;
}

void
hw_keys_free (HwHeap *heap,
              HwKeys *keys)
{
  hw_body_free (heap, keys->entries, usable_of (keys->slots) * sizeof (HwEntry));
  hw_body_free (heap, keys->index, keys->slots * sizeof (gint32));
  hw_body_free (heap, keys, sizeof (HwKeys));
}

static HwFreeId
keys_free_id (const HwKeys *keys)
{
  return keys->slots == 8 && keys->all_str ? HW_FREE_KEYS : HW_FREE_NONE;
}

/* Modelled block of a table. */
static guint32
block_of_keys (HwHeap       *heap,
               const HwKeys *keys)
{
  guint32 address = hw_free_lists_take (heap, keys_free_id (keys));

  return address != 0 ? address : hw_memory_alloc_block (heap->memory, hw_keys_get_bytes (keys));
}

static void
free_block_of_keys (HwHeap       *heap,
                    const HwKeys *keys,
                    guint32       address)
{
  guint32 size = hw_keys_get_bytes (keys);

  if (address != 0 && !hw_free_lists_park (heap, keys_free_id (keys), address, size))
    hw_memory_free_block (heap->memory, address);
}

static HwObject *
new_dict (HwHeap *heap,
          HwType *type)
{
  HwObject *dict = hw_object_new_default (heap, type, HW_KIND_DICT);

  dict->as.dict.keys = heap->empty_keys;
  if (type->is_heap)
    hw_object_init_attrs (heap, dict);
  if (!heap->profile->tracks_dicts_lazily || type->is_heap)
    hw_object_track (heap, dict);
  return dict;
}

HwObject *
hw_dict_new (HwHeap *heap)
{
  return new_dict (heap, heap->types[HW_KIND_DICT]);
}

HwObject *
hw_dict_new_typed (HwHeap *heap,
                   HwType *type)
{
  return new_dict (heap, type);
}

HwObject *
hw_dict_new_presized (HwHeap  *heap,
                      guint32  n,
                      gboolean all_str)
{
  HwObject *dict = hw_dict_new (heap);

  if (n == 0)
    return dict;
  dict->as.dict.keys = hw_keys_new (heap, n <= 5 ? 8 : estimate_slots (heap, n), all_str);
  dict->as.dict.address = block_of_keys (heap, dict->as.dict.keys);
  hw_emit_size (heap, dict, 64, 0);
  return dict;
}

HwObject *
hw_dict_new_for_keys (HwHeap  *heap,
                      guint32  n,
                      gboolean all_str)
{
  HwObject *dict = hw_dict_new (heap);

  dict->as.dict.keys = hw_keys_new (heap, estimate_slots (heap, n), all_str);
  dict->as.dict.address = block_of_keys (heap, dict->as.dict.keys);
  hw_emit_size (heap, dict, 64, 0);
  return dict;
}

/* ---------------------------------------------------------------------------------------------------------- lookup */

/* Walks the probes of [hash]; gives the place in the index where the search ended. */
static inline gint32
probe_identity (const HwKeys *keys,
                HwObject     *key,
                gint64        hash)
{
  guint64 mask = keys->slots - 1, perturb = (guint64) hash, i = (guint64) hash & mask;

  for (;;) {
    gint32 ix = keys->index[i];

    if (ix == EMPTY)
      return EMPTY;
    if (ix >= 0) {
      const HwEntry *entry = &keys->entries[ix];

      if (entry->key == key ||
          (entry->hash == hash && entry->key->kind == HW_KIND_STR && hw_str_equal (entry->key, key)))
        return ix;
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

/* The entry of [key], EMPTY, or -3 after an exception. Comparisons may change the dict: then the search begins again. */
static gint32
lookup (HwHeap   *heap,
        HwObject *dict,
        HwObject *key,
        gint64    hash)
{
  HwKeys *keys = dict->as.dict.keys;
  guint64 mask, perturb, i;

  if (key->kind == HW_KIND_STR && !key->type->is_heap && keys->all_str)
    return probe_identity (keys, key, hash);
restart:
  keys = dict->as.dict.keys;
  mask = keys->slots - 1;
  perturb = (guint64) hash;
  i = (guint64) hash & mask;
  for (;;) {
    gint32 ix = keys->index[i];

    if (ix == EMPTY)
      return EMPTY;
    if (ix >= 0) {
      HwObject *known = keys->entries[ix].key;

      if (known == key)
        return ix;
      if (keys->entries[ix].hash == hash) {
        int equal;

        hw_incref (heap, known);
        equal = heap->hooks.equal (heap->hooks.data, known, key);
        hw_decref (heap, known);
        if (equal < 0)
          return -3;
        if (keys != dict->as.dict.keys || keys->n_entries <= (guint32) ix || keys->entries[ix].key != known)
          goto restart;
        if (equal)
          return ix;
      }
    }
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

int
hw_dict_get (HwHeap    *heap,
             HwObject  *dict,
             HwObject  *key,
             gint64     hash,
             HwObject **value)
{
  gint32 ix = lookup (heap, dict, key, hash);

  *value = NULL;
  if (ix == -3)
    return -1;
  if (ix < 0)
    return 0;
  *value = dict->as.dict.keys->entries[ix].value;
  return 1;
}

HwObject *
hw_dict_get_str (HwHeap   *heap,
                 HwObject *dict,
                 HwObject *name)
{
  HwKeys *keys = dict->as.dict.keys;
  HwObject *value;
  gint32 ix;

  if (!keys->all_str) {
    hw_dict_get (heap, dict, name, hw_str_hash (name), &value);
    return value;
  }
  ix = probe_identity (keys, name, hw_str_hash (name));
  return ix >= 0 ? keys->entries[ix].value : NULL;
}

HwObject *
hw_dict_get_name (HwHeap     *heap,
                  HwObject   *dict,
                  const char *name)
{
  HwObject *str = hw_str_intern_static (heap, name);

  return hw_dict_get_str (heap, dict, str);
}

/* --------------------------------------------------------------------------------------------------------- changing */

static void
index_entry (HwKeys *keys,
             gint64  hash,
             gint32  ix)
{
  guint64 mask = keys->slots - 1, perturb = (guint64) hash, i = (guint64) hash & mask;

  while (keys->index[i] >= 0) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  keys->index[i] = ix;
}

/* Tells the record that deleted entries vanish. */
static void
emit_compaction (HwHeap   *heap,
                 HwObject *dict)
{
  HwKeys *keys = dict->as.dict.keys;
  g_autofree HwObject **before = NULL;
  g_autofree HwObject **after = NULL;
  guint32 n = 0;

  if (heap->sink == NULL || keys->n_entries == dict->as.dict.used)
    return;
  before = g_new (HwObject *, 2 * (gsize) keys->n_entries);
  after = g_new (HwObject *, 2 * (gsize) dict->as.dict.used + 1);
  for (guint32 i = 0; i < keys->n_entries; i++) {
    before[2 * i] = keys->entries[i].key;
    before[2 * i + 1] = keys->entries[i].value;
    if (keys->entries[i].key != NULL) {
      after[n++] = keys->entries[i].key;
      after[n++] = keys->entries[i].value;
    }
  }
  hw_emit_splice (heap, dict, 0, before, 2 * keys->n_entries, after, n);
}

void
hw_dict_set_inline (HwHeap   *heap,
                    HwObject *dict,
                    gboolean  is_inline)
{
  dict->sub = is_inline;
  hw_object_set_flags (heap, dict, (guint16) (is_inline ? dict->flags | HW_FLAG_INLINE : dict->flags & ~HW_FLAG_INLINE));
}

static inline void
leave_shared (HwHeap   *heap,
              HwObject *dict)
{
  if (dict->as.dict.split != NULL)
    dict->as.dict.split->n_split--;
  dict->as.dict.split = NULL;
  hw_dict_set_inline (heap, dict, FALSE);
}

/* The live entries in a new table of [slots]. */
static HwKeys *
compact (HwHeap       *heap,
         const HwKeys *old,
         guint32       slots,
         gboolean      all_str)
{
  HwKeys *keys = hw_keys_new (heap, slots, all_str);

  for (guint32 i = 0; i < old->n_entries; i++) {
    if (old->entries[i].key == NULL)
      continue;
    keys->entries[keys->n_entries] = old->entries[i];
    index_entry (keys, old->entries[i].hash, (gint32) keys->n_entries++);
  }
  keys->usable -= (gint32) keys->n_entries;
  return keys;
}

/* dictresize: a new table of [slots] with the live entries. */
static void
rebuild (HwHeap   *heap,
         HwObject *dict,
         guint32   slots,
         gboolean  all_str)
{
  guint64 old_size = hw_object_get_size (heap, dict);
  HwKeys *old = dict->as.dict.keys, *keys;
  guint32 old_address = dict->as.dict.address;

  hw_sink_settle (heap->sink);
  emit_compaction (heap, dict);
  keys = dict->as.dict.keys = compact (heap, old, slots, all_str);
  dict->as.dict.address = block_of_keys (heap, keys);
  leave_shared (heap, dict);
  if (old != heap->empty_keys) {
    free_block_of_keys (heap, old, old_address);
    hw_keys_free (heap, old);
  }
  hw_emit_size (heap, dict, old_size, 0);
}

/* The table that stands for shared keys and values has no deleted entries in CPython: room is made without a change of size. */
static void
compact_split (HwHeap   *heap,
               HwObject *dict)
{
  HwKeys *old = dict->as.dict.keys;

  emit_compaction (heap, dict);
  dict->as.dict.keys = compact (heap, old, old->slots, TRUE);
  hw_keys_free (heap, old);
}

static inline void
maintain_tracking (HwHeap   *heap,
                   HwObject *dict,
                   HwObject *key,
                   HwObject *value)
{
  if (!hw_object_is_tracked (dict) && !(dict->flags & HW_FLAG_STATIC) &&
      (hw_object_may_be_tracked (key) || hw_object_may_be_tracked (value)))
    hw_object_track (heap, dict);
}

/* A dict that shares its class's keys becomes one of its own. */
void
hw_dict_unshare (HwHeap   *heap,
                 HwObject *dict)
{
  if (dict->as.dict.split != NULL)
    rebuild (heap, dict, slots_for (heap, dict->as.dict.used * 3), TRUE);
}

void
hw_dict_own_table (HwHeap   *heap,
                   HwObject *dict)
{
  hw_dict_unshare (heap, dict);
}

void
hw_dict_combine (HwHeap   *heap,
                 HwObject *dict)
{
  if (dict->as.dict.split != NULL)
    rebuild (heap, dict, dict->as.dict.keys->slots, TRUE);
}

static void
add_entry (HwHeap   *heap,
           HwObject *dict,
           HwObject *key,
           gint64    hash,
           HwObject *value,
           gboolean  tracks)
{
  HwKeys *keys = dict->as.dict.keys;
  gboolean is_str = hw_is_exact_str (key);
  HwObject *pair[2] = { key, value };

  if (keys == heap->empty_keys) {
    guint64 old_size = hw_object_get_size (heap, dict);

    keys = dict->as.dict.keys = hw_keys_new (heap, 8, is_str);
    dict->as.dict.address = block_of_keys (heap, keys);
    hw_emit_size (heap, dict, old_size, 0);
  } else if (keys->all_str && !is_str) {
    rebuild (heap, dict, slots_for (heap, (guint64) dict->as.dict.used * 3), FALSE);
  } else if (keys->usable <= 0 && dict->as.dict.split != NULL) {
    compact_split (heap, dict);
  } else if (keys->usable <= 0) {
    rebuild (heap, dict, slots_for (heap, (guint64) dict->as.dict.used * 3), keys->all_str);
  }
  keys = dict->as.dict.keys;
  if (tracks)
    maintain_tracking (heap, dict, key, value);
  hw_emit_splice (heap, dict, 2 * keys->n_entries, NULL, 0, pair, 2);
  keys->entries[keys->n_entries] = (HwEntry) { .key = key, .value = value, .hash = hash };
  index_entry (keys, hash, (gint32) keys->n_entries++);
  keys->usable--;
  dict->as.dict.used++;
}

static gboolean
store (HwHeap   *heap,
       HwObject *dict,
       HwObject *key,
       gint64    hash,
       HwObject *value,
       gboolean  tracks)
{
  gint32 ix = lookup (heap, dict, key, hash);

  if (ix == -3)
    return FALSE;
  if (ix >= 0) {
    HwEntry *entry = &dict->as.dict.keys->entries[ix];
    HwObject *old = entry->value;

    hw_incref (heap, value);
    if (tracks)
      maintain_tracking (heap, dict, key, value);
    hw_emit_set (heap, dict, 2 * (guint32) ix + 1, old, value);
    entry->value = value;
    hw_xdecref (heap, old);
    return TRUE;
  }
  if (dict->as.dict.split != NULL && hw_is_exact_str (key)) {
    int index = hw_type_share_name (heap, dict->as.dict.split, key);

    if (index >= 0)
      key = dict->as.dict.split->names[index];
    else
      hw_dict_unshare (heap, dict);
  }
  hw_incref (heap, key);
  hw_incref (heap, value);
  add_entry (heap, dict, key, hash, value, tracks);
  return TRUE;
}

gboolean
hw_dict_set (HwHeap   *heap,
             HwObject *dict,
             HwObject *key,
             gint64    hash,
             HwObject *value)
{
  return store (heap, dict, key, hash, value, TRUE);
}

gboolean
hw_dict_set_attribute (HwHeap   *heap,
                       HwObject *dict,
                       HwObject *name,
                       HwObject *value)
{
  return store (heap, dict, name, hw_str_hash (name), value, !dict->sub || !heap->profile->inline_dict_opaque);
}

void
hw_dict_set_name (HwHeap     *heap,
                  HwObject   *dict,
                  const char *name,
                  HwObject   *value)
{
  HwObject *str = hw_str_intern_static (heap, name);

  hw_dict_set (heap, dict, str, hw_str_hash (str), value);
}

static void
unindex (HwKeys *keys,
         gint64  hash,
         gint32  ix)
{
  guint64 mask = keys->slots - 1, perturb = (guint64) hash, i = (guint64) hash & mask;

  while (keys->index[i] != ix) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  keys->index[i] = DELETED;
}

int
hw_dict_delete (HwHeap    *heap,
                HwObject  *dict,
                HwObject  *key,
                gint64     hash,
                HwObject **value)
{
  gint32 ix = lookup (heap, dict, key, hash);
  HwKeys *keys;
  HwEntry entry;

  if (value != NULL)
    *value = NULL;
  if (ix == -3)
    return -1;
  if (ix < 0)
    return 0;
  keys = dict->as.dict.keys;
  entry = keys->entries[ix];
  hw_emit_set (heap, dict, 2 * (guint32) ix, entry.key, NULL);
  keys->entries[ix].key = NULL;
  unindex (keys, entry.hash, ix);
  dict->as.dict.used--;
  hw_emit_set (heap, dict, 2 * (guint32) ix + 1, entry.value, NULL);
  keys->entries[ix].value = NULL;
  hw_decref (heap, entry.key);
  if (value != NULL)
    *value = entry.value;
  else
    hw_decref (heap, entry.value);
  return 1;
}

/* Takes all entries out and gives the table; the dict is empty then. */
static HwKeys *
detach_table (HwHeap   *heap,
              HwObject *dict,
              guint32  *address)
{
  HwKeys *keys = dict->as.dict.keys;

  if (heap->sink != NULL && keys->n_entries > 0) {
    g_autofree HwObject **gone = g_new (HwObject *, 2 * (gsize) keys->n_entries);

    for (guint32 i = 0; i < keys->n_entries; i++) {
      gone[2 * i] = keys->entries[i].key;
      gone[2 * i + 1] = keys->entries[i].value;
    }
    hw_emit_splice (heap, dict, 0, gone, 2 * keys->n_entries, NULL, 0);
  }
  *address = dict->as.dict.address;
  dict->as.dict.keys = heap->empty_keys;
  dict->as.dict.used = 0;
  dict->as.dict.address = 0;
  return keys;
}

/* The order in which an instance's dict lets go while it shares its class's keys: theirs. */
static void
release_split (HwHeap *heap,
               HwKeys *keys,
               HwType *type)
{
  for (guint32 n = 0; n < type->n_names; n++) {
    for (guint32 i = 0; i < keys->n_entries; i++) {
      HwEntry entry = keys->entries[i];

      if (entry.key != type->names[n])
        continue;
      keys->entries[i].key = NULL;
      hw_decref (heap, entry.key);
      hw_decref (heap, entry.value);
      break;
    }
  }
}

static void
release_entries (HwHeap   *heap,
                 HwObject *dict)
{
  HwType *split = dict->as.dict.split;
  guint32 address;
  HwKeys *keys = detach_table (heap, dict, &address);

  if (keys == heap->empty_keys)
    return;
  leave_shared (heap, dict);
  if (split != NULL)
    release_split (heap, keys, split);
  for (guint32 i = 0; i < keys->n_entries; i++) {
    if (keys->entries[i].key == NULL)
      continue;
    hw_decref (heap, keys->entries[i].key);
    hw_xdecref (heap, keys->entries[i].value);
  }
  free_block_of_keys (heap, keys, address);
  hw_keys_free (heap, keys);
}

/* clear_embedded_values: values that lie in an instance stay there, empty. */
static void
clear_embedded (HwHeap   *heap,
                HwObject *dict)
{
  guint32 address;
  HwKeys *keys = detach_table (heap, dict, &address);

  dict->as.dict.keys = hw_keys_new (heap, keys->slots, TRUE);
  release_split (heap, keys, dict->as.dict.split);
  hw_keys_free (heap, keys);
}

void
hw_dict_clear (HwHeap   *heap,
               HwObject *dict)
{
  guint64 old_size = hw_object_get_size (heap, dict);

  if (dict->as.dict.keys == heap->empty_keys)
    return;
  if (dict->sub) {
    clear_embedded (heap, dict);
    return;
  }
  release_entries (heap, dict);
  hw_emit_size (heap, dict, old_size, 0);
}

void
hw_dict_dealloc_entries (HwHeap   *heap,
                         HwObject *dict)
{
  release_entries (heap, dict);
}

/* At the end of the heap: memory only. */
void
hw_dict_release_table (HwHeap   *heap,
                       HwObject *dict)
{
  if (dict->as.dict.keys != NULL && dict->as.dict.keys != heap->empty_keys)
    hw_keys_free (heap, dict->as.dict.keys);
}

gboolean
hw_dict_next (HwObject  *dict,
              guint32   *position,
              HwObject **key,
              HwObject **value,
              gint64    *hash)
{
  const HwKeys *keys = dict->as.dict.keys;
  guint32 i = *position;

  while (i < keys->n_entries && keys->entries[i].key == NULL)
    i++;
  if (i >= keys->n_entries)
    return FALSE;
  *position = i + 1;
  if (key != NULL)
    *key = keys->entries[i].key;
  if (value != NULL)
    *value = keys->entries[i].value;
  if (hash != NULL)
    *hash = keys->entries[i].hash;
  return TRUE;
}

/* clone_combined_dict_keys: the same table, deleted entries and all. */
static void
clone_table (HwHeap         *heap,
             HwObject       *dict,
             const HwObject *other)
{
  guint64 old_size = hw_object_get_size (heap, dict);
  const HwKeys *keys = other->as.dict.keys;
  HwKeys *copy = hw_keys_new (heap, keys->slots, keys->all_str);
  g_autofree HwObject **put = g_new (HwObject *, 2 * (gsize) keys->n_entries + 1);

  memcpy (copy->entries, keys->entries, keys->n_entries * sizeof (HwEntry));
  memcpy (copy->index, keys->index, keys->slots * sizeof (gint32));
  copy->usable = keys->usable;
  for (guint32 i = 0; i < keys->n_entries; i++) {
    put[2 * i] = keys->entries[i].key;
    put[2 * i + 1] = keys->entries[i].value;
    if (keys->entries[i].key != NULL) {
      hw_incref (heap, keys->entries[i].key);
      hw_incref (heap, keys->entries[i].value);
    }
  }
  hw_emit_splice (heap, dict, 0, NULL, 0, put, 2 * keys->n_entries);
  copy->n_entries = keys->n_entries;
  dict->as.dict.keys = copy;
  dict->as.dict.used = other->as.dict.used;
  dict->as.dict.address = block_of_keys (heap, copy);
  hw_emit_size (heap, dict, old_size, 0);
  if (hw_object_is_tracked ((HwObject *) other) && !hw_object_is_tracked (dict))
    hw_object_track (heap, dict);
}

/* A dict with values of its own, but the shared keys of [type]; untracked. */
HwObject *
hw_dict_new_split (HwHeap *heap,
                   HwType *type)
{
  HwObject *dict = hw_object_new_default (heap, heap->types[HW_KIND_DICT], HW_KIND_DICT);

  dict->as.dict.keys = hw_keys_new (heap, 64, TRUE);
  dict->as.dict.split = type;
  type->n_split++;
  hw_emit_size (heap, dict, 0, 0);
  return dict;
}

static HwObject *
copy_split (HwHeap   *heap,
            HwObject *dict)
{
  HwObject *copy = hw_dict_new_split (heap, dict->as.dict.split), *key, *value;
  guint32 position = 0;
  gint64 hash;

  while (hw_dict_next (dict, &position, &key, &value, &hash))
    store (heap, copy, key, hash, value, FALSE);
  if (!hw_object_is_tracked (copy) && (hw_object_is_tracked (dict) || !heap->profile->tracks_dicts_lazily))
    hw_object_track (heap, copy);
  return copy;
}

HwObject *
hw_dict_copy (HwHeap   *heap,
              HwObject *dict)
{
  HwObject *copy;

  if (dict->as.dict.used > 0 && dict->as.dict.split != NULL)
    return copy_split (heap, dict);
  copy = hw_dict_new (heap);
  if (dict->as.dict.used == 0)
    return copy;
  if (!dict->type->is_heap && dict->as.dict.split == NULL && dict->as.dict.used >= dict->as.dict.keys->n_entries * 2 / 3)
    clone_table (heap, copy, dict);
  else
    hw_dict_merge (heap, copy, dict, TRUE);
  return copy;
}

gboolean
hw_dict_merge (HwHeap   *heap,
               HwObject *dict,
               HwObject *other,
               gboolean  override)
{
  const HwKeys *keys = other->as.dict.keys;
  guint32 position = 0, n = keys->n_entries;
  HwObject *key, *value;
  gint64 hash;

  if (dict == other || other->as.dict.used == 0)
    return TRUE;
  if (dict->as.dict.used == 0 && other->as.dict.split == NULL && dict->as.dict.split == NULL &&
      other->as.dict.used == keys->n_entries && (keys->slots == 8 || usable_of (keys->slots / 2) < other->as.dict.used)) {
    if (dict->as.dict.keys != heap->empty_keys)
      hw_dict_clear (heap, dict);
    clone_table (heap, dict, other);
    return TRUE;
  }
  if (usable_of (dict->as.dict.keys->slots) < other->as.dict.used || dict->as.dict.keys == heap->empty_keys)
    if (dict->as.dict.split == NULL)
      rebuild (heap, dict, estimate_slots (heap, (guint64) dict->as.dict.used + other->as.dict.used),
               (dict->as.dict.used == 0 || dict->as.dict.keys->all_str) && keys->all_str);
  while (hw_dict_next (other, &position, &key, &value, &hash)) {
    gboolean done = TRUE;

    hw_incref (heap, key);
    hw_incref (heap, value);
    if (override || lookup (heap, dict, key, hash) == EMPTY)
      done = hw_dict_set (heap, dict, key, hash, value);
    hw_decref (heap, key);
    hw_decref (heap, value);
    if (!done)
      return FALSE;
    if (n != other->as.dict.keys->n_entries)
      break; /* changed by a comparison: the caller sees a dict in between, as CPython's RuntimeError would say */
  }
  return TRUE;
}
