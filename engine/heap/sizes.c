/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sizes: what sys.getsizeof reports of an object, and what CPython requests for its own block. Models the __sizeof__ methods and basicsize of
 * each type. A container's figure has the 16 bytes of the collector's header in it. */

#include "heap/private.h"

#define GC_HEADER 16u

static guint32
int_digits (const HwObject *object)
{
  guint64 value;
  guint32 n = 0;

  if (object->as.integer.big != NULL)
    return (guint32) object->as.integer.spare;
  value = object->as.integer.value < 0 ? 0 - (guint64) object->as.integer.value : (guint64) object->as.integer.value;
  for (; value != 0; value >>= 30)
    n++;
  return MAX (n, 1);
}

/* Header and characters, with the final NUL. */
static guint64
str_bytes (const HwProfile *profile,
           const HwObject  *object)
{
  guint64 n = object->as.str.n_chars;

  switch (object->sub) {
  case HW_STR_ASCII:
    return profile->str_ascii + n;
  case HW_STR_LATIN1:
    /* The one-character singletons carry a copy in UTF-8 once it has been asked for, as literals do. */
    return profile->str_wide + n + 1 + (object->flags & HW_FLAG_STATIC && profile->immortals ? 3 : 0);
  case HW_STR_UCS2:
    return profile->str_wide + 2 * (n + 1);
  default:
    return profile->str_wide + 4 * (n + 1);
  }
}

guint32
hw_keys_get_bytes (const HwKeys *keys)
{
  guint32 width = keys->slots <= 128 ? 1 : keys->slots <= 32768 ? 2 : 4;

  return 32 + width * keys->slots + (guint32) ((guint64) keys->slots * 2 / 3) * (keys->all_str ? 16 : 24);
}

static guint64
dict_size (HwHeap         *heap,
           const HwObject *object)
{
  const HwType *split = object->as.dict.split;

  if (split != NULL)
    return 64 + 8 * ((guint64) MAX (split->usable, 0) + split->n_names);
  if (object->as.dict.keys == heap->empty_keys || object->as.dict.keys == NULL)
    return 64;
  return 64 + hw_keys_get_bytes (object->as.dict.keys);
}

/* The pointers before or behind an object for its dict and its weak references: one pair in front from 3.12 on. */
static guint64
managed_pointers (HwHeap       *heap,
                  const HwType *type,
                  gboolean      has_weakrefs)
{
  if (heap->profile->minor >= 12)
    return type->has_dict || has_weakrefs ? 16 : 0;
  return (type->has_dict ? 16 : 0) + (has_weakrefs ? 8 : 0);
}

static guint64
instance_size (HwHeap         *heap,
               const HwObject *object)
{
  const HwType *type = object->type;

  if (!type->is_heap)
    return 16; /* object() */
  return 16 + GC_HEADER + 8 * (guint64) type->n_members + managed_pointers (heap, type, type->has_weakrefs);
}

static guint32
field_size (HwHeap         *heap,
            const HwObject *object)
{
  const HwProfile *profile = heap->profile;
  const HwType *type;

  switch (object->kind) {
  case HW_KIND_FUNCTION:
    return profile->function_size;
  case HW_KIND_TYPE:
    type = object->as.items.data;
    if (type == NULL || !type->is_heap)
      return profile->static_type_size;
    return type->inline_values ? profile->class_size : profile->class_plain_size;
  case HW_KIND_BUILTIN:
    return 72;
  case HW_KIND_METHOD:
    return object->sub ? 48 : 64;
  case HW_KIND_DESCRIPTOR:
    return 72;
  case HW_KIND_CODE:
    return object->as.items.extra;
  case HW_KIND_CELL:
    return 40;
  case HW_KIND_FRAME_OBJECT:
    return profile->frame_size + 8 * object->as.items.extra;
  case HW_KIND_GENERATOR:
    return profile->generator_size + 8 * object->as.items.extra;
  case HW_KIND_TRACEBACK:
    return 56 + (profile->minor >= 11 ? 0 : 8);
  case HW_KIND_MODULE:
    return profile->module_size;
  case HW_KIND_PROPERTY:
    return 80;
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
    return 48;
  case HW_KIND_SUPER:
    return 56;
  case HW_KIND_RANGE:
    return 48;
  case HW_KIND_SLICE:
    return 56;
  case HW_KIND_VIEW:
  case HW_KIND_MAPPING_PROXY:
  case HW_KIND_NAMESPACE:
    return 40;
  default:
    return object->type != NULL && object->type->basic_size != 0 ? object->type->basic_size : 48;
  }
}

/* A str of a user's class is not compact: its characters are a block of their own behind a longer header. */
static guint64
str_subclass_size (HwHeap         *heap,
                   const HwObject *object)
{
  static const guint8 widths[] = { 1, 1, 2, 4 };
  guint64 header = heap->profile->minor >= 12 ? 64 : 72;

  return header + ((guint64) object->as.str.n_chars + 1) * widths[object->sub];
}

/* What a user's subclass of a built-in type adds. In 3.11 objects that end in items keep their dict behind these, and ints do not say so. */
static guint64
subclass_extra (HwHeap         *heap,
                const HwObject *object)
{
  const HwType *type = object->type;
  guint64 members = 8 * (guint64) type->n_members;
  gboolean is_set = object->kind == HW_KIND_SET || object->kind == HW_KIND_FROZENSET;

  if (heap->profile->minor >= 12 || (object->kind != HW_KIND_INT && object->kind != HW_KIND_BYTES && object->kind != HW_KIND_TUPLE))
    return members + managed_pointers (heap, type, type->has_weakrefs && !is_set);
  return members + (type->has_dict && object->kind != HW_KIND_INT ? 8 : 0);
}

