/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is opened, folded and hidden in pictures: a small sorted table that is never changed, only copied with a difference. */

#include "hw-picture.h"

#include <string.h>

typedef struct {
  guint64 key;
  guint32 kind;  /* HwTrimKind */
  guint32 value; /* never 0 */
} Entry;

struct _HwTrim {
  gatomicrefcount ref_count;
  GArray         *entries;              /* of Entry, by kind and key */
  GPtrArray      *hidden[HW_N_HIDDEN];  /* of char *, sorted */
};

static HwTrim *
trim_new (void)
{
  HwTrim *trim = g_new0 (HwTrim, 1);

  g_atomic_ref_count_init (&trim->ref_count);
  trim->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < HW_N_HIDDEN; i++)
    trim->hidden[i] = g_ptr_array_new_with_free_func (g_free);
  return trim;
}

HwTrim *
hw_trim_ref (HwTrim *trim)
{
  if (trim)
    g_atomic_ref_count_inc (&trim->ref_count);
  return trim;
}

void
hw_trim_unref (HwTrim *trim)
{
  if (!trim || !g_atomic_ref_count_dec (&trim->ref_count))
    return;
  g_array_unref (trim->entries);
  for (guint i = 0; i < HW_N_HIDDEN; i++)
    g_ptr_array_unref (trim->hidden[i]);
  g_free (trim);
}

static int
compare (const Entry *a,
         const Entry *b)
{
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return a->key < b->key ? -1 : a->key > b->key;
}

/* Where [entry] is or would be among the entries. */
static guint
find (const HwTrim *trim,
      const Entry  *entry)
{
  guint low = 0, high = trim->entries->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (compare (&g_array_index (trim->entries, Entry, middle), entry) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static guint
find_name (GPtrArray  *names,
           const char *name)
{
  guint place = 0;

  while (place < names->len && strcmp (names->pdata[place], name) < 0)
    place++;
  return place;
}

guint
hw_trim_get (const HwTrim *trim,
             HwTrimKind    kind,
             guint64       key)
{
  Entry wanted = { .key = key, .kind = kind };
  guint place = trim ? find (trim, &wanted) : 0;

  if (!trim || place >= trim->entries->len || compare (&g_array_index (trim->entries, Entry, place), &wanted) != 0)
    return 0;
  return g_array_index (trim->entries, Entry, place).value;
}

gboolean
hw_trim_hides (const HwTrim *trim,
               HwHiddenKind  kind,
               const char   *name)
{
  guint place = trim ? find_name (trim->hidden[kind], name) : 0;

  return trim && place < trim->hidden[kind]->len && strcmp (trim->hidden[kind]->pdata[place], name) == 0;
}

guint
hw_trim_count (const HwTrim *trim,
               HwTrimKind    kind)
{
  guint n = 0;

  for (guint i = 0; trim && i < trim->entries->len; i++)
    n += g_array_index (trim->entries, Entry, i).kind == kind;
  return n;
}

guint
hw_trim_count_hidden (const HwTrim *trim,
                      HwHiddenKind  kind)
{
  return trim ? trim->hidden[kind]->len : 0;
}

const char *
hw_trim_get_hidden (const HwTrim *trim,
                    HwHiddenKind  kind,
                    guint         number)
{
  g_return_val_if_fail (number < hw_trim_count_hidden (trim, kind), NULL);
  return trim->hidden[kind]->pdata[number];
}

gboolean
hw_trim_equal (const HwTrim *a,
               const HwTrim *b)
{
  if (a == b || !a || !b)
    return a == b;
  if (a->entries->len != b->entries->len
      || (a->entries->len > 0 && memcmp (a->entries->data, b->entries->data, a->entries->len * sizeof (Entry)) != 0))
    return FALSE;
  for (guint kind = 0; kind < HW_N_HIDDEN; kind++) {
    if (a->hidden[kind]->len != b->hidden[kind]->len)
      return FALSE;
    for (guint i = 0; i < a->hidden[kind]->len; i++)
      if (strcmp (a->hidden[kind]->pdata[i], b->hidden[kind]->pdata[i]) != 0)
        return FALSE;
  }
  return TRUE;
}

/* ----------------------------------------------------------------------------------------------------------- making */

static HwTrim *
copy (const HwTrim *trim)
{
  HwTrim *other = trim_new ();

  if (!trim)
    return other;
  g_array_append_vals (other->entries, trim->entries->data, trim->entries->len);
  for (guint kind = 0; kind < HW_N_HIDDEN; kind++)
    for (guint i = 0; i < trim->hidden[kind]->len; i++)
      g_ptr_array_add (other->hidden[kind], g_strdup (trim->hidden[kind]->pdata[i]));
  return other;
}

/* NULL in place of one that has nothing in it, so that equal ones look alike. */
static HwTrim *
take (HwTrim *trim)
{
  if (trim->entries->len == 0 && trim->hidden[HW_HIDDEN_TYPE]->len == 0 && trim->hidden[HW_HIDDEN_NAME]->len == 0)
    g_clear_pointer (&trim, hw_trim_unref);
  return trim;
}

HwTrim *
hw_trim_with (const HwTrim *trim,
              HwTrimKind    kind,
              guint64       key,
              guint         value)
{
  HwTrim *other = copy (trim);
  Entry entry = { .key = key, .kind = kind, .value = value };
  guint place = find (other, &entry);

  if (hw_trim_get (other, kind, key) != 0)
    g_array_remove_index (other->entries, place);
  if (value != 0)
    g_array_insert_val (other->entries, place, entry);
  return take (other);
}

HwTrim *
hw_trim_with_hidden (const HwTrim *trim,
                     HwHiddenKind  kind,
                     const char   *name,
                     gboolean      hidden)
{
  HwTrim *other = copy (trim);
  guint place = find_name (other->hidden[kind], name);
  gboolean is_hidden = hw_trim_hides (other, kind, name);

  if (is_hidden && !hidden)
    g_ptr_array_remove_index (other->hidden[kind], place);
  else if (!is_hidden && hidden)
    g_ptr_array_insert (other->hidden[kind], (int) place, g_strdup (name));
  return take (other);
}

HwTrim *
hw_trim_without (const HwTrim *trim,
                 HwTrimKind    kind)
{
  HwTrim *other = copy (trim);

  for (guint i = other->entries->len; i > 0; i--)
    if (g_array_index (other->entries, Entry, i - 1).kind == kind)
      g_array_remove_index (other->entries, i - 1);
  return take (other);
}

HwTrim *
hw_trim_without_hidden (const HwTrim *trim)
{
  HwTrim *other = copy (trim);

  for (guint kind = 0; kind < HW_N_HIDDEN; kind++)
    g_ptr_array_set_size (other->hidden[kind], 0);
  return take (other);
}
