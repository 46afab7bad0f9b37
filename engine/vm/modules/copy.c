/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module copy. Models Lib/copy.py; instances are rebuilt as object.__reduce_ex__ (4) and copyreg say: a fresh object of the class by
 * __new__, then the state, then a list's items and a dict's. */

#include "vm/containers.h"
#include "vm/modules/modules.h"

/* The memo of deepcopy: NULL for copy. */
static HwObject *deep_copy (HwVm *vm, HwObject *object, HwObject *memo);

static HwObject *
memo_key (HwVm     *vm,
          HwObject *object)
{
  return hw_int_new (H (vm), (gint64) hw_object_get_id (vm, object));
}

/* memo[id (object)] = copy. */
static gboolean
remember (HwVm     *vm,
          HwObject *memo,
          HwObject *object,
          HwObject *copy)
{
  HwObject *key = memo_key (vm, object);
  gboolean done = hw_set_item (vm, memo, key, copy);

  hw_decref (H (vm), key);
  return done;
}

/* memo[id (memo)] is the list of everything that was copied, so that no id is used again meanwhile. */
static gboolean
keep_alive (HwVm     *vm,
            HwObject *memo,
            HwObject *object)
{
  HwObject *key = memo_key (vm, memo), *kept;
  int found = hw_dict_get_object (vm, memo, key, &kept);
  gboolean done = found >= 0;

  if (found > 0) {
    hw_list_append (H (vm), kept, object);
  } else if (found == 0) {
    kept = hw_list_of (H (vm), &object, 1);
    done = hw_dict_set_object (vm, memo, key, kept);
    hw_decref (H (vm), kept);
  }
  hw_decref (H (vm), key);
  return done;
}

/* Objects that are their own copy. */
static gboolean
is_atomic (HwVm     *vm,
           HwObject *object)
{
  switch (object->kind) {
  case HW_KIND_NONE:
  case HW_KIND_ELLIPSIS:
  case HW_KIND_NOT_IMPLEMENTED:
  case HW_KIND_BOOL:
  case HW_KIND_TYPE:
  case HW_KIND_FUNCTION:
  case HW_KIND_BUILTIN:
  case HW_KIND_CODE:
  case HW_KIND_RANGE:
  case HW_KIND_PROPERTY:
  case HW_KIND_WEAKREF:
    return TRUE;
  case HW_KIND_INT:
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_STR:
  case HW_KIND_BYTES:
    return !object->type->is_heap;
  default:
    return FALSE;
  }
}

/* ------------------------------------------------------------------------------------------------ rebuilding instances */

static HwObject *
maybe_deep (HwVm     *vm,
            HwObject *object,
            HwObject *memo)
{
  return memo != NULL ? deep_copy (vm, object, memo) : hw_newref (H (vm), object);
}

/* cls.__new__ (cls, …): with the plain value of an object of a derived built-in class. */
static HwObject *
fresh_instance (HwVm     *vm,
                HwObject *object,
                HwObject *memo)
{
  HwObject *class_object = object->type->object, *function = hw_get_attr (vm, class_object, vm->names[HW_NAME___new__]);
  HwObject *values[2] = { class_object, NULL }, *items, *result;

  if (function == NULL)
    return NULL;
  switch (object->kind) {
  case HW_KIND_TUPLE:
    items = hw_tuple_of (H (vm), object->as.items.at, object->as.items.n);
    values[1] = memo != NULL ? deep_copy (vm, items, memo) : hw_newref (H (vm), items);
    hw_decref (H (vm), items);
    break;
  case HW_KIND_INT:
    values[1] = hw_call (vm, vm->types[HW_TYPE_ID_int]->object, &object, 1, NULL);
    break;
  case HW_KIND_FLOAT:
    values[1] = hw_float_new (H (vm), object->as.real);
    break;
  case HW_KIND_STR:
    values[1] = hw_str_new (H (vm), hw_str_text (object), object->as.str.n_bytes);
    break;
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    items = hw_to_list (vm, object);
    values[1] = items != NULL ? maybe_deep (vm, items, memo) : NULL;
    hw_xdecref (H (vm), items);
    break;
  default:
    break;
  }
  result = vm->exception == NULL ? hw_call (vm, function, values, values[1] != NULL ? 2 : 1, NULL) : NULL;
  if (result != NULL && object->kind == HW_KIND_SET && values[1] != NULL)
    hw_set_update (vm, result, values[1]);
  hw_xdecref (H (vm), values[1]);
  hw_decref (H (vm), function);
  return result;
}

