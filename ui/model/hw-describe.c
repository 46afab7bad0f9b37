/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts about objects. Numbers are grouped with narrow no-break spaces, whatever the locale, as in the documents. */

#include "hw-describe.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hw-analysis.h"

#define GROUP_SPACE "\u202f"
/* The ledger of an object with more references than this is not asked for: it would not be read. */
#define MAX_LEDGER 64

char *
hw_describe_number (gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  gsize length = strlen (digits);
  gsize sign = number < 0;
  GString *text;

  if (length - sign <= 4)
    return g_steal_pointer (&digits);
  text = g_string_new (NULL);
  for (gsize i = 0; i < length; i++) {
    if (i > sign && (length - i) % 3 == 0)
      g_string_append (text, GROUP_SPACE);
    g_string_append_c (text, digits[i]);
  }
  return g_string_free (text, FALSE);
}

char *
hw_describe_bytes (guint64 bytes)
{
  g_autofree char *number = hw_describe_number ((gint64) bytes);

  return g_strdup_printf (ngettext ("%s byte", "%s bytes", (gulong) bytes), number);
}

const char *
hw_describe_generation (int generation)
{
  static const char *const texts[] = {
    N_ ("untracked"), N_ ("generation 0"), N_ ("generation 1"), N_ ("generation 2"), N_ ("permanent generation"),
    N_ ("tentatively unreachable"),
  };

  return generation >= -1 && generation < (int) G_N_ELEMENTS (texts) - 1 ? _ (texts[generation + 1]) : "";
}

/* "a", "a and b", "a, b and c". */
static char *
join (GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    if (i > 0)
      g_string_append (text, i == parts->len - 1 ? _ (" and ") : ", ");
    g_string_append (text, parts->pdata[i]);
  }
  return g_string_free (text, FALSE);
}

char *
hw_describe_holders (HwImage *image,
                     guint    object,
                     guint    max_holders)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ledger = NULL;
  guint n_incoming, n_shown;

  hw_image_get_incoming (image, object, &n_incoming);
  if (n_incoming > MAX_LEDGER)
    return g_strdup_printf (_ ("%u references"), n_incoming);

  ledger = hw_analysis_ledger (image, object);
  if (ledger->len == 0)
    return g_strdup (_ ("nothing"));
  n_shown = ledger->len > max_holders ? max_holders : ledger->len;
  for (guint i = 0; i < n_shown; i++)
    g_ptr_array_add (parts, g_strdup (((const HwLedgerEntry *) ledger->pdata[i])->text));
  if (n_shown < ledger->len)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%u more"), ledger->len - n_shown));
  return join (parts);
}

/* A name table: its names are what is worth reading. */
static char *
describe_frame (const HwSceneNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (node->n_rows == 0)
    return g_strdup_printf (_ ("%s, no names"), node->title);
  for (guint i = 0; i < node->n_rows; i++)
    g_ptr_array_add (names, (char *) node->rows[i].label);
  list = join (names);
  return g_strdup_printf (_ ("%s, names %s"), node->title, list);
}

char *
hw_describe_node (HwImage           *image,
                  const HwSceneNode *node)
{
  guint object = image != NULL ? hw_image_find (image, node->serial) : HW_NO_OBJECT;
  const HwObjectRecord *record;
  g_autofree char *holders = NULL;

  if (node->kind == HW_NODE_FRAME)
    return describe_frame (node);
  if (node->kind == HW_NODE_GROUP)
    return g_strdup_printf (_ ("%s, %u objects"), node->title, node->count);
  if (object == HW_NO_OBJECT)
    return g_strdup (node->description);

  record = &hw_image_get_objects (image, NULL)[object];
  holders = hw_describe_holders (image, object, 4);
  return g_strdup_printf (record->reachable ? _ ("%s, count %u, %s, held by %s")
                                            : _ ("%s, count %u, %s, unreachable, held by %s"),
                          node->title, record->refs, hw_describe_generation (record->generation), holders);
}
