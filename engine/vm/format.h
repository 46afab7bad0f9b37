/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The format mini-language in its parts: reading a specifier, turning numbers to text, and laying text out in a width. Models
 * Python/formatter_unicode.c. */

#pragma once

#include "vm/numbers.h"
#include "vm/text.h"

/* A width or precision beyond this is refused. */
#define HW_FORMAT_MAX_WIDTH 10000000

typedef struct {
  guint32  fill;
  char     align; /* < > ^ = */
  char     sign;  /* + - space, or 0 */
  char     separator; /* , or _, or 0 */
  gboolean alternate;
  gboolean no_negative_zero;
  gint64   width;     /* -1: none */
  gint64   precision; /* -1: none */
  guint32  type;
} HwFormatSpec;

/* Reads [spec]; FALSE with CPython's ValueError. [type_name]: of the value, for the message. */
gboolean  hw_format_spec_parse   (HwVm *vm, HwStretch spec, char default_align, char default_type, const char *type_name,
                                  HwFormatSpec *result);

/* A number's text taken apart: sign ('-' or 0), prefix like "0x", the digits that are grouped, and all that follows. */
typedef struct {
  char        sign;
  const char *prefix;
  HwStretch      digits;
  HwStretch      rest;
} HwFormatNumber;

/* Appends it in the width, with separators. */
void      hw_format_number       (GString *out, const HwFormatSpec *spec, const HwFormatNumber *number);
/* Splits what hw_double_format() gave. */
HwFormatNumber hw_format_split_double (const char *text);
/* Appends [text] of [n_chars] characters in the width. */
void      hw_format_padded       (GString *out, const HwFormatSpec *spec, HwStretch text, gint64 n_chars);

enum {
  HW_DOUBLE_ALTERNATE = 1 << 0,        /* '#': the point always, all digits */
  HW_DOUBLE_POINT = 1 << 1,            /* ".0" if it would look like an int */
  HW_DOUBLE_NO_NEGATIVE_ZERO = 1 << 2,
};
/* [type]: e f g or r (the shortest), in capitals for a text in capitals. Models PyOS_double_to_string. */
char     *hw_double_format       (double value, char type, int precision, guint flags);
