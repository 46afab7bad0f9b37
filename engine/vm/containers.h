/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the containers' and iterators' native code shares: short names for common results, index reading, and the iterators' state. */

#pragma once

#include "vm/vm.h"

#define HW_NONE(vm) hw_newref (H (vm), H (vm)->none)
#define HW_NOT_IMPLEMENTED(vm) hw_newref (H (vm), H (vm)->not_implemented)
#define HW_TYPE_NAME(object) ((object)->type->name)

/* Of exactly the built-in class, no subclass. */
#define hw_is_exact(vm, object, id) ((object)->type == (vm)->types[HW_TYPE_ID_##id])
#define hw_is_set(object) ((object)->kind == HW_KIND_SET || (object)->kind == HW_KIND_FROZENSET)
#define hw_is_sequence(object) ((object)->kind == HW_KIND_LIST || (object)->kind == HW_KIND_TUPLE)

#define HW_SSIZE_MAX G_MAXINT64

/* What iterators of dicts and sets keep in as.items.data: the container's size at their begin, and how many items are left. */
#define HW_COUNTS(used, left) GSIZE_TO_POINTER ((gsize) (used) << 32 | (guint32) (left))
#define HW_COUNTS_USED(iterator) ((guint32) (GPOINTER_TO_SIZE ((iterator)->as.items.data) >> 32))
#define HW_COUNTS_LEFT(iterator) ((guint32) GPOINTER_TO_SIZE ((iterator)->as.items.data))

/* Can it serve as an index: an int, or of a class with __index__. */
static inline gboolean
hw_has_index (HwVm     *vm,
              HwObject *object)
{
  return hw_is_int (object) || hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) != NULL;
}

/* Room for attributes where [object], made by hw_fields_new(), is of a user's subclass. */
static inline HwObject *
hw_native_made (HwVm     *vm,
                HwType   *type,
                HwObject *object)
{
  if (type->is_heap)
    hw_object_init_attrs (H (vm), object);
  return object;
}

/* An object of [kind] with [n_fields] empty fields in a block of the class's size, with room for attributes where the class is a user's
 * subclass. To be tracked. */
static inline HwObject *
hw_native_new (HwVm   *vm,
               HwType *type,
               HwKind  kind,
               guint32 n_fields)
{
  HwObject probe = { .kind = kind, .type = type };

  return hw_native_made (vm, type, hw_fields_new (H (vm), type, kind, (guint32) hw_object_get_size (H (vm), &probe), n_fields));
}

static inline HwObject *
hw_result_bool (HwVm *vm,
                int   truth)
{
  return truth < 0 ? NULL : hw_bool_new (H (vm), truth);
}

/* What stands before the object in its block: the collector's header and the managed pointers. */
static inline guint
hw_object_get_header (HwVm     *vm,
                      HwObject *object)
{
  const HwType *type = object->type;
  gboolean older = H (vm)->profile->minor == 11;
  gboolean is_var = object->kind == HW_KIND_INT || object->kind == HW_KIND_TUPLE || object->kind == HW_KIND_BYTES;
  guint size = object->flags & HW_FLAG_GC ? 16 : 0;

  if (type->is_heap && object->kind != HW_KIND_TYPE && (older ? type->has_dict && !is_var : type->has_dict || type->has_weakrefs))
    size += 16;
  return size;
}

/* id(): where the object itself begins in its modelled block. */
static inline guint64
hw_object_get_id (HwVm     *vm,
                  HwObject *object)
{
  return (guint64) object->address * 16 + (object->flags & HW_FLAG_STATIC ? 0 : hw_object_get_header (vm, object));
}

/* Raises one of [id] without arguments. Always NULL. */
gpointer  hw_raise_bare       (HwVm         *vm,
                               HwExceptionId id);

/* A new tuple of two, each with a new reference, taken before anything is allocated. */
static inline HwObject *
hw_pair_new (HwVm     *vm,
             HwObject *first,
             HwObject *second)
{
  HwObject *values[2] = { hw_newref (H (vm), first), hw_newref (H (vm), second) };
  HwObject *pair = hw_tuple_new (H (vm), 2);

  hw_items_fill (H (vm), pair, values, 2);
  hw_object_track (H (vm), pair);
  return pair;
}

/* An index argument of a search (list.index): clipped, counted from the end when negative, never below 0. FALSE: exception. */
gboolean  hw_search_index     (HwVm     *vm,
                               HwObject *argument /* or NULL: [value] stays */,
                               gint64    length,
                               gint64   *value);

/* repr of [n] items between brackets: "[a, b]". [items] is re-read, since repr may change the list. */
HwObject *hw_sequence_repr    (HwVm       *vm,
                               HwObject   *object,
                               const char *open,
                               const char *close,
                               const char *recursive);
/* Comparison of two sequences item by item; never NotImplemented. */
HwObject *hw_sequence_compare (HwVm       *vm,
                               HwObject   *left,
                               HwObject   *right,
                               HwCompareOp op);
/* [iterable] itself if it is a list or tuple, else a new list of it; [message] is the TypeError when it is no iterable. New. */
HwObject *hw_sequence_fast    (HwVm       *vm,
                               HwObject   *iterable,
                               const char *message);
