/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Calling any object from native code, checking and binding of native functions' arguments. Models Objects/call.c, methodobject.c,
 * descrobject.c, and the error texts of Python/getargs.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/slots.h"

/* ----------------------------------------------------------------------------------------------------- argument counts */

gboolean
hw_no_keywords (HwVm       *vm,
                const char *function,
                HwObject   *kwnames)
{
  if (kwnames == NULL || kwnames->as.items.n == 0)
    return TRUE;
  hw_raise (vm, HW_EXC_TypeError, "%s() takes no keyword arguments", function);
  return FALSE;
}

gboolean
hw_check_count (HwVm       *vm,
                const char *function,
                guint       n,
                guint       min,
                guint       max)
{
  if (n >= min && n <= max)
    return TRUE;
  if (n < min)
    hw_raise (vm, HW_EXC_TypeError, "%s expected %s%u argument%s, got %u", function, min == max ? "" : "at least ", min,
              min == 1 ? "" : "s", n);
  else
    hw_raise (vm, HW_EXC_TypeError, "%s expected %s%u argument%s, got %u", function, min == max ? "" : "at most ", max,
              max == 1 ? "" : "s", n);
  return FALSE;
}

/* "list.append" for methods of types, "len" for functions. */
static char *
qualified_name (HwType            *type,
                const HwNativeDef *def)
{
  return type != NULL ? g_strconcat (type->name, ".", def->name, NULL) : g_strdup (def->name);
}

static HwObject *
call_checked (HwVm              *vm,
              const HwNativeDef *def,
              HwType            *type,
              HwObject          *self,
              HwObject *const   *args,
              guint              n,
              HwObject          *kwnames)
{
  if (def->call == HW_CALL_KEYWORDS)
    return def->function (vm, self, args, n, kwnames);
  if (kwnames != NULL && kwnames->as.items.n > 0) {
    g_autofree char *name = qualified_name (type, def);

    return hw_raise (vm, HW_EXC_TypeError, "%s() takes no keyword arguments", name);
  }
  if (def->call == HW_CALL_NONE && n != 0) {
    g_autofree char *name = qualified_name (type, def);

    return hw_raise (vm, HW_EXC_TypeError, "%s() takes no arguments (%u given)", name, n);
  }
  if (def->call == HW_CALL_ONE && n != 1) {
    g_autofree char *name = qualified_name (type, def);

    return hw_raise (vm, HW_EXC_TypeError, "%s() takes exactly one argument (%u given)", name, n);
  }
  if (def->call == HW_CALL_RANGE && !hw_check_count (vm, def->name, n, def->min, def->max == 255 ? G_MAXUINT : def->max))
    return NULL;
  return def->function (vm, self, args, n, NULL);
}

static HwObject *
call_def (HwVm              *vm,
          const HwNativeDef *def,
          HwType            *type,
          HwObject          *self,
          HwObject *const   *args,
          guint              n,
          HwObject          *kwnames)
{
  guint n_keywords = kwnames != NULL ? kwnames->as.items.n : 0;
  HwObject *tuple, *keywords = NULL, *result;

  if (n + n_keywords == 0 || def->tuple_until < H (vm)->profile->minor)
    return call_checked (vm, def, type, self, args, n, kwnames);
  tuple = hw_tuple_from_array (H (vm), (HwObject **) args, n);
  if (n_keywords > 0) {
    keywords = hw_dict_new_presized (H (vm), n_keywords, TRUE);
    for (guint i = 0; i < n_keywords; i++)
      hw_dict_set (H (vm), keywords, kwnames->as.items.at[i], hw_str_hash (kwnames->as.items.at[i]), args[n + i]);
  }
  result = call_checked (vm, def, type, self, args, n, kwnames);
  hw_decref (H (vm), tuple);
  hw_xdecref (H (vm), keywords);
  return result;
}

/* ------------------------------------------------------------------------------------------------------------- binding */

typedef struct {
  const char *name;
  gsize       length;
  gboolean    optional;
  gboolean    positional;
  gboolean    keyword;
} Parameter;

static guint
parse_signature (const char *signature,
                 Parameter  *parameters)
{
  gboolean keyword_only = FALSE;
  guint n = 0;

  for (const char *p = signature; *p != '\0';) {
    gsize length = strcspn (p, ",");

    if (length == 1 && *p == '/') {
      for (guint i = 0; i < n; i++)
        parameters[i].keyword = FALSE;
    } else if (length == 1 && *p == '*') {
      keyword_only = TRUE;
    } else {
      gboolean optional = p[length - 1] == '=';

      g_assert (n < 16);
      parameters[n++] = (Parameter) { p, length - optional, optional, !keyword_only, TRUE };
    }
    p += length;
    p += *p == ',';
  }
  return n;
}

