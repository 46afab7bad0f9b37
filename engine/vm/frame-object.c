/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Frame, traceback and module objects as a program sees them. Models Objects/frameobject.c, Python/traceback.c, Objects/moduleobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"

#define FIELD_GETTER(name, field)                                    \
  static HwObject *get_##name (HwVm *vm, HwObject *self)             \
  {                                                                  \
    HwObject *value = hw_field (self, field);                        \
                                                                     \
    return hw_newref (H (vm), value != NULL ? value : H (vm)->none); \
  }

FIELD_GETTER (code, HW_FRAME_OBJECT_CODE)
FIELD_GETTER (globals, HW_FRAME_OBJECT_GLOBALS)
FIELD_GETTER (next, HW_TRACEBACK_NEXT)
FIELD_GETTER (frame, HW_TRACEBACK_FRAME)
FIELD_GETTER (module_dict, HW_MODULE_DICT)

static HwObject *
get_back (HwVm     *vm,
          HwObject *self)
{
  HwFrameInfo *info = self->as.items.data;
  HwObject *back = hw_field (self, HW_FRAME_OBJECT_BACK);

  if (info->frame != NULL && info->frame->back != NULL)
    back = hw_frame_get_object (vm, info->frame->back);
  return hw_newref (H (vm), back != NULL ? back : H (vm)->none);
}

static HwObject *
get_line (HwVm     *vm,
          HwObject *self)
{
  HwFrameInfo *info = self->as.items.data;

  return hw_int_new (H (vm), info->frame != NULL ? hw_frame_get_line (info->frame) : info->line);
}

/* Up to 3.12 the snapshot is kept by the frame; from 3.13 on it is a view of its own each time. */
static HwObject *
get_locals (HwVm     *vm,
            HwObject *self)
{
  HwObject *locals = hw_frame_make_locals (vm, self);

  if (H (vm)->profile->minor < 13 && hw_field (self, HW_FRAME_OBJECT_LOCALS) == NULL) {
    hw_field_set (H (vm), self, HW_FRAME_OBJECT_LOCALS, hw_newref (H (vm), locals));
    ((HwFrameInfo *) self->as.items.data)->snapshot = TRUE;
  }
  return locals;
}

static HwObject *
get_builtins (HwVm     *vm,
              HwObject *self)
{
  return hw_newref (H (vm), vm->builtins);
}

static HwObject *
frame_clear (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwFrameInfo *info = self->as.items.data;

  if (info->frame != NULL) {
    HwObject *generator = info->frame->generator;

    if (generator == NULL || ((HwGenerator *) generator->as.items.data)->state == HW_GENERATOR_RUNNING)
      return hw_raise (vm, HW_EXC_RuntimeError, "cannot clear an executing frame");
    return hw_generator_close (vm, generator) ? HW_NONE (vm) : NULL;
  }
  for (guint32 i = HW_FRAME_OBJECT_N_FIELDS; i < self->as.items.n; i++)
    hw_field_set (H (vm), self, i, NULL);
  return HW_NONE (vm);
}

static HwObject *
frame_repr (HwVm     *vm,
            HwObject *self)
{
  HwFrameInfo *info = self->as.items.data;

  return hw_str_printf (vm, "<frame at 0x%" G_GINT64_MODIFIER "x, file '%s', line %u, code %s>", hw_object_get_id (vm, self),
                        hw_scenario_get_path (vm->machine->scenario), info->frame != NULL ? hw_frame_get_line (info->frame) : info->line,
                        info->code->name);
}

static const HwNativeDef frame_methods[] = {
  { "clear", frame_clear, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef frame_getsets[] = {
  { "f_back", get_back, NULL },       { "f_code", get_code, NULL },         { "f_globals", get_globals, NULL },
  { "f_lineno", get_line, NULL },     { "f_locals", get_locals, NULL },     { "f_builtins", get_builtins, NULL },
  { NULL },
};

const HwNativeType hw_native_frame = { .repr = frame_repr, .methods = frame_methods, .getsets = frame_getsets };

/* --------------------------------------------------------------------------------------------------------- traceback */

static gboolean
set_next (HwVm     *vm,
          HwObject *self,
          HwObject *value)
{
  if (value == NULL || (value != H (vm)->none && value->kind != HW_KIND_TRACEBACK)) {
    hw_raise (vm, HW_EXC_TypeError, "expected traceback object or None, got '%s'", value != NULL ? value->type->name : "NULL");
    return FALSE;
  }
  hw_field_set (H (vm), self, HW_TRACEBACK_NEXT, value == H (vm)->none ? NULL : hw_newref (H (vm), value));
  return TRUE;
}

static HwObject *
get_traceback_line (HwVm     *vm,
                    HwObject *self)
{
  return hw_int_new (H (vm), self->as.items.extra);
}

static HwObject *
get_traceback_instruction (HwVm     *vm,
                           HwObject *self)
{
  return hw_int_new (H (vm), 2 * (gint64) GPOINTER_TO_SIZE (self->as.items.data));
}

static const HwGetSetDef traceback_getsets[] = {
  { "tb_next", get_next, set_next },
  { "tb_frame", get_frame, NULL },
  { "tb_lineno", get_traceback_line, NULL },
  { "tb_lasti", get_traceback_instruction, NULL },
  { NULL },
};

const HwNativeType hw_native_traceback = { .getsets = traceback_getsets };

/* ------------------------------------------------------------------------------------------------------------- module */

static HwObject *
module_repr (HwVm     *vm,
             HwObject *self)
{
  const char *name = hw_str_text (hw_field (self, HW_MODULE_NAME));

  if (strcmp (name, "__main__") == 0)
    return hw_str_printf (vm, "<module '__main__' from '%s'>", hw_scenario_get_path (vm->machine->scenario));
  return hw_str_printf (vm, "<module '%s' (built-in)>", name);
}

static const HwGetSetDef module_getsets[] = {
  { "__dict__", get_module_dict, NULL },
  { NULL },
};

const HwNativeType hw_native_module = { .repr = module_repr, .getsets = module_getsets };