static gboolean
copy_members (HwVm     *vm,
              HwObject *object,
              HwObject *copy,
              HwObject *memo)
{
  for (guint32 i = 0; i < object->type->n_members; i++) {
    HwObject *value = hw_member_get (object, i), *copied;

    if (value == NULL)
      continue;
    copied = maybe_deep (vm, value, memo);
    if (copied == NULL)
      return FALSE;
    hw_member_set (H (vm), copy, i, copied);
    hw_decref (H (vm), copied);
  }
  return TRUE;
}

/* The instance's dict (or what __getstate__ gives) into the copy, by __setstate__ if the class has it. */
static gboolean
copy_state (HwVm     *vm,
            HwObject *object,
            HwObject *copy,
            HwObject *memo)
{
  HwObject *state = NULL, *copied, *method = NULL, *result, *dict;
  gboolean done = FALSE;

  method = hw_str_intern_static (H (vm), "__getstate__");
  if (object->type->is_heap && hw_type_lookup (vm, object->type, method) != NULL &&
      hw_type_lookup (vm, object->type, method) != hw_type_lookup (vm, vm->types[HW_TYPE_ID_object], method)) {
    HwObject *function = hw_get_attr (vm, object, method);

    state = function != NULL ? hw_call (vm, function, NULL, 0, NULL) : NULL;
    hw_xdecref (H (vm), function);
  } else if (object->type->has_dict || object->kind == HW_KIND_NAMESPACE) {
    state = hw_get_attr (vm, object, vm->names[HW_NAME___dict__]);
  }
  if (state == NULL)
    return vm->exception == NULL;
  if (state == H (vm)->none || (state->kind == HW_KIND_DICT && state->as.dict.used == 0)) {
    hw_decref (H (vm), state);
    return TRUE;
  }
  copied = maybe_deep (vm, state, memo);
  hw_decref (H (vm), state);
  if (copied == NULL)
    return FALSE;
  method = hw_str_intern_static (H (vm), "__setstate__");
  if (hw_lookup_attr (vm, copy, method, &result) > 0) {
    HwObject *none = hw_call (vm, result, &copied, 1, NULL);

    done = none != NULL;
    hw_xdecref (H (vm), none);
    hw_decref (H (vm), result);
  } else if (vm->exception == NULL && (dict = hw_get_attr (vm, copy, vm->names[HW_NAME___dict__])) != NULL) {
    done = hw_dict_update (vm, dict, copied);
    hw_decref (H (vm), dict);
  }
  hw_decref (H (vm), copied);
  return done;
}

static gboolean
copy_contents (HwVm     *vm,
               HwObject *object,
               HwObject *copy,
               HwObject *memo)
{
  HwObject *key, *value;
  guint32 position = 0;

  for (guint32 i = 0; object->kind == HW_KIND_LIST && i < object->as.items.n; i++) {
    HwObject *item = maybe_deep (vm, object->as.items.at[i], memo);

    if (item == NULL)
      return FALSE;
    hw_list_append_take (H (vm), copy, item);
  }
  while (object->kind == HW_KIND_DICT && hw_dict_next (object, &position, &key, &value, NULL)) {
    HwObject *new_key = maybe_deep (vm, key, memo);
    HwObject *new_value = new_key != NULL ? maybe_deep (vm, value, memo) : NULL;
    gboolean done = new_value != NULL && hw_set_item (vm, copy, new_key, new_value);

    hw_xdecref (H (vm), new_key);
    hw_xdecref (H (vm), new_value);
    if (!done)
      return FALSE;
  }
  return TRUE;
}

