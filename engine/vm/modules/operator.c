/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module operator: operators as functions, and itemgetter, attrgetter, methodcaller. Models Modules/_operator.c. */

#include "vm/modules/modules.h"
#include "vm/modules/native-object.h"

/* ----------------------------------------------------------------------------------------------------------- operators */

/* X (Python's name, C's suffix, operator) */
#define BINARY_LIST(X)             \
  X ("add", add, ADD)              \
  X ("and_", and, BIT_AND)         \
  X ("floordiv", floordiv, FLOOR_DIV) \
  X ("lshift", lshift, LSHIFT)     \
  X ("matmul", matmul, MAT_MULT)   \
  X ("mod", mod, MOD)              \
  X ("mul", mul, MULT)             \
  X ("or_", or, BIT_OR)            \
  X ("pow", pow, POW)              \
  X ("rshift", rshift, RSHIFT)     \
  X ("sub", sub, SUB)              \
  X ("truediv", truediv, DIV)      \
  X ("xor", xor, BIT_XOR)

#define COMPARE_LIST(X)  \
  X ("eq", eq, EQ)       \
  X ("ge", ge, GT_E)     \
  X ("gt", gt, GT)       \
  X ("le", le, LT_E)     \
  X ("lt", lt, LT)       \
  X ("ne", ne, NOT_EQ)

#define UNARY_LIST(X)       \
  X ("inv", inv, INVERT)    \
  X ("invert", invert, INVERT) \
  X ("neg", neg, USUB)      \
  X ("pos", pos, UADD)