static gboolean
bind_keyword (HwVm            *vm,
              const char      *function,
              const Parameter *parameters,
              guint            n_parameters,
              HwObject        *name,
              HwObject        *value,
              HwObject       **values)
{
  for (guint i = 0; i < n_parameters; i++) {
    if (!parameters[i].keyword || parameters[i].length != name->as.str.n_bytes ||
        memcmp (parameters[i].name, hw_str_text (name), parameters[i].length) != 0)
      continue;
    if (values[i] != NULL) {
      hw_raise (vm, HW_EXC_TypeError, "argument for %s() given by name ('%s') and position (%u)", function, hw_str_text (name), i + 1);
      return FALSE;
    }
    values[i] = value;
    return TRUE;
  }
  if (H (vm)->profile->minor >= 13)
    hw_raise (vm, HW_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", function, hw_str_text (name));
  else
    hw_raise (vm, HW_EXC_TypeError, "'%s' is an invalid keyword argument for %s()", hw_str_text (name), function);
  return FALSE;
}

gboolean
hw_bind (HwVm            *vm,
         const char      *function,
         const char      *signature,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames,
         HwObject       **values)
{
  Parameter parameters[16];
  guint n_parameters = parse_signature (signature, parameters), n_positional = 0, n_required = 0;

  for (guint i = 0; i < n_parameters; i++) {
    values[i] = NULL;
    n_positional += parameters[i].positional;
    n_required += parameters[i].positional && !parameters[i].optional;
  }
  if (n > n_positional) {
    hw_raise (vm, HW_EXC_TypeError, "%s() takes %s %u %sargument%s (%u given)", function,
              n_required < n_positional || n_positional < n_parameters ? "at most" : "exactly", n_positional,
              n_positional < n_parameters ? "positional " : "", n_positional == 1 ? "" : "s", n);
    return FALSE;
  }
  for (guint i = 0; i < n; i++)
    values[i] = args[i];
  for (guint i = 0; kwnames != NULL && i < kwnames->as.items.n; i++)
    if (!bind_keyword (vm, function, parameters, n_parameters, kwnames->as.items.at[i], args[n + i], values))
      return FALSE;
  for (guint i = 0; i < n_parameters; i++) {
    if (values[i] != NULL || parameters[i].optional)
      continue;
    if (parameters[i].keyword)
      hw_raise (vm, HW_EXC_TypeError, "%s() missing required argument '%.*s' (pos %u)", function, (int) parameters[i].length,
                parameters[i].name, i + 1);
    else
      hw_raise (vm, HW_EXC_TypeError, "%s expected %s%u argument%s, got %u", function, n_required < n_positional ? "at least " : "",
                n_required, n_required == 1 ? "" : "s", n);
    return FALSE;
  }
  return TRUE;
}

/* --------------------------------------------------------------------------------------------------------------- calls */

static HwObject *
call_descriptor (HwVm            *vm,
                 HwObject        *descriptor,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwType *type = hw_type_of_object (hw_field (descriptor, HW_DESCRIPTOR_TYPE));
  const char *name = hw_str_text (hw_field (descriptor, HW_DESCRIPTOR_NAME));

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "unbound method %s.%s() needs an argument", type->name, name);
  if (!hw_type_is_subtype (args[0]->type, type))
    return hw_raise (vm, HW_EXC_TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, type->name,
                     args[0]->type->name);
  if (descriptor->type == vm->types[HW_TYPE_ID_slot_wrapper])
    return hw_slot_call (vm, descriptor, args[0], args + 1, n - 1, kwnames);
  return call_def (vm, descriptor->as.items.data, type, args[0], args + 1, n - 1, kwnames);
}

static HwObject *
call_builtin (HwVm            *vm,
              HwObject        *builtin,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *self = hw_field (builtin, HW_BUILTIN_SELF);
  HwType *type = NULL;

  if (self != NULL && self->kind != HW_KIND_MODULE)
    type = self->kind == HW_KIND_TYPE && builtin->sub ? hw_type_of_object (self) : self->type;
  while (type != NULL && type->is_heap)
    type = type->base;
  return call_def (vm, builtin->as.items.data, type, self, args, n, kwnames);
}