/* deque, defaultdict and the like know how to copy themselves; what is in the copy is copied after it. */
static HwObject *
reconstruct (HwVm     *vm,
             HwObject *object,
             HwObject *memo)
{
  HwObject *copy;

  switch (object->kind) {
  case HW_KIND_GENERATOR:
  case HW_KIND_FRAME_OBJECT:
  case HW_KIND_TRACEBACK:
  case HW_KIND_MODULE:
  case HW_KIND_CELL:
  case HW_KIND_VIEW:
    return hw_raise (vm, HW_EXC_TypeError, "cannot pickle '%s' object", HW_TYPE_NAME (object));
  default:
    break;
  }
  copy = fresh_instance (vm, object, memo);
  if (copy == NULL)
    return NULL;
  if ((memo != NULL && !remember (vm, memo, object, copy)) || !copy_state (vm, object, copy, memo) ||
      !copy_members (vm, object, copy, memo) || !copy_contents (vm, object, copy, memo)) {
    hw_decref (H (vm), copy);
    return NULL;
  }
  return copy;
}

/* An exception is called for with its args, then gets its dict. */
static HwObject *
copy_exception (HwVm     *vm,
                HwObject *object,
                HwObject *memo)
{
  HwObject *args = maybe_deep (vm, hw_field (object, HW_EXCEPTION_ARGS), memo), *dict = hw_field (object, HW_EXCEPTION_DICT);
  HwObject *copy = args != NULL ? hw_call (vm, object->type->object, args->as.items.at, args->as.items.n, NULL) : NULL;

  hw_xdecref (H (vm), args);
  if (copy != NULL && dict != NULL && !copy_state (vm, object, copy, memo)) {
    hw_decref (H (vm), copy);
    return NULL;
  }
  return copy;
}

/* --------------------------------------------------------------------------------------------------------------- copy */

/* Calls object.[name] () or (memo): 1, 0 if it has none, -1. */
static int
by_method (HwVm      *vm,
           HwObject  *object,
           HwNameId   name,
           HwObject  *memo,
           HwObject **result)
{
  HwObject *method;
  int found;

  *result = NULL;
  if (hw_type_lookup (vm, object->type, vm->names[name]) == NULL)
    return 0;
  found = hw_lookup_attr (vm, object, vm->names[name], &method);
  if (found <= 0)
    return found;
  *result = hw_call (vm, method, &memo, memo != NULL ? 1 : 0, NULL);
  hw_decref (H (vm), method);
  return *result != NULL ? 1 : -1;
}

static HwObject *
copy_copy (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *object = args[0], *result;

  if (is_atomic (vm, object) || hw_is_exact (vm, object, tuple) || hw_is_exact (vm, object, frozenset) ||
      (object->kind == HW_KIND_SLICE))
    return hw_newref (H (vm), object);
  if (hw_is_exact (vm, object, list))
    return hw_list_of (H (vm), object->as.items.at, object->as.items.n);
  if (hw_is_exact (vm, object, dict))
    return hw_dict_copy (H (vm), object);
  if (hw_is_exact (vm, object, set))
    return hw_set_of (vm, object->type, object);
  if (hw_is_exact (vm, object, bytearray))
    return hw_bytearray_new (H (vm), object->as.bytes.data, object->as.bytes.n);
  if (by_method (vm, object, HW_NAME___copy__, NULL, &result) != 0)
    return result;
  return object->kind == HW_KIND_EXCEPTION ? copy_exception (vm, object, NULL) : reconstruct (vm, object, NULL);
}

/* ----------------------------------------------------------------------------------------------------------- deepcopy */

static HwObject *
deep_list (HwVm     *vm,
           HwObject *object,
           HwObject *memo)
{
  HwObject *copy = hw_list_new (H (vm), 0);

  if (!remember (vm, memo, object, copy) || !copy_contents (vm, object, copy, memo)) {
    hw_decref (H (vm), copy);
    return NULL;
  }
  return copy;
}

static HwObject *
deep_dict (HwVm     *vm,
           HwObject *object,
           HwObject *memo)
{
  HwObject *copy = hw_dict_new (H (vm));

  if (!remember (vm, memo, object, copy) || !copy_contents (vm, object, copy, memo)) {
    hw_decref (H (vm), copy);
    return NULL;
  }
  return copy;
}

