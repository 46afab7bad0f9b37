/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module contextlib: suppress, closing, nullcontext. Models Lib/contextlib.py; contextmanager and ExitStack have files of their own. */

#include "vm/machine.h"
#include "vm/modules/contextlib.h"
#include "vm/modules/modules.h"

/* The one thing that each of these classes keeps. */
enum { HELD = 1, N_FIELDS };

static HwObject *
make (HwVm     *vm,
      HwType   *type,
      HwObject *held)
{
  HwObject *self = hw_native_object_new (vm, type, N_FIELDS);

  hw_field_set (H (vm), self, HELD, held);
  return self;
}

static HwObject *
none_on_enter (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return HW_NONE (vm);
}

static HwObject *
held_on_enter (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_newref (H (vm), hw_field (self, HELD));
}

/* ----------------------------------------------------------------------------------------------------------- suppress */

static HwObject *
suppress_new (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  if (!hw_no_keywords (vm, "suppress", kwnames))
    return NULL;
  return make (vm, type, hw_tuple_from_array (H (vm), (HwObject **) args, n));
}

static HwObject *
suppress_exit (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *wanted = hw_field (self, HELD);
  gboolean suppressed = FALSE;

  for (guint32 i = 0; args[0]->kind == HW_KIND_TYPE && i < wanted->as.items.n; i++)
    suppressed |= wanted->as.items.at[i]->kind == HW_KIND_TYPE &&
                  hw_type_is_subtype (hw_type_of_object (args[0]), hw_type_of_object (wanted->as.items.at[i]));
  return args[0] == H (vm)->none ? HW_NONE (vm) : hw_bool_new (H (vm), suppressed);
}

static const HwNativeDef suppress_methods[] = {
  { "__enter__", none_on_enter, HW_CALL_NONE },
  { "__exit__", suppress_exit, HW_CALL_RANGE, 3, 3 },
  { NULL },
};

static const HwNativeType suppress_native = { .new_ = suppress_new, .methods = suppress_methods };

/* ------------------------------------------------------------------------------------------------------------ closing */

static HwObject *
closing_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *thing;

  if (!hw_bind (vm, "closing.__init__", "thing", args, n, kwnames, &thing))
    return NULL;
  return make (vm, type, hw_newref (H (vm), thing));
}

static HwObject *
closing_exit (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *result = hw_call_method (vm, hw_field (self, HELD), HW_NAME_close, NULL, 0);

  if (result == NULL)
    return NULL;
  hw_decref (H (vm), result);
  return HW_NONE (vm);
}

static HwObject *
closing_get_thing (HwVm     *vm,
                   HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HELD));
}

static const HwNativeDef closing_methods[] = {
  { "__enter__", held_on_enter, HW_CALL_NONE },
  { "__exit__", closing_exit, HW_CALL_RANGE, 0, 255 },
  { NULL },
};

static const HwGetSetDef closing_getsets[] = {
  { "thing", closing_get_thing, NULL },
  { NULL },
};

static const HwNativeType closing_native = { .new_ = closing_new, .methods = closing_methods, .getsets = closing_getsets };

/* -------------------------------------------------------------------------------------------------------- nullcontext */

static HwObject *
nullcontext_new (HwVm            *vm,
                 HwType          *type,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *result;

  if (!hw_bind (vm, "nullcontext.__init__", "enter_result=", args, n, kwnames, &result))
    return NULL;
  return make (vm, type, hw_newref (H (vm), result != NULL ? result : H (vm)->none));
}

static const HwNativeDef nullcontext_methods[] = {
  { "__enter__", held_on_enter, HW_CALL_NONE },
  { "__exit__", none_on_enter, HW_CALL_RANGE, 0, 255 },
  { NULL },
};

static const HwGetSetDef nullcontext_getsets[] = {
  { "enter_result", closing_get_thing, NULL },
  { NULL },
};

static const HwNativeType nullcontext_native = {
  .new_ = nullcontext_new,
  .methods = nullcontext_methods,
  .getsets = nullcontext_getsets,
};

/* ---------------------------------------------------------------------------------------------------------- the module */

static gboolean
contextlib_init (HwVm     *vm,
                 HwObject *dict)
{
  static const struct {
    const char         *name;
    const HwNativeType *native;
  } classes[] = { { "suppress", &suppress_native }, { "closing", &closing_native }, { "nullcontext", &nullcontext_native } };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    HwType *type = hw_native_type_get (vm, classes[i].name, HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                                       HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS, 48, classes[i].native);

    hw_dict_set_name (H (vm), dict, classes[i].name, type->object);
  }
  hw_contextmanager_make_types (vm);
  hw_dict_set_name (H (vm), dict, "ExitStack", hw_exit_stack_get_type (vm)->object);
  return TRUE;
}

static const HwNativeDef contextlib_functions[] = {
  { "contextmanager", hw_contextlib_contextmanager, HW_CALL_ONE },
  { NULL },
};

const HwModuleDef hw_module_contextlib = { "contextlib", contextlib_functions, contextlib_init };
