/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Objects in the module sys that have classes of their own: version_info, and the standard streams, which write to the run's output.
 * Models Python/sysmodule.c and, as far as a program prints, Modules/_io/textio.c. */

#include "vm/containers.h"
#include "vm/modules/namespace.h"
#include "vm/modules/sys.h"

/* -------------------------------------------------------------------------------------------------------- version_info */

static const char *const version_fields[] = { "major", "minor", "micro", "releaselevel", "serial" };

static HwObject *
version_repr (HwVm     *vm,
              HwObject *self)
{
  g_autoptr (GString) text = g_string_new ("sys.version_info(");

  for (guint i = 0; i < G_N_ELEMENTS (version_fields); i++) {
    HwObject *repr = hw_repr (vm, self->as.items.at[i]);

    if (repr == NULL)
      return NULL;
    g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "", version_fields[i], hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

#define GETTER(name, index)                             \
  static HwObject *get_##name (HwVm *vm, HwObject *self) \
  {                                                     \
    return hw_newref (H (vm), self->as.items.at[index]); \
  }
GETTER (major, 0)
GETTER (minor, 1)
GETTER (micro, 2)
GETTER (releaselevel, 3)
GETTER (serial, 4)
#undef GETTER

static const HwGetSetDef version_getsets[] = {
  { "major", get_major, NULL },   { "minor", get_minor, NULL }, { "micro", get_micro, NULL }, { "releaselevel", get_releaselevel, NULL },
  { "serial", get_serial, NULL }, { NULL },
};

static const HwNativeType version_native = { .repr = version_repr, .getsets = version_getsets };

HwObject *
hw_sys_version_info_new (HwVm       *vm,
                         const guint numbers[3])
{
  HwType *type = hw_native_type_get (vm, "version_info", HW_KIND_TUPLE, vm->types[HW_TYPE_ID_tuple], HW_TYPE_GC | HW_TYPE_NO_NEW, 0,
                                     &version_native);
  HwObject *tuple = hw_tuple_new_typed (H (vm), type, 5);
  HwObject *values[5];

  for (guint i = 0; i < 3; i++)
    values[i] = hw_int_new (H (vm), numbers[i]);
  values[3] = hw_str_new (H (vm), "final", -1);
  values[4] = hw_int_new (H (vm), 0);
  hw_items_fill (H (vm), tuple, values, 5);
  hw_tuple_track (H (vm), tuple);
  return tuple;
}

HwObject *
hw_sys_implementation_new (HwVm       *vm,
                           const guint numbers[3],
                           gint64      hex)
{
  HwObject *dict = hw_dict_new (H (vm));
  HwObject *values[] = {
    hw_str_new (H (vm), "cpython", -1),
    hw_str_printf (vm, "cpython-%u%u", numbers[0], numbers[1]),
    hw_sys_version_info_new (vm, numbers),
    hw_int_new (H (vm), hex),
  };
  static const char *const names[] = { "name", "cache_tag", "version", "hexversion" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    hw_dict_set_name (H (vm), dict, names[i], values[i]);
    hw_decref (H (vm), values[i]);
  }
  return hw_namespace_new (vm, dict);
}

/* --------------------------------------------------------------------------------------------------- standard streams */

/* Which stream it is, in as.items.extra. */
enum { STREAM_IN, STREAM_OUT, STREAM_ERROR };

static HwObject *
stream_write (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "write() argument must be str, not %s", HW_TYPE_NAME (args[0]));
  if (self->as.items.extra == STREAM_IN)
    return hw_raise (vm, HW_EXC_OSError, "not writable");
  hw_write (vm, hw_str_text (args[0]), args[0]->as.str.n_bytes, self->as.items.extra == STREAM_ERROR);
  return vm->exception != NULL ? NULL : hw_int_new (H (vm), args[0]->as.str.n_chars);
}

static HwObject *
stream_flush (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return HW_NONE (vm);
}

static HwObject *
stream_isatty (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_bool_new (H (vm), FALSE);
}

static HwObject *
stream_fileno (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_int_new (H (vm), self->as.items.extra);
}

static HwObject *
stream_get_name (HwVm     *vm,
                 HwObject *self)
{
  static const char *const names[] = { "<stdin>", "<stdout>", "<stderr>" };

  return hw_str_new (H (vm), names[self->as.items.extra], -1);
}

static HwObject *
stream_get_encoding (HwVm     *vm,
                     HwObject *self)
{
  return hw_str_new (H (vm), "utf-8", -1);
}

static HwObject *
stream_repr (HwVm     *vm,
             HwObject *self)
{
  HwObject *name = stream_get_name (vm, self);
  HwObject *repr = hw_str_printf (vm, "<_io.TextIOWrapper name='%s' mode='%s' encoding='utf-8'>", hw_str_text (name),
                                  self->as.items.extra == STREAM_IN ? "r" : "w");

  hw_decref (H (vm), name);
  return repr;
}

static const HwNativeDef stream_methods[] = {
  { "write", stream_write, HW_CALL_ONE },
  { "flush", stream_flush, HW_CALL_NONE },
  { "isatty", stream_isatty, HW_CALL_NONE },
  { "fileno", stream_fileno, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef stream_getsets[] = {
  { "name", stream_get_name, NULL },
  { "encoding", stream_get_encoding, NULL },
  { NULL },
};

static const HwNativeType stream_native = { .repr = stream_repr, .methods = stream_methods, .getsets = stream_getsets };

gboolean
hw_sys_is_stdout (HwObject *stream)
{
  return stream->kind == HW_KIND_NATIVE && g_str_equal (HW_TYPE_NAME (stream), "TextIOWrapper") && stream->as.items.extra == STREAM_OUT;
}

void
hw_sys_set_streams (HwVm     *vm,
                    HwObject *dict)
{
  static const char *const names[] = { "stdin", "stdout", "stderr" };
  static const char *const originals[] = { "__stdin__", "__stdout__", "__stderr__" };
  HwType *type = hw_native_type_get (vm, "TextIOWrapper", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_NO_NEW, 208, &stream_native);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    HwObject *stream = hw_native_new (vm, type, HW_KIND_NATIVE, 0);

    stream->as.items.extra = i;
    hw_dict_set_name (H (vm), dict, names[i], stream);
    hw_dict_set_name (H (vm), dict, originals[i], stream);
    hw_decref (H (vm), stream);
  }
}
