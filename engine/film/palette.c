/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Choosing colours. The counts are kept in a hash table of exact colours; the pictures here have some thousands. */

#include "film/palette.h"

/* The most frequent colours that are taken as they are. */
#define N_EXACT 96
/* Of the others, as many as are worth a look. */
#define MAX_OTHERS 8192

typedef struct {
  guint32 colour;
  guint64 count;
  guint32 distance; /* to the nearest chosen one */
} Entry;

struct _HwPaletteMaker {
  GHashTable *counts; /* colour + 1 → count, as a pointer */
  GHashTable *nearest; /* colour + 1 → index + 1 */
  guint32     chosen[256];
  guint       n_chosen;
};

HwPaletteMaker *
hw_palette_maker_new (void)
{
  HwPaletteMaker *maker = g_new0 (HwPaletteMaker, 1);

  maker->counts = g_hash_table_new (NULL, NULL);
  maker->nearest = g_hash_table_new (NULL, NULL);
  return maker;
}

void
hw_palette_maker_free (HwPaletteMaker *maker)
{
  g_hash_table_unref (maker->counts);
  g_hash_table_unref (maker->nearest);
  g_free (maker);
}

/* [n] more of [colour]. A count beyond 32 bits would say no more. */
static void
count (HwPaletteMaker *maker,
       guint32         colour,
       gsize           n)
{
  gpointer key = GUINT_TO_POINTER ((colour & 0xffffff) + 1);
  guint64 known = GPOINTER_TO_UINT (g_hash_table_lookup (maker->counts, key));

  g_hash_table_insert (maker->counts, key, GUINT_TO_POINTER ((guint) MIN (known + n, G_MAXUINT)));
}

void
hw_palette_maker_add (HwPaletteMaker *maker,
                      const guint32  *pixels,
                      gsize           n_pixels)
{
  gsize begin = 0;

  for (gsize i = 1; i <= n_pixels; i++)
    if (i == n_pixels || pixels[i] != pixels[begin]) {
      count (maker, pixels[begin], i - begin);
      begin = i;
    }
}

static guint32
get_distance (guint32 a,
              guint32 b)
{
  int red = (int) (a >> 16 & 0xff) - (int) (b >> 16 & 0xff);
  int green = (int) (a >> 8 & 0xff) - (int) (b >> 8 & 0xff);
  int blue = (int) (a & 0xff) - (int) (b & 0xff);

  return (guint32) (3 * red * red + 6 * green * green + blue * blue);
}

static int
compare_entries_cb (gconstpointer a,
                    gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  return x->colour < y->colour ? -1 : x->colour > y->colour;
}

static void
choose (HwPaletteMaker *maker,
        GArray         *entries,
        guint32         colour)
{
  maker->chosen[maker->n_chosen++] = colour;
  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = &g_array_index (entries, Entry, i);

    entry->distance = MIN (entry->distance, get_distance (entry->colour, colour));
  }
}

/* The colour that suffers most from not being there. */
static const Entry *
find_worst (GArray *entries)
{
  const Entry *worst = NULL;
  double most = 0;

  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);
    double loss = (double) entry->distance * entry->count;

    if (loss > most) {
      most = loss;
      worst = entry;
    }
  }
  return worst;
}

guint
hw_palette_maker_choose (HwPaletteMaker *maker,
                         guint           n_most)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GHashTableIter iter;
  gpointer key, value;
  const Entry *worst;

  g_hash_table_iter_init (&iter, maker->counts);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    Entry entry = { GPOINTER_TO_UINT (key) - 1, GPOINTER_TO_UINT (value), G_MAXUINT32 };

    g_array_append_val (entries, entry);
  }
  g_array_sort (entries, compare_entries_cb);
  g_array_set_size (entries, MIN (entries->len, MAX_OTHERS));
  for (guint i = 0; i < MIN (MIN (N_EXACT, n_most), entries->len); i++)
    choose (maker, entries, g_array_index (entries, Entry, i).colour);
  while (maker->n_chosen < n_most && (worst = find_worst (entries)) != NULL)
    choose (maker, entries, worst->colour);
  return maker->n_chosen;
}

guint32
hw_palette_maker_get (HwPaletteMaker *maker,
                      guint           index)
{
  return maker->chosen[index];
}

guint
hw_palette_maker_map (HwPaletteMaker *maker,
                      guint32         pixel)
{
  guint32 colour = pixel & 0xffffff, least = G_MAXUINT32;
  gpointer key = GUINT_TO_POINTER (colour + 1);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (maker->nearest, key));

  if (found > 0)
    return found - 1;
  for (guint i = 0; i < maker->n_chosen; i++) {
    guint32 distance = get_distance (colour, maker->chosen[i]);

    if (distance < least) {
      least = distance;
      found = i;
    }
  }
  g_hash_table_insert (maker->nearest, key, GUINT_TO_POINTER (found + 1));
  return found;
}