/* A tuple whose items are all their own copies is its own copy. */
static HwObject *
deep_tuple (HwVm     *vm,
            HwObject *object,
            HwObject *memo)
{
  HwObject *list = hw_list_new (H (vm), 0), *key, *there, *copy;
  gboolean differs = FALSE;
  int found;

  for (guint32 i = 0; i < object->as.items.n; i++) {
    HwObject *item = deep_copy (vm, object->as.items.at[i], memo);

    if (item == NULL)
      goto failed;
    differs |= item != object->as.items.at[i];
    hw_list_append_take (H (vm), list, item);
  }
  key = memo_key (vm, object);
  found = hw_dict_get_object (vm, memo, key, &there);
  hw_decref (H (vm), key);
  if (found < 0)
    goto failed;
  if (found)
    copy = hw_newref (H (vm), there);
  else
    copy = differs ? hw_tuple_from_array (H (vm), list->as.items.at, list->as.items.n) : hw_newref (H (vm), object);
  hw_decref (H (vm), list);
  return copy;
failed:
  hw_decref (H (vm), list);
  return NULL;
}

static HwObject *
deep_method (HwVm     *vm,
             HwObject *object,
             HwObject *memo)
{
  HwObject *values[2] = { hw_field (object, HW_METHOD_FUNCTION), deep_copy (vm, hw_field (object, HW_METHOD_SELF), memo) };
  HwObject *copy;

  if (values[1] == NULL)
    return NULL;
  copy = hw_call (vm, object->type->object, values, 2, NULL);
  hw_decref (H (vm), values[1]);
  return copy;
}

static HwObject *
deep_by_kind (HwVm     *vm,
              HwObject *object,
              HwObject *memo)
{
  HwObject *result;

  if (hw_is_exact (vm, object, list))
    return deep_list (vm, object, memo);
  if (hw_is_exact (vm, object, dict))
    return deep_dict (vm, object, memo);
  if (hw_is_exact (vm, object, tuple))
    return deep_tuple (vm, object, memo);
  if (hw_is_exact (vm, object, method))
    return deep_method (vm, object, memo);
  if (hw_is_exact (vm, object, bytearray))
    return hw_bytearray_new (H (vm), object->as.bytes.data, object->as.bytes.n);
  if (by_method (vm, object, HW_NAME___deepcopy__, memo, &result) != 0)
    return result;
  return object->kind == HW_KIND_EXCEPTION ? copy_exception (vm, object, memo) : reconstruct (vm, object, memo);
}

static HwObject *
deep_copy (HwVm     *vm,
           HwObject *object,
           HwObject *memo)
{
  HwObject *key, *there, *copy;
  int found;

  if (is_atomic (vm, object))
    return hw_newref (H (vm), object);
  key = memo_key (vm, object);
  found = hw_dict_get_object (vm, memo, key, &there);
  hw_decref (H (vm), key);
  if (found != 0)
    return found > 0 ? hw_newref (H (vm), there) : NULL;
  if (!hw_enter_recursion (vm, ""))
    return NULL;
  copy = deep_by_kind (vm, object, memo);
  hw_leave_recursion (vm);
  if (copy != NULL && copy != object && (!remember (vm, memo, object, copy) || !keep_alive (vm, memo, object))) {
    hw_decref (H (vm), copy);
    return NULL;
  }
  return copy;
}

static HwObject *
copy_deepcopy (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[2], *memo, *copy;

  if (!hw_bind (vm, "deepcopy", "x,memo=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && values[1]->kind == HW_KIND_DICT)
    memo = hw_newref (H (vm), values[1]);
  else
    memo = hw_dict_new (H (vm));
  copy = deep_copy (vm, values[0], memo);
  hw_decref (H (vm), memo);
  return copy;
}

static const HwNativeDef copy_functions[] = {
  { "copy", copy_copy, HW_CALL_ONE },
  { "deepcopy", copy_deepcopy, HW_CALL_KEYWORDS },
  { NULL },
};

const HwModuleDef hw_module_copy = { "copy", copy_functions, NULL };
