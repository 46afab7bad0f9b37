/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The codecs utf-8, ascii and latin-1 with their error handlers. Models the decoders and encoders of Objects/unicodeobject.c and
 * Objects/stringlib/codecs.h. */

#include "vm/text.h"

#include <string.h>

typedef enum { UTF_8, ASCII, LATIN_1, N_CODECS } Codec;

static const char *const codec_names[] = { "utf-8", "ascii", "latin-1" };

typedef struct {
  HwVm       *vm;
  Codec       codec;
  const char *errors;
  HwStretch      in;
  GString    *out;
} Coder;

static const struct {
  const char *alias;
  Codec       codec;
} aliases[] = {
  { "utf8", UTF_8 },         { "u8", UTF_8 },         { "utf", UTF_8 },     { "cp65001", UTF_8 }, { "ascii", ASCII },
  { "usascii", ASCII },      { "646", ASCII },        { "latin1", LATIN_1 }, { "latin", LATIN_1 }, { "l1", LATIN_1 },
  { "iso88591", LATIN_1 },   { "88591", LATIN_1 },    { "cp819", LATIN_1 },
};

/* FALSE with LookupError. */
static gboolean
find_codec (HwVm       *vm,
            const char *encoding,
            Codec      *codec)
{
  g_autoptr (GString) name = g_string_new (NULL);

  *codec = UTF_8;
  if (encoding == NULL)
    return TRUE;
  for (const char *at = encoding; *at != '\0'; at++)
    if (*at != '-' && *at != '_' && *at != ' ')
      g_string_append_c (name, g_ascii_tolower (*at));
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (strcmp (aliases[i].alias, name->str) == 0) {
      *codec = aliases[i].codec;
      return TRUE;
    }
  hw_raise (vm, HW_EXC_LookupError, "unknown encoding: %s", encoding);
  return FALSE;
}

static gboolean
errors_are (const Coder *coder,
            const char  *name)
{
  return strcmp (coder->errors, name) == 0;
}

static gboolean
raise_unknown_handler (Coder *coder)
{
  hw_raise (coder->vm, HW_EXC_LookupError, "unknown error handler name '%s'", coder->errors);
  return FALSE;
}