#define HW_X(name, id, op)                                                                                             \
  static HwObject *operator_##id (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)         \
  {                                                                                                                    \
    return hw_binary (vm, HW_OPERATOR_##op, args[0], args[1]);                                                         \
  }                                                                                                                    \
  static HwObject *operator_i##id (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)        \
  {                                                                                                                    \
    return hw_inplace (vm, HW_OPERATOR_##op, args[0], args[1]);                                                        \
  }
BINARY_LIST (HW_X)
#undef HW_X

#define HW_X(name, id, op)                                                                                             \
  static HwObject *operator_##id (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)         \
  {                                                                                                                    \
    return hw_compare (vm, args[0], args[1], HW_COMPARE_##op);                                                         \
  }
COMPARE_LIST (HW_X)
#undef HW_X

#define HW_X(name, id, op)                                                                                             \
  static HwObject *operator_##id (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)         \
  {                                                                                                                    \
    return hw_unary (vm, HW_UNARY_##op, args[0]);                                                                      \
  }
UNARY_LIST (HW_X)
#undef HW_X

static HwObject *
operator_not (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  int truth = hw_truth (vm, args[0]);

  return hw_result_bool (vm, truth < 0 ? truth : !truth);
}

static HwObject *
operator_truth (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_result_bool (vm, hw_truth (vm, args[0]));
}

static HwObject *
operator_is (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_bool_new (H (vm), args[0] == args[1]);
}

static HwObject *
operator_is_not (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_bool_new (H (vm), args[0] != args[1]);
}

static HwObject *
operator_index (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_index (vm, args[0]);
}

static HwObject *
operator_contains (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return hw_result_bool (vm, hw_contains (vm, args[0], args[1]));
}

static HwObject *
operator_getitem (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_get_item (vm, args[0], args[1]);
}

static HwObject *
operator_setitem (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_set_item (vm, args[0], args[1], args[2]) ? HW_NONE (vm) : NULL;
}

static HwObject *
operator_delitem (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_set_item (vm, args[0], args[1], NULL) ? HW_NONE (vm) : NULL;
}

static HwObject *
operator_length_hint (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  gint64 hint = 0;

  if (n > 1 && !hw_index_value (vm, args[1], &hint, FALSE))
    return NULL;
  hint = hw_length_hint (vm, args[0], hint);
  return hint < 0 ? NULL : hw_int_new (H (vm), hint);
}

/* ------------------------------------------------------------------------------------------------------------- getters */

/* The tuple of what is to be got; of methodcaller: name, args, keywords. */
enum { WANTED = 1, N_FIELDS };

static HwObject *
getter_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *self;

  if (!hw_no_keywords (vm, type->name, kwnames) || !hw_check_count (vm, type->name, n, 1, 255))
    return NULL;
  for (guint i = 0; g_str_equal (type->name, "attrgetter") && i < n; i++)
    if (!hw_is_str (args[i]))
      return hw_raise (vm, HW_EXC_TypeError, "attribute name must be a string");
  self = hw_native_object_new (vm, type, N_FIELDS);
  hw_field_set (H (vm), self, WANTED, hw_tuple_of (H (vm), (HwObject **) args, n));
  return self;
}

typedef HwObject *(*GetFunc) (HwVm *vm, HwObject *object, HwObject *wanted);

static HwObject *
get_all (HwVm            *vm,
         HwObject        *self,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames,
         GetFunc          get)
{
  HwObject *wanted = hw_field (self, WANTED), *result = NULL;
  g_autofree HwObject **values = NULL;
  guint32 made;

  if (!hw_no_keywords (vm, HW_TYPE_NAME (self), kwnames) || !hw_check_count (vm, HW_TYPE_NAME (self), n, 1, 1))
    return NULL;
  if (wanted->as.items.n == 1)
    return get (vm, args[0], wanted->as.items.at[0]);
  values = g_new (HwObject *, wanted->as.items.n);
  for (made = 0; made < wanted->as.items.n; made++)
    if ((values[made] = get (vm, args[0], wanted->as.items.at[made])) == NULL)
      break;
  if (made == wanted->as.items.n)
    result = hw_tuple_of (H (vm), values, made);
  while (made-- > 0)
    hw_decref (H (vm), values[made]);
  return result;
}

static HwObject *
item_getter_call (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return get_all (vm, self, args, n, kwnames, hw_get_item);
}

/* "a.b.c" goes from attribute to attribute. */
static HwObject *
get_dotted (HwVm     *vm,
            HwObject *object,
            HwObject *name)
{
  g_auto (GStrv) parts = g_strsplit (hw_str_text (name), ".", -1);
  HwObject *value = hw_newref (H (vm), object), *next;

  for (guint i = 0; value != NULL && parts[i] != NULL; i++) {
    next = hw_get_attr_name (vm, value, parts[i]);
    hw_decref (H (vm), value);
    value = next;
  }
  return value;
}

static HwObject *
attribute_getter_call (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  return get_all (vm, self, args, n, kwnames, get_dotted);
}

static HwObject *
getter_repr (HwVm     *vm,
             HwObject *self)
{
  HwObject *wanted = hw_field (self, WANTED);
  g_autoptr (GString) text = g_string_new ("operator.");

  g_string_append_printf (text, "%s(", HW_TYPE_NAME (self));
  for (guint32 i = 0; i < wanted->as.items.n; i++) {
    HwObject *repr = hw_repr (vm, wanted->as.items.at[i]);

    if (repr == NULL)
      return NULL;
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

static const HwNativeType item_getter_native = { .new_ = getter_new, .repr = getter_repr, .call = item_getter_call };
static const HwNativeType attribute_getter_native = { .new_ = getter_new, .repr = getter_repr, .call = attribute_getter_call };

static HwObject *
caller_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *self, *values[3];

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "methodcaller needs at least one argument, the method name");
  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "method name must be a string");
  values[0] = args[0];
  values[1] = hw_tuple_of (H (vm), (HwObject **) args + 1, n - 1 + (kwnames != NULL ? kwnames->as.items.n : 0));
  values[2] = kwnames != NULL ? kwnames : H (vm)->empty_tuple;
  self = hw_native_object_new (vm, type, N_FIELDS);
  hw_field_set (H (vm), self, WANTED, hw_tuple_of (H (vm), values, 3));
  hw_decref (H (vm), values[1]);
  return self;
}

static HwObject *
caller_call (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *wanted = hw_field (self, WANTED), *arguments = wanted->as.items.at[1], *names = wanted->as.items.at[2], *method, *result;

  if (!hw_no_keywords (vm, "methodcaller", kwnames) || !hw_check_count (vm, "methodcaller", n, 1, 1))
    return NULL;
  method = hw_get_attr (vm, args[0], wanted->as.items.at[0]);
  if (method == NULL)
    return NULL;
  result = hw_call (vm, method, arguments->as.items.at, arguments->as.items.n - names->as.items.n, names->as.items.n > 0 ? names : NULL);
  hw_decref (H (vm), method);
  return result;
}

static const HwNativeType caller_native = { .new_ = caller_new, .call = caller_call };

/* ---------------------------------------------------------------------------------------------------------- the module */

static gboolean
operator_init (HwVm     *vm,
               HwObject *dict)
{
  static const struct {
    const char         *name;
    const HwNativeType *native;
  } classes[] = {
    { "itemgetter", &item_getter_native },
    { "attrgetter", &attribute_getter_native },
    { "methodcaller", &caller_native },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    HwType *type = hw_native_type_get (vm, classes[i].name, HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_GC, 48, classes[i].native);

    hw_dict_set_name (H (vm), dict, classes[i].name, type->object);
  }
  return TRUE;
}

static const HwNativeDef operator_functions[] = {
#define HW_X(name, id, op) { name, operator_##id, HW_CALL_RANGE, 2, 2 }, { "i" #id, operator_i##id, HW_CALL_RANGE, 2, 2 },
  BINARY_LIST (HW_X)
#undef HW_X
#define HW_X(name, id, op) { name, operator_##id, HW_CALL_RANGE, 2, 2 },
  COMPARE_LIST (HW_X)
#undef HW_X
#define HW_X(name, id, op) { name, operator_##id, HW_CALL_ONE },
  UNARY_LIST (HW_X)
#undef HW_X
  { "concat", operator_add, HW_CALL_RANGE, 2, 2 },
  { "contains", operator_contains, HW_CALL_RANGE, 2, 2 },
  { "delitem", operator_delitem, HW_CALL_RANGE, 2, 2 },
  { "getitem", operator_getitem, HW_CALL_RANGE, 2, 2 },
  { "index", operator_index, HW_CALL_ONE },
  { "is_", operator_is, HW_CALL_RANGE, 2, 2 },
  { "is_not", operator_is_not, HW_CALL_RANGE, 2, 2 },
  { "length_hint", operator_length_hint, HW_CALL_RANGE, 1, 2 },
  { "not_", operator_not, HW_CALL_ONE },
  { "setitem", operator_setitem, HW_CALL_RANGE, 3, 3 },
  { "truth", operator_truth, HW_CALL_ONE },
  { NULL },
};

const HwModuleDef hw_module_operator = { "operator", operator_functions, operator_init };
