/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The protocols on objects: a user class's special method if it has one, else the native slot of the built-in type below it. Models
 * Objects/object.c and the slot_… functions of typeobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/slots.h"

/* The user's own special method, borrowed; NULL where the native slot is to be used. */
static inline HwObject *
override (HwVm     *vm,
          HwObject *object,
          HwNameId  name)
{
  return object->type->is_heap ? hw_special (vm, object->type, name) : NULL;
}

static HwObject *
call_override (HwVm            *vm,
               HwObject        *object,
               HwNameId         name,
               HwObject *const *args,
               guint            n)
{
  return hw_call_special (vm, object, name, args, n, NULL);
}

HwObject *
hw_call_bound (HwVm     *vm,
               HwObject *object,
               HwObject *found,
               HwObject *argument)
{
  HwObject *method = hw_bind_descriptor (vm, found, object, object->type), *result;

  if (method == NULL)
    return NULL;
  result = hw_call (vm, method, &argument, argument != NULL, NULL);
  hw_decref (H (vm), method);
  return result;
}

/* ------------------------------------------------------------------------------------------------------------- as text */

gpointer
hw_raise_result (HwVm       *vm,
                 HwObject   *object,
                 const char *method,
                 const char *wanted,
                 const char *older,
                 HwObject   *result)
{
  g_autofree char *text = NULL;

  if (H (vm)->profile->names_wrong_results)
    text = g_strdup_printf ("%s.%s() must return %s, not %s", object->type->qualname != NULL ? object->type->qualname : object->type->name,
                            method, wanted, result->type->qualname != NULL ? result->type->qualname : result->type->name);
  else
    text = g_strconcat (older, result->type->name, NULL);
  hw_raise (vm, HW_EXC_TypeError, "%s%s", text, H (vm)->profile->names_wrong_results || strchr (older, '(') == NULL ? "" : ")");
  hw_decref (H (vm), result);
  return NULL;
}

static HwObject *
check_str (HwVm       *vm,
           HwObject   *object,
           HwObject   *result,
           const char *method,
           const char *older)
{
  if (result == NULL || hw_is_str (result))
    return result;
  return hw_raise_result (vm, object, method, "a str", older, result);
}

HwObject *
hw_repr (HwVm     *vm,
         HwObject *object)
{
  HwObject *result;

  if (!hw_enter_recursion (vm, " while getting the repr of an object"))
    return NULL;
  if (override (vm, object, HW_NAME___repr__) != NULL)
    result = check_str (vm, object, call_override (vm, object, HW_NAME___repr__, NULL, 0), "__repr__", "__repr__ returned non-string (type ");
  else
    result = hw_native (object->type)->repr (vm, object);
  hw_leave_recursion (vm);
  return result;
}

HwObject *
hw_str (HwVm     *vm,
        HwObject *object)
{
  HwObject *result;

  if (object->type == vm->types[HW_TYPE_ID_str])
    return hw_newref (H (vm), object);
  if (!hw_enter_recursion (vm, " while getting the str of an object"))
    return NULL;
  if (override (vm, object, HW_NAME___str__) != NULL)
    result = check_str (vm, object, call_override (vm, object, HW_NAME___str__, NULL, 0), "__str__", "__str__ returned non-string (type ");
  else if (hw_native (object->type)->str != NULL)
    result = hw_native (object->type)->str (vm, object);
  else if (override (vm, object, HW_NAME___repr__) != NULL)
    result = check_str (vm, object, call_override (vm, object, HW_NAME___repr__, NULL, 0), "__str__", "__str__ returned non-string (type ");
  else
    result = hw_repr (vm, object);
  hw_leave_recursion (vm);
  return result;
}

