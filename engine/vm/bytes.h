/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What bytes and bytearray share: both are data in the same payload. Models Objects/bytes_methods.c. */

#pragma once

#include "vm/text.h"

static inline HwStretch
hw_bytes_of (const HwObject *object)
{
  return (HwStretch){ (const char *) object->as.bytes.data, object->as.bytes.n };
}

/* A new object of self's built-in type; bytes that are all of an exact [self] are [self]. */
HwObject *hw_bytes_like          (HwVm *vm, HwObject *self, HwStretch span);
/* The same from a GString, which is freed. */
HwObject *hw_bytes_finish        (HwVm *vm, HwObject *self, GString *data);
/* 0 … 255 from an index; -1: ValueError or TypeError. */
int       hw_bytes_read_byte     (HwVm *vm, HwObject *object);
/* The data that bytes (x), bytearray (x) and extend take from [source], a new GString; NULL: exception. */
GString  *hw_bytes_collect       (HwVm *vm, const char *type_name, HwObject *source);
HwObject *hw_bytes_slice         (HwVm *vm, HwObject *self, HwObject *slice);
HwObject *hw_bytes_compare       (HwVm *vm, HwObject *self, HwObject *other, HwCompareOp op);
int       hw_bytes_contains      (HwVm *vm, HwObject *self, HwObject *item);
HwObject *hw_bytes_repeat        (HwVm *vm, HwObject *self, HwObject *count);

/* The methods that both types have. */
#define HW_BYTES_METHOD_LIST(X)                                                                                                       \
  X (find) X (rfind) X (index) X (rindex) X (count) X (startswith) X (endswith) X (replace) X (partition) X (rpartition)              \
  X (removeprefix) X (removesuffix) X (strip) X (lstrip) X (rstrip) X (split) X (rsplit) X (splitlines) X (join)                      \
  X (lower) X (upper) X (title) X (capitalize) X (swapcase) X (center) X (ljust) X (rjust) X (zfill) X (expandtabs)                   \
  X (isalnum) X (isalpha) X (isascii) X (isdigit) X (islower) X (isspace) X (istitle) X (isupper) X (decode) X (hex) X (fromhex)      \
  X (translate) X (maketrans)

#define HW_X(name) HwObject *hw_bytes_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HW_BYTES_METHOD_LIST (HW_X)
#undef HW_X

#define HW_BYTES_COMMON_METHODS                                                                                       \
  { "find", hw_bytes_find, HW_CALL_RANGE, 1, 3 },                                                                     \
  { "rfind", hw_bytes_rfind, HW_CALL_RANGE, 1, 3 },                                                                   \
  { "index", hw_bytes_index, HW_CALL_RANGE, 1, 3 },                                                                   \
  { "rindex", hw_bytes_rindex, HW_CALL_RANGE, 1, 3 },                                                                 \
  { "count", hw_bytes_count, HW_CALL_RANGE, 1, 3 },                                                                   \
  { "startswith", hw_bytes_startswith, HW_CALL_RANGE, 1, 3 },                                                         \
  { "endswith", hw_bytes_endswith, HW_CALL_RANGE, 1, 3 },                                                             \
  { "replace", hw_bytes_replace, HW_CALL_RANGE, 2, 3 },                                                               \
  { "partition", hw_bytes_partition, HW_CALL_ONE },                                                                   \
  { "rpartition", hw_bytes_rpartition, HW_CALL_ONE },                                                                 \
  { "removeprefix", hw_bytes_removeprefix, HW_CALL_ONE },                                                             \
  { "removesuffix", hw_bytes_removesuffix, HW_CALL_ONE },                                                             \
  { "strip", hw_bytes_strip, HW_CALL_RANGE, 0, 1 },                                                                   \
  { "lstrip", hw_bytes_lstrip, HW_CALL_RANGE, 0, 1 },                                                                 \
  { "rstrip", hw_bytes_rstrip, HW_CALL_RANGE, 0, 1 },                                                                 \
  { "split", hw_bytes_split, HW_CALL_KEYWORDS },                                                                      \
  { "rsplit", hw_bytes_rsplit, HW_CALL_KEYWORDS },                                                                    \
  { "splitlines", hw_bytes_splitlines, HW_CALL_KEYWORDS },                                                            \
  { "join", hw_bytes_join, HW_CALL_ONE },                                                                             \
  { "lower", hw_bytes_lower, HW_CALL_NONE },                                                                          \
  { "upper", hw_bytes_upper, HW_CALL_NONE },                                                                          \
  { "title", hw_bytes_title, HW_CALL_NONE },                                                                          \
  { "capitalize", hw_bytes_capitalize, HW_CALL_NONE },                                                                \
  { "swapcase", hw_bytes_swapcase, HW_CALL_NONE },                                                                    \
  { "center", hw_bytes_center, HW_CALL_RANGE, 1, 2 },                                                                 \
  { "ljust", hw_bytes_ljust, HW_CALL_RANGE, 1, 2 },                                                                   \
  { "rjust", hw_bytes_rjust, HW_CALL_RANGE, 1, 2 },                                                                   \
  { "zfill", hw_bytes_zfill, HW_CALL_ONE },                                                                           \
  { "expandtabs", hw_bytes_expandtabs, HW_CALL_KEYWORDS },                                                            \
  { "isalnum", hw_bytes_isalnum, HW_CALL_NONE },                                                                      \
  { "isalpha", hw_bytes_isalpha, HW_CALL_NONE },                                                                      \
  { "isascii", hw_bytes_isascii, HW_CALL_NONE },                                                                      \
  { "isdigit", hw_bytes_isdigit, HW_CALL_NONE },                                                                      \
  { "islower", hw_bytes_islower, HW_CALL_NONE },                                                                      \
  { "isspace", hw_bytes_isspace, HW_CALL_NONE },                                                                      \
  { "istitle", hw_bytes_istitle, HW_CALL_NONE },                                                                      \
  { "isupper", hw_bytes_isupper, HW_CALL_NONE },                                                                      \
  { "decode", hw_bytes_decode, HW_CALL_KEYWORDS },                                                                    \
  { "hex", hw_bytes_hex, HW_CALL_KEYWORDS },                                                                          \
  { "fromhex", hw_bytes_fromhex, HW_CALL_ONE, 0, 0, HW_BIND_CLASS },                                                  \
  { "translate", hw_bytes_translate, HW_CALL_KEYWORDS },                                                              \
  { "maketrans", hw_bytes_maketrans, HW_CALL_RANGE, 2, 2, HW_BIND_STATIC }
