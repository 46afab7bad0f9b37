/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits: applying them and taking them back. */

#include "gesture/writer.h"

#include <string.h>

void
hw_edit_free (HwEdit *edit)
{
  if (edit == NULL)
    return;
  for (guint i = 0; i < edit->n_replacements; i++)
    g_free (edit->replacements[i].text);
  g_free (edit->replacements);
  g_free (edit->title);
  g_free (edit->preview);
  g_free (edit);
}

char *
hw_edit_apply (const HwEdit *edit,
               const char   *text,
               gsize         length)
{
  GString *result = g_string_sized_new (length + 64);
  gsize at = 0;

  for (guint i = 0; i < edit->n_replacements; i++) {
    const HwReplacement *replacement = &edit->replacements[i];

    g_string_append_len (result, text + at, (gssize) (replacement->offset - at));
    g_string_append (result, replacement->text);
    at = replacement->offset + replacement->length;
  }
  g_string_append_len (result, text + at, (gssize) (length - at));
  return g_string_free (result, FALSE);
}

HwEdit *
hw_edit_invert (const HwEdit *edit,
                const char   *text,
                gsize         length)
{
  HwEdit *inverse = g_new0 (HwEdit, 1);
  gsize grown = 0; /* modulo the size of a gsize: the text may shrink as well */

  inverse->kind = edit->kind;
  inverse->title = g_strdup (edit->title);
  inverse->preview = g_strdup (edit->preview);
  inverse->n_replacements = edit->n_replacements;
  inverse->replacements = g_new0 (HwReplacement, edit->n_replacements);
  for (guint i = 0; i < edit->n_replacements; i++) {
    const HwReplacement *replacement = &edit->replacements[i];
    gsize put = strlen (replacement->text);

    g_return_val_if_fail (replacement->offset + replacement->length <= length, inverse);
    inverse->replacements[i].offset = replacement->offset + grown;
    inverse->replacements[i].length = put;
    inverse->replacements[i].text = g_strndup (text + replacement->offset, replacement->length);
    grown += put - replacement->length;
  }
  return inverse;
}