HwObject *
hw_ascii (HwVm     *vm,
          HwObject *object)
{
  HwObject *repr = hw_repr (vm, object);
  GString *text;
  const char *p;

  if (repr == NULL || repr->sub == HW_STR_ASCII)
    return repr;
  text = g_string_new (NULL);
  for (p = hw_str_text (repr); *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c < 0x80)
      g_string_append_c (text, (char) c);
    else
      g_string_append_printf (text, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  }
  hw_decref (H (vm), repr);
  repr = hw_str_new (H (vm), text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return repr;
}

HwObject *
hw_format (HwVm     *vm,
           HwObject *object,
           HwObject *spec)
{
  HwObject *text = spec != NULL ? spec : H (vm)->empty_str, *found, *result;

  found = object->type->is_heap ? hw_type_lookup (vm, object->type, vm->names[HW_NAME___format__]) : NULL;
  if (found != NULL && found->kind != HW_KIND_DESCRIPTOR)
    return check_str (vm, object, hw_call_bound (vm, object, found, text), "__format__", "__format__ must return a str, not ");
  switch (object->kind) {
  case HW_KIND_INT:
  case HW_KIND_BOOL:
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_STR:
    return hw_format_builtin (vm, object, hw_str_text (text), text->as.str.n_bytes);
  default:
    if (text->as.str.n_bytes > 0)
      return hw_raise (vm, HW_EXC_TypeError, "unsupported format string passed to %s.__format__", object->type->name);
    /* object.__format__ is called as a bound method, which holds the object. */
    hw_incref (H (vm), object);
    result = hw_str (vm, object);
    hw_decref (H (vm), object);
    return result;
  }
}

/* ---------------------------------------------------------------------------------------------------- hash and comparison */

gint64
hw_hash (HwVm     *vm,
         HwObject *object)
{
  HwObject *found = override (vm, object, HW_NAME___hash__), *result;
  gint64 value;

  if (found == NULL) {
    const HwNativeType *native = hw_native (object->type);

    if (object->type->is_heap && hw_type_lookup (vm, object->type, vm->names[HW_NAME___hash__]) == H (vm)->none)
      found = H (vm)->none;
    else if (!native->unhashable)
      return native->hash (vm, object);
  }
  if (found == NULL || found == H (vm)->none) {
    hw_raise (vm, HW_EXC_TypeError, "unhashable type: '%s'", object->type->name);
    return -1;
  }
  result = call_override (vm, object, HW_NAME___hash__, NULL, 0);
  if (result == NULL)
    return -1;
  if (!hw_is_int (result)) {
    hw_decref (H (vm), result);
    hw_raise (vm, HW_EXC_TypeError, "__hash__ method should return an integer");
    return -1;
  }
  value = result->as.integer.big != NULL ? hw_native (vm->types[HW_TYPE_ID_int])->hash (vm, result) : result->as.integer.value;
  hw_decref (H (vm), result);
  return value == -1 ? -2 : value;
}

static HwObject *
compare_one_way (HwVm       *vm,
                 HwObject   *left,
                 HwObject   *right,
                 HwCompareOp op)
{
  HwNameId name = hw_compare_name (op);

  if (override (vm, left, name) != NULL)
    return call_override (vm, left, name, &right, 1);
  /* != without a method of its own is the opposite of ==. */
  if (op == HW_COMPARE_NOT_EQ && override (vm, left, HW_NAME___eq__) != NULL) {
    HwObject *equal = call_override (vm, left, HW_NAME___eq__, &right, 1);
    int truth;

    if (equal == NULL || equal == H (vm)->not_implemented)
      return equal;
    truth = hw_truth (vm, equal);
    hw_decref (H (vm), equal);
    return truth < 0 ? NULL : hw_bool_new (H (vm), !truth);
  }
  if (hw_native (left->type)->compare == NULL)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_native (left->type)->compare (vm, left, right, op);
}

static HwObject *
compare_both_ways (HwVm       *vm,
                   HwObject   *left,
                   HwObject   *right,
                   HwCompareOp op)
{
  static const HwCompareOp swapped[] = { HW_COMPARE_EQ, HW_COMPARE_NOT_EQ, HW_COMPARE_GT, HW_COMPARE_GT_E, HW_COMPARE_LT, HW_COMPARE_LT_E };
  gboolean right_first = left->type != right->type && hw_type_is_subtype (right->type, left->type);
  HwObject *result;

  if (right_first) {
    result = compare_one_way (vm, right, left, swapped[op]);
    if (result != H (vm)->not_implemented)
      return result;
    hw_decref (H (vm), result);
  }
  result = compare_one_way (vm, left, right, op);
  if (result != H (vm)->not_implemented || right_first)
    return result;
  hw_decref (H (vm), result);
  return compare_one_way (vm, right, left, swapped[op]);
}

HwObject *
hw_compare (HwVm       *vm,
            HwObject   *left,
            HwObject   *right,
            HwCompareOp op)
{
  HwObject *result;

  if (!hw_enter_recursion (vm, " in comparison"))
    return NULL;
  result = compare_both_ways (vm, left, right, op);
  hw_leave_recursion (vm);
  if (result != H (vm)->not_implemented)
    return result;
  hw_decref (H (vm), result);
  if (op == HW_COMPARE_EQ || op == HW_COMPARE_NOT_EQ)
    return hw_bool_new (H (vm), (left == right) == (op == HW_COMPARE_EQ));
  return hw_raise (vm, HW_EXC_TypeError, "'%s' not supported between instances of '%s' and '%s'", hw_compare_op_get_text (op),
                   left->type->name, right->type->name);
}

int
hw_compare_bool (HwVm       *vm,
                 HwObject   *left,
                 HwObject   *right,
                 HwCompareOp op)
{
  HwObject *result;
  int truth;

  if (left == right && op == HW_COMPARE_EQ)
    return 1;
  if (left == right && op == HW_COMPARE_NOT_EQ)
    return 0;
  result = hw_compare (vm, left, right, op);
  if (result == NULL)
    return -1;
  truth = hw_truth (vm, result);
  hw_decref (H (vm), result);
  return truth;
}

int
hw_equal (HwVm     *vm,
          HwObject *left,
          HwObject *right)
{
  if (left->kind == HW_KIND_STR && right->kind == HW_KIND_STR && !left->type->is_heap && !right->type->is_heap)
    return hw_str_equal (left, right);
  return hw_compare_bool (vm, left, right, HW_COMPARE_EQ);
}

/* --------------------------------------------------------------------------------------------------- truth and length */

static gint64
length_result (HwVm     *vm,
               HwObject *result)
{
  gint64 value;
  gboolean done;

  if (result == NULL)
    return -1;
  done = hw_index_value (vm, result, &value, FALSE);
  hw_decref (H (vm), result);
  if (!done)
    return -1;
  if (value < 0) {
    hw_raise (vm, HW_EXC_ValueError, "__len__() should return >= 0");
    return -1;
  }
  return value;
}

gint64
hw_length (HwVm     *vm,
           HwObject *object)
{
  if (override (vm, object, HW_NAME___len__) != NULL)
    return length_result (vm, call_override (vm, object, HW_NAME___len__, NULL, 0));
  if (hw_native (object->type)->length != NULL)
    return hw_native (object->type)->length (vm, object);
  hw_raise (vm, HW_EXC_TypeError, "object of type '%s' has no len()", object->type->name);
  return -1;
}

static gboolean
has_length (HwVm     *vm,
            HwObject *object)
{
  return override (vm, object, HW_NAME___len__) != NULL || hw_native (object->type)->length != NULL;
}

/* [result] is stolen. */
static gint64
hint_result (HwVm     *vm,
             HwObject *object,
             HwObject *result)
{
  gint64 value;

  if (!hw_is_int (result)) {
    hw_raise_result (vm, object, "__length_hint__", "an int", "__length_hint__ must be an integer, not ", result);
    return -1;
  }
  hw_index_value (vm, result, &value, FALSE);
  hw_decref (H (vm), result);
  if (vm->exception != NULL || value >= 0)
    return vm->exception != NULL ? -1 : value;
  if (H (vm)->profile->names_wrong_results)
    hw_raise (vm, HW_EXC_ValueError, "%s.__length_hint__() must return a non-negative int", object->type->name);
  else
    hw_raise (vm, HW_EXC_ValueError, "__length_hint__() should return >= 0");
  return -1;
}

gint64
hw_length_hint (HwVm     *vm,
                HwObject *object,
                gint64    fallback)
{
  gboolean found;
  HwObject *result;
  gint64 value;

  if (has_length (vm, object)) {
    value = hw_length (vm, object);
    if (value >= 0 || !hw_exception_matches (vm, HW_EXC_TypeError))
      return value;
    hw_exception_clear (vm);
  }
  result = hw_call_special (vm, object, HW_NAME___length_hint__, NULL, 0, &found);
  if (!found)
    return fallback;
  if (result == NULL) {
    if (!hw_exception_matches (vm, HW_EXC_TypeError))
      return -1;
    hw_exception_clear (vm);
    return fallback;
  }
  if (result == H (vm)->not_implemented) {
    hw_decref (H (vm), result);
    return fallback;
  }
  return hint_result (vm, object, result);
}

int
hw_truth (HwVm     *vm,
          HwObject *object)
{
  HwObject *result;

  if (object == H (vm)->true_)
    return 1;
  if (object == H (vm)->false_ || object == H (vm)->none)
    return 0;
  if (override (vm, object, HW_NAME___bool__) != NULL) {
    int truth;

    result = call_override (vm, object, HW_NAME___bool__, NULL, 0);
    if (result == NULL)
      return -1;
    if (result->kind != HW_KIND_BOOL) {
      hw_raise_result (vm, object, "__bool__", "a bool", "__bool__ should return bool, returned ", result);
      return -1;
    }
    truth = result == H (vm)->true_;
    hw_decref (H (vm), result);
    return truth;
  }
  if (hw_native (object->type)->truth != NULL)
    return hw_native (object->type)->truth (vm, object);
  if (has_length (vm, object)) {
    gint64 length = hw_length (vm, object);

    return length < 0 ? -1 : length > 0;
  }
  return 1;
}

/* ---------------------------------------------------------------------------------------------------------- iteration */

HwObject *
hw_iter (HwVm     *vm,
         HwObject *object)
{
  HwObject *found = override (vm, object, HW_NAME___iter__), *iterator;

  if (found == NULL && hw_native (object->type)->iter != NULL)
    return hw_native (object->type)->iter (vm, object);
  if (found == H (vm)->none || (found == NULL && hw_type_lookup (vm, object->type, vm->names[HW_NAME___getitem__]) == NULL))
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not iterable", object->type->name);
  if (found == NULL)
    return object->kind == HW_KIND_DICT ? hw_raise (vm, HW_EXC_TypeError, "'%s' object is not iterable", object->type->name)
                                        : hw_iterator_new (vm, HW_TYPE_ID_iterator, object);
  iterator = call_override (vm, object, HW_NAME___iter__, NULL, 0);
  if (iterator == NULL)
    return NULL;
  if (hw_native (iterator->type)->next == NULL && hw_type_lookup (vm, iterator->type, vm->names[HW_NAME___next__]) == NULL) {
    if (H (vm)->profile->names_wrong_results)
      return hw_raise_result (vm, object, "__iter__", "an iterator", "", iterator);
    hw_raise (vm, HW_EXC_TypeError, "iter() returned non-iterator of type '%s'", iterator->type->name);
    hw_decref (H (vm), iterator);
    return NULL;
  }
  return iterator;
}

/* StopIteration from an iterator just ends it. */
/* Natives that iterate are as long as their iterator, which may have no end. */
#define ITEMS_BETWEEN_CHECKS 4096u

HwObject *
hw_next (HwVm     *vm,
         HwObject *iterator)
{
  HwObject *result;

  if (G_UNLIKELY (!hw_has_stack (vm)))
    return NULL;
  if (G_UNLIKELY (++vm->machine->n_items % ITEMS_BETWEEN_CHECKS == 0) && !hw_machine_check_budgets (vm))
    return NULL;
  if (override (vm, iterator, HW_NAME___next__) != NULL)
    result = call_override (vm, iterator, HW_NAME___next__, NULL, 0);
  else if (hw_native (iterator->type)->next != NULL)
    result = hw_native (iterator->type)->next (vm, iterator);
  else
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not an iterator", iterator->type->name);
  if (result == NULL && vm->exception != NULL && hw_exception_matches (vm, HW_EXC_StopIteration))
    hw_exception_clear (vm);
  return result;
}

/* --------------------------------------------------------------------------------------------------------------- items */

static HwObject *
class_item (HwVm     *vm,
            HwObject *object,
            HwObject *key)
{
  HwObject *method, *result;
  int found = hw_lookup_attr (vm, object, vm->names[HW_NAME___class_getitem__], &method);

  if (found <= 0)
    return found < 0 ? NULL : hw_raise (vm, HW_EXC_TypeError, "type '%s' is not subscriptable", hw_type_of_object (object)->name);
  result = hw_call (vm, method, &key, 1, NULL);
  hw_decref (H (vm), method);
  return result;
}

HwObject *
hw_get_item (HwVm     *vm,
             HwObject *object,
             HwObject *key)
{
  if (override (vm, object, HW_NAME___getitem__) != NULL)
    return call_override (vm, object, HW_NAME___getitem__, &key, 1);
  if (hw_native (object->type)->get_item != NULL)
    return hw_native (object->type)->get_item (vm, object, key);
  if (object->kind == HW_KIND_TYPE)
    return class_item (vm, object, key);
  return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not subscriptable", object->type->name);
}

gboolean
hw_set_item (HwVm     *vm,
             HwObject *object,
             HwObject *key,
             HwObject *value)
{
  HwNameId name = value != NULL ? HW_NAME___setitem__ : HW_NAME___delitem__;
  HwObject *args[2] = { key, value }, *result;

  if (override (vm, object, name) != NULL) {
    result = call_override (vm, object, name, args, value != NULL ? 2 : 1);
    hw_xdecref (H (vm), result);
    return result != NULL;
  }
  if (hw_native (object->type)->set_item != NULL)
    return hw_native (object->type)->set_item (vm, object, key, value);
  hw_raise (vm, HW_EXC_TypeError, "'%s' object %s", object->type->name,
            value != NULL ? "does not support item assignment"
            : hw_native (object->type)->get_item != NULL || object->kind == HW_KIND_STR ? "doesn't support item deletion"
                                                                                       : "doesn't support item deletion");
  return FALSE;
}

static int
contains_by_iteration (HwVm     *vm,
                       HwObject *container,
                       HwObject *item)
{
  HwObject *iterator = hw_iter (vm, container), *each;
  int found = 0;

  if (iterator == NULL) {
    if (hw_exception_matches (vm, HW_EXC_TypeError) && hw_native (container->type)->iter == NULL && override (vm, container, HW_NAME___iter__) == NULL) {
      hw_exception_clear (vm);
      hw_raise (vm, HW_EXC_TypeError, "argument of type '%s' is not %s", container->type->name,
                H (vm)->profile->minor >= 14 ? "a container or iterable" : "iterable");
    }
    return -1;
  }
  while (found == 0 && (each = hw_next (vm, iterator)) != NULL) {
    found = hw_equal (vm, each, item);
    hw_decref (H (vm), each);
  }
  hw_decref (H (vm), iterator);
  return vm->exception != NULL ? -1 : found;
}

int
hw_contains (HwVm     *vm,
             HwObject *container,
             HwObject *item)
{
  HwObject *found = override (vm, container, HW_NAME___contains__);

  if (found == H (vm)->none) {
    hw_raise (vm, HW_EXC_TypeError, "'%s' object is not a container", container->type->name);
    return -1;
  }
  if (found != NULL) {
    HwObject *result = call_override (vm, container, HW_NAME___contains__, &item, 1);
    int truth;

    if (result == NULL)
      return -1;
    truth = hw_truth (vm, result);
    hw_decref (H (vm), result);
    return truth;
  }
  if (hw_native (container->type)->contains != NULL && override (vm, container, HW_NAME___iter__) == NULL)
    return hw_native (container->type)->contains (vm, container, item);
  return contains_by_iteration (vm, container, item);
}

/* ------------------------------------------------------------------------------------------------- indexes and instances */

HwObject *
hw_index (HwVm     *vm,
          HwObject *object)
{
  HwObject *result;
  gboolean found;

  if (hw_is_int (object))
    return hw_newref (H (vm), object);
  result = hw_call_special (vm, object, HW_NAME___index__, NULL, 0, &found);
  if (!found)
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object cannot be interpreted as an integer", object->type->name);
  if (result != NULL && !hw_is_int (result))
    return hw_raise_result (vm, object, "__index__", "an int", "__index__ returned non-int (type ", result);
  return result;
}

gboolean
hw_index_value (HwVm     *vm,
                HwObject *object,
                gint64   *value,
                gboolean  clip)
{
  HwObject *index = hw_index (vm, object);
  gboolean big;

  if (index == NULL)
    return FALSE;
  big = index->as.integer.big != NULL;
  *value = big ? (mpz_sgn (index->as.integer.big->z) < 0 ? G_MININT64 : G_MAXINT64) : index->as.integer.value;
  hw_decref (H (vm), index);
  if (!big || clip)
    return TRUE;
  hw_raise (vm, HW_EXC_OverflowError, "cannot fit '%s' into an index-sized integer", object->type->name);
  return FALSE;
}

gboolean
hw_is_instance (HwObject *object,
                HwType   *type)
{
  return hw_type_is_subtype (object->type, type);
}

int
hw_instance_check (HwVm     *vm,
                   HwObject *object,
                   HwObject *class_or_tuple)
{
  if (class_or_tuple->kind == HW_KIND_TUPLE) {
    for (guint32 i = 0; i < class_or_tuple->as.items.n; i++) {
      int found;

      if (!hw_enter_recursion (vm, " in __instancecheck__"))
        return -1;
      found = hw_instance_check (vm, object, class_or_tuple->as.items.at[i]);
      hw_leave_recursion (vm);
      if (found != 0)
        return found;
    }
    return 0;
  }
  if (class_or_tuple->kind != HW_KIND_TYPE) {
    hw_raise (vm, HW_EXC_TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    return -1;
  }
  if (class_or_tuple->type->is_heap && object->type->object != class_or_tuple) {
    gboolean found;
    HwObject *result = NULL;

    if (hw_special (vm, class_or_tuple->type, HW_NAME___instancecheck__) != NULL)
      result = hw_call_special (vm, class_or_tuple, HW_NAME___instancecheck__, &object, 1, &found);
    if (result != NULL) {
      int truth = hw_truth (vm, result);

      hw_decref (H (vm), result);
      return truth;
    }
    if (vm->exception != NULL)
      return -1;
  }
  if (hw_type_is_subtype (object->type, hw_type_of_object (class_or_tuple)))
    return 1;
  if (object->kind == HW_KIND_PROXY && object->as.weakref.referent != NULL)
    return hw_type_is_subtype (object->as.weakref.referent->type, hw_type_of_object (class_or_tuple));
  return 0;
}

gboolean
hw_is_callable (HwVm     *vm,
                HwObject *object)
{
  switch (object->kind) {
  case HW_KIND_FUNCTION:
  case HW_KIND_METHOD:
  case HW_KIND_BUILTIN:
  case HW_KIND_TYPE:
    return TRUE;
  case HW_KIND_DESCRIPTOR:
    return object->type == vm->types[HW_TYPE_ID_method_descriptor] || object->type == vm->types[HW_TYPE_ID_slot_wrapper];
  default:
    return hw_native (object->type)->call != NULL || hw_type_lookup (vm, object->type, vm->names[HW_NAME___call__]) != NULL;
  }
}

/* ---------------------------------------------------------------------------------------------------- repr of recursion */

/* Py_ReprEnter keeps the containers in a list in the thread's dict; both are made for the first of them, and stay. */
static HwObject *
repr_list (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  if (machine->repr_list == NULL) {
    machine->repr_dict = hw_dict_new (H (vm));
    machine->repr_list = hw_list_new (H (vm), 0);
    hw_dict_set_name (H (vm), machine->repr_dict, "Py_Repr", machine->repr_list);
    hw_decref (H (vm), machine->repr_list);
    /* They are the interpreter's own, and no part of what is shown of the program. */
    hw_object_set_flags (H (vm), machine->repr_dict, machine->repr_dict->flags | HW_FLAG_STATIC);
    hw_object_set_flags (H (vm), machine->repr_list, machine->repr_list->flags | HW_FLAG_STATIC);
  }
  return machine->repr_list;
}

gboolean
hw_repr_enter (HwVm     *vm,
               HwObject *object)
{
  HwObject *list = repr_list (vm);

  for (guint32 i = list->as.items.n; i-- > 0;)
    if (list->as.items.at[i] == object)
      return TRUE;
  hw_list_append (H (vm), list, object);
  return FALSE;
}

void
hw_repr_leave (HwVm     *vm,
               HwObject *object)
{
  HwObject *list = repr_list (vm);

  for (guint32 i = list->as.items.n; i-- > 0;) {
    if (list->as.items.at[i] != object)
      continue;
    hw_list_splice (H (vm), list, i, 1, NULL, 0, FALSE);
    return;
  }
}
