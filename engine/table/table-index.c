/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sorting and filtering the rows of a table, as arrays of row numbers.
 *
 * Sorting first makes every row's key once — a number, or a text in one common buffer — and then merges runs bottom-up, so that equal rows
 * keep their order and a cancel is noticed between two runs. */

#include "table/table.h"

#include <string.h>

typedef struct {
  const gint64 *numbers; /* by row, or NULL: then the texts */
  const gsize  *texts;   /* by row, offsets into [buffer] */
  const char   *buffer;
  int           sign;    /* -1: descending */
} Keys;

/* Compares texts by their bytes, but a run of digits as a number: "list #9" comes before "list #10". */
static int
compare_texts (const char *a,
               const char *b)
{
  while (*a != '\0' && *b != '\0') {
    if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b)) {
      gsize n_a, n_b;
      int order;

      while (*a == '0')
        a++;
      while (*b == '0')
        b++;
      n_a = strspn (a, "0123456789");
      n_b = strspn (b, "0123456789");
      order = n_a != n_b ? (n_a < n_b ? -1 : 1) : memcmp (a, b, n_a);
      if (order != 0)
        return order;
      a += n_a;
      b += n_b;
    } else {
      if (*a != *b)
        return (guchar) *a < (guchar) *b ? -1 : 1;
      a++;
      b++;
    }
  }
  return (*a != '\0') - (*b != '\0');
}

static int
compare_rows (const Keys *keys,
              guint32     a,
              guint32     b)
{
  if (keys->numbers != NULL)
    return keys->sign * ((keys->numbers[a] > keys->numbers[b]) - (keys->numbers[a] < keys->numbers[b]));
  return keys->sign * compare_texts (keys->buffer + keys->texts[a], keys->buffer + keys->texts[b]);
}

static void
merge (const Keys    *keys,
       const guint32 *from,
       guint32       *to,
       guint          begin,
       guint          middle,
       guint          end)
{
  guint left = begin;
  guint right = middle;

  for (guint i = begin; i < end; i++)
    if (right >= end || (left < middle && compare_rows (keys, from[left], from[right]) <= 0))
      to[i] = from[left++];
    else
      to[i] = from[right++];
}

/* Sorts [n] rows; takes and gives an owned array. NULL if cancelled. */
static guint32 *
merge_sort (const Keys   *keys,
            guint32      *rows,
            guint         n,
            GCancellable *cancellable)
{
  g_autofree guint32 *from = rows;
  g_autofree guint32 *to = g_new (guint32, MAX (n, 1));

  for (gsize width = 1; width < n; width *= 2) {
    guint32 *swap = from;

    for (gsize begin = 0; begin < n; begin += 2 * width) {
      if (HW_TABLE_CANCELLED (cancellable, begin / width / 2))
        return NULL;
      merge (keys, from, to, begin, MIN (begin + width, n), MIN (begin + 2 * width, n));
    }
    if (g_cancellable_is_cancelled (cancellable))
      return NULL;
    from = to;
    to = swap;
  }
  return g_steal_pointer (&from);
}

static guint32 *
sort_by_number (HwTable      *table,
                guint         column,
                int           sign,
                guint32      *rows,
                GCancellable *cancellable)
{
  guint n = table->rows->len;
  g_autofree gint64 *numbers = g_new (gint64, MAX (n, 1));
  const Keys keys = { .numbers = numbers, .sign = sign };

  /* An empty cell is less than any number. */
  for (guint row = 0; row < n; row++)
    if (!hw_table_get_number (table, row, column, &numbers[row]))
      numbers[row] = G_MININT64;
  return merge_sort (&keys, rows, n, cancellable);
}

static guint32 *
sort_by_text (HwTable      *table,
              guint         column,
              int           sign,
              guint32      *rows,
              GCancellable *cancellable)
{
  guint n = table->rows->len;
  g_autofree gsize *texts = g_new (gsize, MAX (n, 1));
  g_autoptr(GString) buffer = g_string_new (NULL);
  Keys keys = { .texts = texts, .sign = sign };

  for (guint row = 0; row < n; row++) {
    g_autofree char *text = hw_table_get_text (table, row, column);

    if (HW_TABLE_CANCELLED (cancellable, row)) {
      g_free (rows);
      return NULL;
    }
    texts[row] = buffer->len;
    g_string_append_len (buffer, text, strlen (text) + 1);
  }
  keys.buffer = buffer->str;
  return merge_sort (&keys, rows, n, cancellable);
}

guint32 *
hw_table_sort (HwTable      *table,
               guint         column,
               gboolean      descending,
               GCancellable *cancellable)
{
  guint n = table->rows->len;
  guint32 *rows = g_new (guint32, MAX (n, 1));
  int sign = descending ? -1 : 1;

  for (guint32 i = 0; i < n; i++)
    rows[i] = i;
  if (column >= table->class->n_columns)
    return rows;
  if (table->class->columns[column].type == HW_COLUMN_TEXT)
    return sort_by_text (table, column, sign, rows, cancellable);
  return sort_by_number (table, column, sign, rows, cancellable);
}

/* All cells of a row in one casefolded text, apart from each other, so that a word is never found across two. Owned. */
static char *
dup_row_text (HwTable *table,
              guint    row)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint column = 0; column < table->class->n_columns; column++) {
    g_autofree char *cell = hw_table_get_text (table, row, column);

    g_string_append (text, cell);
    g_string_append_c (text, '\n');
  }
  return g_utf8_casefold (text->str, text->len);
}

static gboolean
row_matches (HwTable *table,
             guint    row,
             char   **words)
{
  g_autofree char *text = dup_row_text (table, row);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

guint32 *
hw_table_filter (HwTable       *table,
                 const char    *text,
                 const guint32 *index,
                 guint          n_index,
                 guint         *n_kept,
                 GCancellable  *cancellable)
{
  guint n = index != NULL ? n_index : table->rows->len;
  g_autofree guint32 *kept = g_new (guint32, MAX (n, 1));
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_auto(GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  *n_kept = 0;
  for (guint i = 0; i < n; i++) {
    guint32 row = index != NULL ? index[i] : i;

    if ((i & 0xfff) == 0xfff && g_cancellable_is_cancelled (cancellable))
      return NULL;
    if (row_matches (table, row, words))
      kept[(*n_kept)++] = row;
  }
  return g_steal_pointer (&kept);
}
