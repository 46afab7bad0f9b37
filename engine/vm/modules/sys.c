/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module sys: what it tells of objects and of the interpreter. Models Python/sysmodule.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/modules/sys.h"
#include "vm/numbers.h"

/* -------------------------------------------------------------------------------------------------- counts and sizes */

static HwObject *
sys_getrefcount (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_int_new (H (vm), (gint64) hw_object_get_refcount (H (vm), args[0]));
}

/* The size by the class's own __sizeof__, of Python or of a module's class: 1, 0 if it has none, -1. */
static int
size_by_override (HwVm      *vm,
                  HwObject  *object,
                  HwObject **size)
{
  HwObject *method, *result;

  *size = NULL;
  method = hw_type_lookup (vm, object->type, vm->names[HW_NAME___sizeof__]);
  if (method == NULL || method == hw_type_lookup (vm, vm->types[HW_TYPE_ID_object], vm->names[HW_NAME___sizeof__]))
    return 0;
  result = hw_call_bound (vm, object, method, NULL);
  if (result == NULL)
    return -1;
  if (!hw_is_int (result)) {
    hw_raise (vm, HW_EXC_TypeError, "an integer is required");
    hw_decref (H (vm), result);
    return -1;
  }
  *size = result;
  return 1;
}

static HwObject *
sys_getsizeof (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[2], *size;
  gint64 bytes;
  int found;

  if (!hw_bind (vm, "getsizeof", "object,default=", args, n, kwnames, values))
    return NULL;
  found = size_by_override (vm, values[0], &size);
  if (found < 0) {
    if (values[1] == NULL || !hw_exception_matches (vm, HW_EXC_TypeError))
      return NULL;
    hw_exception_clear (vm);
    return hw_newref (H (vm), values[1]);
  }
  if (!found)
    return hw_int_new (H (vm), (gint64) hw_object_get_size (H (vm), values[0]));
  if (!hw_int_get (size, &bytes) || bytes < 0) {
    hw_decref (H (vm), size);
    return hw_raise (vm, HW_EXC_ValueError, "__sizeof__() should return >= 0");
  }
  hw_decref (H (vm), size);
  return hw_int_new (H (vm), bytes + hw_object_get_header (vm, values[0]));
}

/* Blocks of the interpreter itself before the first statement, so that the figure looks like a real one. */
#define STARTUP_BLOCKS 27000

static HwObject *
sys_getallocatedblocks (HwVm            *vm,
                        HwObject        *self,
                        HwObject *const *args,
                        guint            n,
                        HwObject        *kwnames)
{
  return hw_int_new (H (vm), (gint64) hw_memory_get_blocks (H (vm)->memory) + STARTUP_BLOCKS);
}

/* ------------------------------------------------------------------------------------------------------------ interning */

static HwObject *
sys_intern (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "intern() argument must be str, not %s", HW_TYPE_NAME (args[0]));
  if (!hw_is_exact (vm, args[0], str))
    return hw_raise (vm, HW_EXC_TypeError, "can't intern %s", HW_TYPE_NAME (args[0]));
  return hw_str_intern (H (vm), hw_newref (H (vm), args[0]));
}

/* ---------------------------------------------------------------------------------------------------- the interpreter */

static HwObject *
sys_exit (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  if (n == 0 || args[0] == H (vm)->none)
    return hw_raise_bare (vm, HW_EXC_SystemExit);
  return hw_raise_object (vm, HW_EXC_SystemExit, args[0]);
}

static HwObject *
sys_getdefaultencoding (HwVm            *vm,
                        HwObject        *self,
                        HwObject *const *args,
                        guint            n,
                        HwObject        *kwnames)
{
  return hw_str_new (H (vm), "utf-8", -1);
}

static HwObject *
sys_get_int_max_str_digits (HwVm            *vm,
                            HwObject        *self,
                            HwObject *const *args,
                            guint            n,
                            HwObject        *kwnames)
{
  return hw_int_new (H (vm), HW_INT_MAX_DIGITS);
}

static HwObject *
sys_is_finalizing (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return hw_bool_new (H (vm), FALSE);
}

static HwObject *
sys_getframe (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwFrame *frame = vm->machine->frame;
  gint64 depth = 0;

  if (n > 0 && !hw_index_value (vm, args[0], &depth, FALSE))
    return NULL;
  for (; frame != NULL && depth > 0; depth--)
    frame = frame->back;
  if (frame == NULL)
    return hw_raise (vm, HW_EXC_ValueError, "call stack is not deep enough");
  return hw_newref (H (vm), hw_frame_get_object (vm, frame));
}

static HwObject *
sys_getrecursionlimit (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  return hw_int_new (H (vm), vm->machine->recursion_limit);
}

