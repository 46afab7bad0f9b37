/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text as str, bytes and formatting share it: UTF-8 with lone surrogates as three bytes. Positions in str are counted in characters, in the
 * text in bytes; for ASCII they are the same. Models Objects/stringlib and Objects/unicodectype.c. */

#pragma once

#include "vm/vm.h"

/* A stretch of text or bytes. */
typedef struct {
  const char *at;
  gsize       n;
} HwStretch;

static inline HwStretch
hw_stretch_of_str (const HwObject *str)
{
  return (HwStretch){ str->as.str.utf8, str->as.str.n_bytes };
}

static inline gboolean
hw_str_is_ascii (const HwObject *str)
{
  return str->as.str.n_bytes == str->as.str.n_chars;
}

static inline gboolean
hw_str_is_exact (HwVm           *vm,
                 const HwObject *str)
{
  return str->type == vm->types[HW_TYPE_ID_str];
}

/* [str] itself if it is an exact str, else an exact one of the same text. New. */
HwObject *hw_str_exact           (HwVm *vm, HwObject *str);

/* The character at [*at], which moves behind it. */
guint32   hw_text_next           (const char **at);
/* The character that ends before [*at], which moves before it. */
guint32   hw_text_previous       (const char **at);
gsize     hw_text_length         (const char *text, gsize n_bytes);
/* The byte offset of a character position within the str (0 … n_chars). */
gsize     hw_str_offset          (const HwObject *str, gint64 position);
/* The character position of a byte offset. */
gint64    hw_str_position        (const HwObject *str, gsize offset);
void      hw_text_append         (GString *text, guint32 character);

/* Where [needle] first (last) begins in [hay], or -1. */
gssize    hw_stretch_find           (HwStretch hay, HwStretch needle);
gssize    hw_stretch_find_last      (HwStretch hay, HwStretch needle);
gboolean  hw_stretch_equal          (HwStretch a, HwStretch b);
gboolean  hw_stretch_has_prefix     (HwStretch text, HwStretch prefix);
gboolean  hw_stretch_has_suffix     (HwStretch text, HwStretch suffix);

/* What int() and float() read: without white space at both ends, every kind of decimal digit as 0 … 9. NULL if another character is not
 * ASCII, or NUL. */
char     *hw_text_to_ascii_digits (const char *text, gsize length);

/* repr() of a str's or a bytes' text. */
char     *hw_text_repr           (const char *text, gsize length, gboolean ascii_only);
char     *hw_bytes_repr          (const guint8 *data, gsize n, const char *prefix, gboolean escape_apostrophes);

/* Unicode properties as str's predicates see them. */
gboolean  hw_char_is_space       (guint32 c);
gboolean  hw_char_is_line_break  (guint32 c);
gboolean  hw_char_is_decimal     (guint32 c);
gboolean  hw_char_is_digit       (guint32 c);
gboolean  hw_char_is_numeric     (guint32 c);
gboolean  hw_char_is_alpha       (guint32 c);
gboolean  hw_char_is_upper       (guint32 c);
gboolean  hw_char_is_lower       (guint32 c);
gboolean  hw_char_is_title       (guint32 c);
gboolean  hw_char_is_printable   (guint32 c);
gboolean  hw_char_is_identifier  (guint32 c, gboolean first);

/* Appends the full mapping of one character. */
void      hw_char_append_lower   (GString *text, guint32 c);
void      hw_char_append_upper   (GString *text, guint32 c);
void      hw_char_append_title   (GString *text, guint32 c);
void      hw_char_append_folded  (GString *text, guint32 c);

/* ------------------------------------------------------------------------------------------------ parts of the str type */

/* The bounds of s.find (sub, start, end) and its like, in items of a sequence of [length]: None or an index. FALSE: exception. */
gboolean  hw_text_bounds         (HwVm *vm, HwObject *const *args, guint n, guint first, gint64 length, gint64 *start, gint64 *end);
/* TypeError "name() argument must be str, not int" if it is not. */
gboolean  hw_expect_str          (HwVm *vm, const char *function, HwObject *object);
HwObject *hw_str_of_span         (HwVm *vm, HwStretch span);
/* The GString's text as a new str; the GString is freed. */
HwObject *hw_str_finish          (HwVm *vm, GString *text);
gboolean  hw_str_is_identifier   (const HwObject *str);
/* A list of the new references in [items], made as str.split makes it, with room for [most] splits in advance; [items] is emptied. */
HwObject *hw_split_list          (HwVm *vm, GPtrArray *items, gint64 most);
HwObject *hw_str_concat          (HwVm *vm, HwObject *left, HwObject *right);
/* Does a user's class of [right] define the reflected operator, so that it goes before a TypeError of ours? */
gboolean  hw_defers_to           (HwVm *vm, HwObject *right, HwNameId reflected);

/* The methods of str, in parts that str.c puts together. */
#define HW_STR_METHOD_LIST(X) \
  X (find) X (rfind) X (index) X (rindex) X (count) X (startswith) X (endswith) X (replace) X (partition) X (rpartition)              \
  X (removeprefix) X (removesuffix) X (strip) X (lstrip) X (rstrip) X (split) X (rsplit) X (splitlines) X (join)                      \
  X (lower) X (upper) X (title) X (capitalize) X (swapcase) X (casefold) X (center) X (ljust) X (rjust) X (zfill) X (expandtabs)      \
  X (isalnum) X (isalpha) X (isascii) X (isdecimal) X (isdigit) X (isidentifier) X (islower) X (isnumeric) X (isprintable)            \
  X (isspace) X (istitle) X (isupper) X (encode) X (translate) X (maketrans) X (format) X (format_map)

#define HW_X(name) HwObject *hw_str_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HW_STR_METHOD_LIST (HW_X)
#undef HW_X

/* --------------------------------------------------------------------------------------------------- bytes and codecs */

/* bytes, bytearray: the data. FALSE with TypeError "a bytes-like object is required, not 'x'". */
gboolean  hw_bytes_stretch          (HwVm *vm, HwObject *object, HwStretch *span);
static inline gboolean
hw_is_bytes (const HwObject *object)
{
  return object->kind == HW_KIND_BYTES || object->kind == HW_KIND_BYTEARRAY;
}
/* str.encode and bytes.decode; [encoding], [errors] NULL: utf-8, strict. */
HwObject *hw_encode              (HwVm *vm, HwObject *str, const char *encoding, const char *errors);
HwObject *hw_decode              (HwVm *vm, HwStretch data, const char *encoding, const char *errors, HwObject *original);