static void
append_backslashed (GString *out,
                    guint32  c)
{
  g_string_append_printf (out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
}

/* ---------------------------------------------------------------------------------------------------------- encoding */

static gboolean
can_encode (Codec   codec,
            guint32 c)
{
  return codec == UTF_8 ? c < 0xd800 || c >= 0xe000 : c < (codec == ASCII ? 0x80u : 0x100u);
}

static gboolean
raise_encode (Coder      *coder,
              const char *begin,
              const char *end)
{
  gsize position = hw_text_length (coder->in.at, (gsize) (begin - coder->in.at));
  gsize count = hw_text_length (begin, (gsize) (end - begin));
  const char *reason = coder->codec == UTF_8   ? "surrogates not allowed"
                       : coder->codec == ASCII ? "ordinal not in range(128)"
                                               : "ordinal not in range(256)";

  if (count == 1) {
    g_autoptr (GString) shown = g_string_new (NULL);

    append_backslashed (shown, hw_text_next (&begin));
    hw_raise (coder->vm, HW_EXC_UnicodeEncodeError, "'%s' codec can't encode character '%s' in position %" G_GSIZE_FORMAT ": %s",
              codec_names[coder->codec], shown->str, position, reason);
  } else {
    hw_raise (coder->vm, HW_EXC_UnicodeEncodeError,
              "'%s' codec can't encode characters in position %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT ": %s", codec_names[coder->codec],
              position, position + count - 1, reason);
  }
  return FALSE;
}

/* What cannot be encoded from [begin] to [end]. */
static gboolean
handle_encode (Coder      *coder,
               const char *begin,
               const char *end)
{
  const char *at = begin;

  if (errors_are (coder, "strict"))
    return raise_encode (coder, begin, end);
  if (errors_are (coder, "ignore"))
    return TRUE;
  while (at < end) {
    const char *here = at;
    guint32 c = hw_text_next (&at);

    if (errors_are (coder, "replace"))
      g_string_append_c (coder->out, '?');
    else if (errors_are (coder, "backslashreplace"))
      append_backslashed (coder->out, c);
    else if (errors_are (coder, "xmlcharrefreplace"))
      g_string_append_printf (coder->out, "&#%u;", c);
    else if (errors_are (coder, "surrogatepass") && coder->codec == UTF_8)
      g_string_append_len (coder->out, here, at - here);
    else if (errors_are (coder, "surrogateescape") && c >= 0xdc80 && c <= 0xdcff)
      g_string_append_c (coder->out, (char) (c - 0xdc00));
    else if (errors_are (coder, "surrogateescape") || errors_are (coder, "surrogatepass"))
      return raise_encode (coder, begin, end);
    else
      return raise_unknown_handler (coder);
  }
  return TRUE;
}

static gboolean
encode (Coder *coder)
{
  const char *at = coder->in.at;
  const char *end = at + coder->in.n;

  while (at < end) {
    const char *begin = at;
    guint32 c = hw_text_next (&at);

    if (can_encode (coder->codec, c)) {
      if (coder->codec == UTF_8)
        g_string_append_len (coder->out, begin, at - begin);
      else
        g_string_append_c (coder->out, (char) c);
      continue;
    }
    while (at < end) {
      const char *next = at;

      if (can_encode (coder->codec, hw_text_next (&next)))
        break;
      at = next;
    }
    if (!handle_encode (coder, begin, at))
      return FALSE;
  }
  return TRUE;
}

HwObject *
hw_encode (HwVm       *vm,
           HwObject   *str,
           const char *encoding,
           const char *errors)
{
  Coder coder = { vm, UTF_8, errors != NULL ? errors : "strict", hw_stretch_of_str (str), NULL };
  HwObject *result = NULL;

  if (!find_codec (vm, encoding, &coder.codec))
    return NULL;
  if (hw_str_is_ascii (str))
    return hw_bytes_new (H (vm), coder.in.at, coder.in.n);
  coder.out = g_string_sized_new (coder.in.n);
  if (encode (&coder))
    result = hw_bytes_new (H (vm), coder.out->str, coder.out->len);
  g_string_free (coder.out, TRUE);
  return result;
}

/* ---------------------------------------------------------------------------------------------------------- decoding */

static gboolean
raise_decode (Coder      *coder,
              gsize       position,
              gsize       count,
              const char *reason)
{
  if (count == 1)
    hw_raise (coder->vm, HW_EXC_UnicodeDecodeError, "'%s' codec can't decode byte 0x%02x in position %" G_GSIZE_FORMAT ": %s",
              codec_names[coder->codec], (guint8) coder->in.at[position], position, reason);
  else
    hw_raise (coder->vm, HW_EXC_UnicodeDecodeError,
              "'%s' codec can't decode bytes in position %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT ": %s", codec_names[coder->codec], position,
              position + count - 1, reason);
  return FALSE;
}

static gboolean
handle_decode (Coder      *coder,
               gsize       position,
               gsize       count,
               const char *reason)
{
  if (errors_are (coder, "strict"))
    return raise_decode (coder, position, count, reason);
  if (errors_are (coder, "ignore"))
    return TRUE;
  if (errors_are (coder, "replace")) {
    hw_text_append (coder->out, 0xfffd);
    return TRUE;
  }
  if (errors_are (coder, "surrogatepass"))
    return raise_decode (coder, position, count, reason);
  for (gsize i = 0; i < count; i++) {
    guint8 byte = (guint8) coder->in.at[position + i];

    if (errors_are (coder, "backslashreplace"))
      append_backslashed (coder->out, byte);
    else if (errors_are (coder, "surrogateescape"))
      hw_text_append (coder->out, 0xdc00u + byte);
    else
      return raise_unknown_handler (coder);
  }
  return TRUE;
}

/* The length of the UTF-8 sequence at [at]; if it is none, 0 with how many bytes are wrong and why. */
static gsize
sequence_length (const guint8 *at,
                 gsize         left,
                 gsize        *wrong,
                 const char  **reason)
{
  gsize n = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;
  guint8 low = at[0] == 0xe0 ? 0xa0 : at[0] == 0xf0 ? 0x90 : 0x80;
  guint8 high = at[0] == 0xed ? 0x9f : at[0] == 0xf4 ? 0x8f : 0xbf;

  *wrong = 1;
  if (n == 0) {
    *reason = "invalid start byte";
    return 0;
  }
  for (gsize i = 1; i < n; i++) {
    *wrong = i;
    if (i >= left) {
      *reason = "unexpected end of data";
      return 0;
    }
    if (at[i] < low || at[i] > high) {
      *reason = "invalid continuation byte";
      return 0;
    }
    low = 0x80;
    high = 0xbf;
  }
  return n;
}

static gboolean
is_surrogate (const guint8 *at,
              gsize         left)
{
  return left >= 3 && at[0] == 0xed && at[1] >= 0xa0 && at[1] <= 0xbf && at[2] >= 0x80 && at[2] <= 0xbf;
}

static gboolean
decode_utf_8 (Coder *coder)
{
  gsize at = 0;

  while (at < coder->in.n) {
    const guint8 *bytes = (const guint8 *) coder->in.at + at;
    const char *reason = NULL;
    gsize wrong;
    gsize n = sequence_length (bytes, coder->in.n - at, &wrong, &reason);

    if (n == 0 && errors_are (coder, "surrogatepass") && is_surrogate (bytes, coder->in.n - at))
      n = 3;
    if (n > 0) {
      g_string_append_len (coder->out, (const char *) bytes, (gssize) n);
      at += n;
      continue;
    }
    if (!handle_decode (coder, at, wrong, reason))
      return FALSE;
    at += wrong;
  }
  return TRUE;
}

static gboolean
decode_bytes (Coder *coder)
{
  for (gsize i = 0; i < coder->in.n; i++) {
    guint8 byte = (guint8) coder->in.at[i];

    if (byte < 0x80 || coder->codec == LATIN_1)
      hw_text_append (coder->out, byte);
    else if (!handle_decode (coder, i, 1, "ordinal not in range(128)"))
      return FALSE;
  }
  return TRUE;
}

HwObject *
hw_decode (HwVm       *vm,
           HwStretch      data,
           const char *encoding,
           const char *errors,
           HwObject   *original)
{
  Coder coder = { vm, UTF_8, errors != NULL ? errors : "strict", data, NULL };

  if (!find_codec (vm, encoding, &coder.codec))
    return NULL;
  coder.out = g_string_sized_new (data.n);
  if (coder.codec == UTF_8 ? decode_utf_8 (&coder) : decode_bytes (&coder))
    return hw_str_finish (vm, coder.out);
  g_string_free (coder.out, TRUE);
  return NULL;
}

HwObject *
hw_str_encode (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };

  if (!hw_bind (vm, "encode", "encoding=,errors=", args, n, kwnames, values))
    return NULL;
  for (guint i = 0; i < 2; i++)
    if (values[i] != NULL && !hw_is_str (values[i]))
      return hw_raise (vm, HW_EXC_TypeError, "encode() argument '%s' must be str, not %s", i == 0 ? "encoding" : "errors",
                       values[i]->type->name);
  return hw_encode (vm, self, values[0] != NULL ? hw_str_text (values[0]) : NULL, values[1] != NULL ? hw_str_text (values[1]) : NULL);
}