static HwObject *
sys_setrecursionlimit (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  gint64 limit;

  if (!hw_index_value (vm, args[0], &limit, TRUE))
    return NULL;
  if (limit < 1)
    return hw_raise (vm, HW_EXC_ValueError, "recursion limit must be greater or equal than 1");
  if (vm->machine->recursion >= limit)
    return hw_raise (vm, HW_EXC_RecursionError,
                     "cannot set the recursion limit to %" G_GINT64_FORMAT " at the recursion depth %u: the limit is too low", limit,
                     vm->machine->recursion);
  vm->machine->recursion_limit = (guint32) MIN (limit, G_MAXINT32);
  return HW_NONE (vm);
}

static HwObject *
sys_exc_info (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *exception = NULL;
  HwObject *none = H (vm)->none;
  HwObject *values[3] = { none, none, none };

  for (HwHandled *handled = vm->machine->handled; handled != NULL && exception == NULL; handled = handled->outer)
    exception = handled->exception;
  if (exception != NULL && exception != none) {
    HwObject *traceback = hw_field (exception, HW_EXCEPTION_TRACEBACK);

    values[0] = exception->type->object;
    values[1] = exception;
    values[2] = traceback != NULL ? traceback : none;
  }
  return hw_tuple_of (H (vm), values, 3);
}

/* ----------------------------------------------------------------------------------------------------------- the module */

static void
set_object (HwVm       *vm,
            HwObject   *dict,
            const char *name,
            HwObject   *value)
{
  hw_dict_set_name (H (vm), dict, name, value);
  hw_decref (H (vm), value);
}

/* sys.version_info's first three numbers, from "3.13.0". */
static void
version_numbers (HwVm *vm,
                 guint numbers[3])
{
  g_auto (GStrv) parts = g_strsplit (H (vm)->profile->version, ".", 3);

  for (guint i = 0; i < 3; i++)
    numbers[i] = parts[i] != NULL ? (guint) g_ascii_strtoull (parts[i], NULL, 10) : 0;
}

static void
set_version (HwVm     *vm,
             HwObject *dict)
{
  guint numbers[3];
  gint64 hex;

  version_numbers (vm, numbers);
  hex = (gint64) numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | 0xf0;
  set_object (vm, dict, "hexversion", hw_int_new (H (vm), hex));
  set_object (vm, dict, "version", hw_str_printf (vm, "%s (main) [heapwright]", H (vm)->profile->version));
  set_object (vm, dict, "version_info", hw_sys_version_info_new (vm, numbers));
  set_object (vm, dict, "implementation", hw_sys_implementation_new (vm, numbers, hex));
}

static void
set_list (HwVm       *vm,
          HwObject   *dict,
          const char *name,
          const char *item)
{
  HwObject *list = hw_list_new (H (vm), 0);

  if (item != NULL)
    hw_list_append_take (H (vm), list, hw_str_new (H (vm), item, -1));
  set_object (vm, dict, name, list);
}

static gboolean
sys_init (HwVm     *vm,
          HwObject *dict)
{
  set_object (vm, dict, "maxsize", hw_int_new (H (vm), G_MAXINT64));
  set_object (vm, dict, "maxunicode", hw_int_new (H (vm), 0x10ffff));
  set_object (vm, dict, "byteorder", hw_str_new (H (vm), "little", -1));
  set_object (vm, dict, "platform", hw_str_new (H (vm), "linux", -1));
  set_object (vm, dict, "executable", hw_str_new (H (vm), "", -1));
  set_object (vm, dict, "copyright", hw_str_new (H (vm), "", -1));
  set_list (vm, dict, "argv", "");
  set_list (vm, dict, "path", NULL);
  set_version (vm, dict);
  hw_sys_set_streams (vm, dict);
  return TRUE;
}

static const HwNativeDef sys_functions[] = {
  { "_getframe", sys_getframe, HW_CALL_RANGE, 0, 1 },
  { "exc_info", sys_exc_info, HW_CALL_NONE },
  { "exit", sys_exit, HW_CALL_RANGE, 0, 1 },
  { "get_int_max_str_digits", sys_get_int_max_str_digits, HW_CALL_NONE },
  { "getallocatedblocks", sys_getallocatedblocks, HW_CALL_NONE },
  { "getdefaultencoding", sys_getdefaultencoding, HW_CALL_NONE },
  { "getrefcount", sys_getrefcount, HW_CALL_ONE },
  { "getrecursionlimit", sys_getrecursionlimit, HW_CALL_NONE },
  { "getsizeof", sys_getsizeof, HW_CALL_KEYWORDS, 0, 0, 0, HW_TUPLE_ALWAYS },
  { "intern", sys_intern, HW_CALL_ONE },
  { "is_finalizing", sys_is_finalizing, HW_CALL_NONE },
  { "setrecursionlimit", sys_setrecursionlimit, HW_CALL_ONE },
  { NULL },
};

const HwModuleDef hw_module_sys = { "sys", sys_functions, sys_init };
