/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* str: case and the questions about characters. Models the case functions and is…() of Objects/unicodeobject.c. */

#include "vm/text.h"

#include <string.h>

/* -------------------------------------------------------------------------------------------------------------- case */

static HwObject *
map_all (HwVm     *vm,
         HwObject *self,
         void (*append) (GString *text, guint32 c))
{
  GString *text = g_string_sized_new (self->as.str.n_bytes);
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;

  while (at < end)
    append (text, hw_text_next (&at));
  return hw_str_finish (vm, text);
}

static gboolean
is_cased (guint32 c)
{
  return hw_char_is_lower (c) || hw_char_is_upper (c) || hw_char_is_title (c);
}

/* Characters that do not separate a word from its last letter. */
static gboolean
is_case_ignorable (guint32 c)
{
  GUnicodeType type;

  if (c == '\'' || c == '.' || c == ':' || c == '^' || c == '`' || c == 0xb7 || c == 0x2018 || c == 0x2019)
    return TRUE;
  type = g_unichar_type (c);
  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_MODIFIER_LETTER || type == G_UNICODE_MODIFIER_SYMBOL;
}

/* Is the sigma before [at] the last letter of a word? */
static gboolean
is_final_sigma (HwStretch      text,
                const char *sigma,
                const char *at)
{
  guint32 c = 0;

  while (sigma > text.at && is_case_ignorable (c = hw_text_previous (&sigma)))
    c = 0;
  if (!is_cased (c))
    return FALSE;
  for (c = 0; at < text.at + text.n && is_case_ignorable (c = hw_text_next (&at)); c = 0)
    continue;
  return !is_cased (c);
}

static void
append_lower (GString    *text,
              HwStretch      whole,
              const char *begin,
              const char *end,
              guint32     c)
{
  if (c == 0x3a3)
    hw_text_append (text, is_final_sigma (whole, begin, end) ? 0x3c2 : 0x3c3);
  else
    hw_char_append_lower (text, c);
}

/* The first character by [first], the others in lower case; with [words], of every word. */
static HwObject *
map_words (HwVm     *vm,
           HwObject *self,
           gboolean  words,
           gboolean  lower_only)
{
  HwStretch whole = hw_stretch_of_str (self);
  GString *text = g_string_sized_new (whole.n);
  const char *at = whole.at;
  gboolean begins = !lower_only;

  while (at < whole.at + whole.n) {
    const char *here = at;
    guint32 c = hw_text_next (&at);

    if (begins)
      hw_char_append_title (text, c);
    else
      append_lower (text, whole, here, at, c);
    begins = words && !is_cased (c);
  }
  return hw_str_finish (vm, text);
}

HwObject *
hw_str_lower (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return map_words (vm, self, FALSE, TRUE);
}

HwObject *
hw_str_upper (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return map_all (vm, self, hw_char_append_upper);
}

HwObject *
hw_str_casefold (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return map_all (vm, self, hw_char_append_folded);
}

HwObject *
hw_str_title (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return map_words (vm, self, TRUE, FALSE);
}

HwObject *
hw_str_capitalize (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return map_words (vm, self, FALSE, FALSE);
}

HwObject *
hw_str_swapcase (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwStretch whole = hw_stretch_of_str (self);
  GString *text = g_string_sized_new (whole.n);
  const char *at = whole.at;

  while (at < whole.at + whole.n) {
    const char *here = at;
    guint32 c = hw_text_next (&at);

    if (hw_char_is_upper (c))
      append_lower (text, whole, here, at, c);
    else if (hw_char_is_lower (c))
      hw_char_append_upper (text, c);
    else
      hw_text_append (text, c);
  }
  return hw_str_finish (vm, text);
}

/* --------------------------------------------------------------------------------------------------------- questions */

static gboolean
is_alnum (guint32 c)
{
  return hw_char_is_alpha (c) || hw_char_is_digit (c) || hw_char_is_numeric (c);
}

static gboolean
all_are (HwObject *self,
         gboolean (*predicate) (guint32 c))
{
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;

  while (at < end)
    if (!predicate (hw_text_next (&at)))
      return FALSE;
  return TRUE;
}

/* All characters are, and there is one, or [empty] says what no character means. */
#define DEFINE_QUESTION(name, predicate, empty)                                                                          \
  HwObject *hw_str_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)                  \
  {                                                                                                                      \
    return hw_bool_new (H (vm), self->as.str.n_bytes > 0 ? all_are (self, predicate) : (empty));                         \
  }

DEFINE_QUESTION (isalnum, is_alnum, FALSE)
DEFINE_QUESTION (isalpha, hw_char_is_alpha, FALSE)
DEFINE_QUESTION (isdecimal, hw_char_is_decimal, FALSE)
DEFINE_QUESTION (isdigit, hw_char_is_digit, FALSE)
DEFINE_QUESTION (isnumeric, hw_char_is_numeric, FALSE)
DEFINE_QUESTION (isprintable, hw_char_is_printable, TRUE)
DEFINE_QUESTION (isspace, hw_char_is_space, FALSE)

HwObject *
hw_str_isascii (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_bool_new (H (vm), hw_str_is_ascii (self));
}

gboolean
hw_str_is_identifier (const HwObject *str)
{
  const char *at = str->as.str.utf8;
  const char *end = at + str->as.str.n_bytes;

  for (gboolean first = TRUE; at < end; first = FALSE)
    if (!hw_char_is_identifier (hw_text_next (&at), first))
      return FALSE;
  return str->as.str.n_bytes > 0;
}

HwObject *
hw_str_isidentifier (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return hw_bool_new (H (vm), hw_str_is_identifier (self));
}

/* Is there a cased character, and none of the other case? */
static HwObject *
one_case (HwVm     *vm,
          HwObject *self,
          gboolean (*right) (guint32 c),
          gboolean (*wrong) (guint32 c))
{
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;
  gboolean cased = FALSE;

  while (at < end) {
    guint32 c = hw_text_next (&at);

    if (wrong (c) || hw_char_is_title (c))
      return hw_bool_new (H (vm), FALSE);
    cased |= right (c);
  }
  return hw_bool_new (H (vm), cased);
}

HwObject *
hw_str_islower (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return one_case (vm, self, hw_char_is_lower, hw_char_is_upper);
}

HwObject *
hw_str_isupper (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return one_case (vm, self, hw_char_is_upper, hw_char_is_lower);
}

HwObject *
hw_str_istitle (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;
  gboolean cased = FALSE;
  gboolean previous = FALSE;

  while (at < end) {
    guint32 c = hw_text_next (&at);
    gboolean large = hw_char_is_upper (c) || hw_char_is_title (c);

    if (large ? previous : hw_char_is_lower (c) && !previous)
      return hw_bool_new (H (vm), FALSE);
    previous = large || hw_char_is_lower (c);
    cased |= previous;
  }
  return hw_bool_new (H (vm), cased);
}