static guint64
builtin_size (HwHeap         *heap,
              const HwObject *object)
{
  const HwProfile *profile = heap->profile;

  switch (object->kind) {
  case HW_KIND_INT:
  case HW_KIND_BOOL:
    return 24 + 4 * int_digits (object);
  case HW_KIND_FLOAT:
    return 24;
  case HW_KIND_COMPLEX:
    return 32;
  case HW_KIND_STR:
    return str_bytes (profile, object);
  case HW_KIND_BYTES:
    return 33 + (guint64) object->as.bytes.n;
  case HW_KIND_BYTEARRAY:
    return object->as.bytes.allocated == 0 ? profile->bytearray_empty : profile->bytearray_header - 1 + (guint64) object->as.bytes.allocated;
  case HW_KIND_LIST:
    return 56 + 8 * (guint64) object->as.items.allocated;
  case HW_KIND_TUPLE:
    return profile->tuple_header + 8 * (guint64) object->as.items.n;
  case HW_KIND_DICT:
    return dict_size (heap, object);
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    if (object->as.set.table == NULL || object->as.set.address == 0)
      return 216;
    return 216 + 16 * ((guint64) object->as.set.table->mask + 1);
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
    return 80;
  case HW_KIND_NONE:
  case HW_KIND_ELLIPSIS:
  case HW_KIND_NOT_IMPLEMENTED:
    return 16;
  default:
    return field_size (heap, object);
  }
}

guint64
hw_object_get_size (HwHeap   *heap,
                    HwObject *object)
{
  guint64 size;

  if (object->kind == HW_KIND_FRAME)
    return 0;
  if (object->kind == HW_KIND_INSTANCE)
    return instance_size (heap, object);
  if (object->kind == HW_KIND_EXCEPTION && object->type->is_heap)
    return heap->profile->exception_subclass_size + (object->type->basic_size - 88) + 8 * (guint64) object->type->n_members;
  if (object->kind == HW_KIND_STR && object->type != NULL && object->type->is_heap)
    return str_subclass_size (heap, object) + subclass_extra (heap, object) + GC_HEADER;
  size = builtin_size (heap, object);
  if (object->type != NULL && object->type->is_heap && object->kind != HW_KIND_EXCEPTION && object->kind != HW_KIND_TYPE)
    size += subclass_extra (heap, object) + (object->flags & HW_FLAG_GC && !hw_kind_has_gc_header (object->kind) ? GC_HEADER : 0);
  return size;
}

/* Do the figures above have the collector's header in them already? */
gboolean
hw_kind_has_gc_header (HwKind kind)
{
  switch (kind) {
  case HW_KIND_INT:
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_STR:
  case HW_KIND_BYTES:
  case HW_KIND_BYTEARRAY:
    return FALSE;
  default:
    return TRUE;
  }
}

/* Inline values: their names' order bytes, padded, and the values (Objects/dictobject.c: new_values, _PyObject_InitInlineValues). */
static guint32
inline_values_bytes (guint32 room)
{
  return (room + 7) / 8 * 8 + 8 * (room + 1);
}

guint32
hw_object_get_request (HwHeap         *heap,
                       const HwObject *object)
{
  const HwType *type = object->type;

  switch (object->kind) {
  case HW_KIND_INSTANCE:
    if (!type->is_heap)
      return 16;
    if (type->inline_values && heap->profile->values_in_instance)
      return heap->profile->instance_block + 8 * type->n_members + inline_values_bytes (object->sub);
    return instance_size (heap, object);
  case HW_KIND_INT:
    if (object->as.integer.big == NULL && int_digits (object) <= 2)
      return 32;
    return (guint32) hw_object_get_size (heap, (HwObject *) object);
  case HW_KIND_LIST:
    return 56 + (type->is_heap ? (guint32) subclass_extra (heap, object) : 0);
  case HW_KIND_DICT:
    return 64 + (type->is_heap ? (guint32) subclass_extra (heap, object) : 0);
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    return 216 + (type->is_heap ? (guint32) subclass_extra (heap, object) : 0);
  case HW_KIND_BYTEARRAY:
    return heap->profile->bytearray_empty;
  default:
    return (guint32) hw_object_get_size (heap, (HwObject *) object);
  }
}

HwFreeId
hw_object_get_free_id (HwHeap         *heap,
                       const HwObject *object)
{
  if (object->type == NULL || object->type->is_heap || object->flags & HW_FLAG_STATIC)
    return HW_FREE_NONE;
  switch (object->kind) {
  case HW_KIND_INT:
    return object->as.integer.big == NULL && int_digits (object) <= 1 ? HW_FREE_INT : HW_FREE_NONE;
  case HW_KIND_FLOAT:
    return HW_FREE_FLOAT;
  case HW_KIND_LIST:
    return HW_FREE_LIST;
  case HW_KIND_DICT:
    return HW_FREE_DICT;
  case HW_KIND_SLICE:
    return HW_FREE_SLICE;
  case HW_KIND_TUPLE:
    return object->as.items.n >= 1 && object->as.items.n <= 20 ? HW_FREE_TUPLE + (HwFreeId) object->as.items.n - 1 : HW_FREE_NONE;
  case HW_KIND_METHOD:
    return object->sub ? HW_FREE_NONE : HW_FREE_METHOD;
  case HW_KIND_RANGE:
    return HW_FREE_RANGE;
  case HW_KIND_BUILTIN:
    return HW_FREE_BUILTIN;
  default:
    return object->type->free_id;
  }
}