HwObject *
hw_call_instance (HwVm            *vm,
                  HwObject        *object,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *found = object->type->is_heap ? hw_special (vm, object->type, HW_NAME___call__) : NULL, *result;

  if (found == NULL) {
    if (hw_native (object->type)->call == NULL)
      return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not callable", object->type->name);
    return hw_native (object->type)->call (vm, object, args, n, kwnames);
  }
  if (found->kind == HW_KIND_FUNCTION) {
    HwHeldArguments held;

    hw_arguments_hold (vm, &held, args, n, kwnames);
    result = hw_call_prepend (vm, found, object, args, n, kwnames);
    hw_arguments_release (vm, &held);
    return result;
  }
  found = hw_bind_descriptor (vm, found, object, object->type);
  if (found == NULL)
    return NULL;
  result = hw_call (vm, found, args, n, kwnames);
  hw_decref (H (vm), found);
  return result;
}

static HwObject *
dispatch (HwVm            *vm,
          HwObject        *callable,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  switch (callable->kind) {
  case HW_KIND_FUNCTION:
    return hw_call_function (vm, callable, args, n, kwnames);
  case HW_KIND_METHOD:
    if (callable->sub)
      return hw_slot_call (vm, hw_field (callable, HW_METHOD_FUNCTION), hw_field (callable, HW_METHOD_SELF), args, n, kwnames);
    return hw_call_with_self (vm, hw_field (callable, HW_METHOD_FUNCTION), hw_field (callable, HW_METHOD_SELF), args, n, kwnames);
  case HW_KIND_BUILTIN:
    return call_builtin (vm, callable, args, n, kwnames);
  case HW_KIND_DESCRIPTOR:
    if (callable->type == vm->types[HW_TYPE_ID_method_descriptor] || callable->type == vm->types[HW_TYPE_ID_slot_wrapper])
      return call_descriptor (vm, callable, args, n, kwnames);
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not callable", callable->type->name);
  case HW_KIND_TYPE:
    return hw_type_call (vm, hw_type_of_object (callable), args, n, kwnames);
  default:
    return hw_call_instance (vm, callable, args, n, kwnames);
  }
}

HwObject *
hw_call (HwVm            *vm,
         HwObject        *callable,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  HwObject *result;

  if (!hw_enter_recursion (vm, " while calling a Python object"))
    return NULL;
  result = dispatch (vm, callable, args, n, kwnames);
  hw_leave_recursion (vm);
  return result;
}

HwObject *
hw_call_method (HwVm            *vm,
                HwObject        *object,
                HwNameId         name,
                HwObject *const *args,
                guint            n)
{
  HwObject *method, *result;
  int is_method = hw_get_method (vm, object, vm->names[name], &method);

  if (is_method < 0)
    return NULL;
  result = is_method ? hw_call_with_self (vm, method, object, args, n, NULL) : hw_call (vm, method, args, n, NULL);
  hw_decref (H (vm), method);
  return result;
}

HwObject *
hw_call_special (HwVm            *vm,
                 HwObject        *object,
                 HwNameId         name,
                 HwObject *const *args,
                 guint            n,
                 gboolean        *found)
{
  HwObject *special = hw_type_lookup (vm, object->type, vm->names[name]), *bound, *result;

  if (found != NULL)
    *found = special != NULL;
  if (special == NULL)
    return NULL;
  if (special->kind == HW_KIND_FUNCTION)
    return hw_call_with_self (vm, special, object, args, n, NULL);
  bound = hw_bind_descriptor (vm, special, object, object->type);
  if (bound == NULL)
    return NULL;
  result = hw_call (vm, bound, args, n, NULL);
  hw_decref (H (vm), bound);
  return result;
}

gboolean
hw_has_stack (HwVm *vm)
{
  if (G_LIKELY ((gsize) __builtin_frame_address (0) > vm->machine->stack_limit))
    return TRUE;
  hw_raise (vm, HW_EXC_RecursionError, "maximum recursion depth exceeded");
  return FALSE;
}

gboolean
hw_enter_recursion (HwVm       *vm,
                    const char *where)
{
  HwMachine *machine = vm->machine;

  if (machine->recursion + 1 > machine->recursion_limit + machine->recursion_headroom) {
    hw_raise (vm, HW_EXC_RecursionError, "maximum recursion depth exceeded%s", where);
    return FALSE;
  }
  if (!hw_has_stack (vm))
    return FALSE;
  machine->recursion++;
  return TRUE;
}

void
hw_leave_recursion (HwVm *vm)
{
  vm->machine->recursion--;
}