/* "can only concatenate list (not "int") to list", unless the other operand's class may know better: then NotImplemented. */
HwObject *hw_concat_refuse    (HwVm     *vm,
                               HwObject *left,
                               HwObject *right);
/* The repetition count of `sequence * count`, written either way. FALSE: [refused] is the result (NULL: exception). */
gboolean  hw_repeat_count     (HwVm      *vm,
                               HwObject  *sequence,
                               HwObject  *count,
                               gint64    *value,
                               HwObject **refused);
/* Puts new references to both values into a pair that only the caller holds; the old ones are released afterwards. */
void      hw_pair_reuse       (HwVm     *vm,
                               HwObject *pair,
                               HwObject *first,
                               HwObject *second);

/* list.sort on [list]: [key] a callable or NULL. Models Objects/listobject.c, list_sort_impl. */
gboolean  hw_list_sort        (HwVm     *vm,
                               HwObject *list,
                               HwObject *key,
                               gboolean  reverse);

/* set(iterable) or frozenset(iterable) of exactly [type]; [iterable] may be NULL. */
HwObject *hw_set_of           (HwVm     *vm,
                               HwType   *type,
                               HwObject *iterable);
gboolean  hw_set_update       (HwVm     *vm,
                               HwObject *set,
                               HwObject *iterable);
/* dict.update's positional argument: a mapping or pairs. */
gboolean  hw_dict_update      (HwVm     *vm,
                               HwObject *dict,
                               HwObject *other);
/* The hash of a key that goes into a table, or is looked for there: [what] ("a dict key") is for the message of the versions that say. */
gint64    hw_hash_key         (HwVm       *vm,
                               HwObject   *key,
                               const char *what);
/* dict[key] = value and so on by hash(key). */
gboolean  hw_dict_set_object  (HwVm     *vm,
                               HwObject *dict,
                               HwObject *key,
                               HwObject *value);
/* 1 with [value] borrowed, 0, or -1. */
int       hw_dict_get_object  (HwVm      *vm,
                               HwObject  *dict,
                               HwObject  *key,
                               HwObject **value);
/* Like hw_dict_update with each of the keyword arguments. */
gboolean  hw_dict_set_keywords (HwVm            *vm,
                                HwObject        *dict,
                                HwObject *const *values,
                                HwObject        *kwnames);
/* What iterators that go backwards over a dict give. */
typedef enum {
  HW_DICT_REVERSE_KEYS,
  HW_DICT_REVERSE_VALUES,
  HW_DICT_REVERSE_ITEMS,
} HwDictReverse;

HwObject *hw_dict_reverse_iterator_new (HwVm         *vm,
                                        HwObject     *dict,
                                        HwDictReverse what);

/* The position of the last entry of a dict that is not empty. */
guint32   hw_dict_last        (HwObject *dict);
/* dict.keys() and so on. */
HwObject *hw_dict_view_new    (HwVm     *vm,
                               HwTypeId  id,
                               HwObject *dict);

/* list[int]: a types.GenericAlias. [arguments] a tuple or the only argument. */
HwObject *hw_generic_alias_new (HwVm     *vm,
                                HwObject *origin,
                                HwObject *arguments);
/* __class_getitem__ of a built-in class, for its table of methods. */
HwObject *hw_class_getitem      (HwVm            *vm,
                                 HwObject        *self,
                                 HwObject *const *args,
                                 guint            n,
                                 HwObject        *kwnames);
/* How a type argument is written: classes by their qualified name. FALSE: exception. */
gboolean  hw_append_type_argument (HwVm     *vm,
                                   GString  *text,
                                   HwObject *argument);
/* int | None: a types.UnionType, or NotImplemented. */
HwType   *hw_generic_alias_get_type (HwVm *vm);
HwType   *hw_union_get_type     (HwVm     *vm);
HwObject *hw_union_new          (HwVm     *vm,
                                 HwObject *left,
                                 HwObject *right);
/* The tuple of classes that a UnionType joins, borrowed; NULL if [object] is none. */
HwObject *hw_union_get_args     (HwObject *object);
HwObject *hw_mapping_proxy_new (HwVm     *vm,
                                HwObject *mapping);

/* The built-in class [name] over [base]: made with these native slots when it is first asked for. */
HwType   *hw_native_type_get  (HwVm               *vm,
                               const char         *name,
                               HwKind              kind,
                               HwType             *base,
                               guint               flags,
                               guint32             size /* of its instances, as getsizeof; 0: the kind's own */,
                               const HwNativeType *native);

/* What setting a member of a built-in class does that cannot be set. */
gboolean  hw_set_readonly     (HwVm     *vm,
                               HwObject *self,
                               HwObject *value);

/* range's figures where all fit a gint64. */
gboolean  hw_range_get_small  (HwObject *range,
                               gint64   *start,
                               gint64   *step,
                               gint64   *length);
HwObject *hw_range_iter       (HwVm     *vm,
                               HwObject *range,
                               gboolean  reversed);
