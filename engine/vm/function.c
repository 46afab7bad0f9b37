/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Functions, bound methods, cells and built-in functions as objects. Models Objects/funcobject.c, classobject.c, cellobject.c and
 * methodobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/slots.h"

/* Fields filled at once: one event instead of one each. */
static void
fill_fields (HwVm      *vm,
             HwObject  *object,
             HwObject **fields,
             guint32    n)
{
  HwHeap *heap = H (vm);

  hw_emit_splice (heap, object, 0, NULL, 0, fields, n);
  object->as.items.at = hw_body_alloc (heap, n * sizeof (HwObject *));
  memcpy (object->as.items.at, fields, n * sizeof (HwObject *));
  object->as.items.n = n;
}

HwObject *
hw_static_fields_new (HwVm    *vm,
                      HwTypeId type,
                      guint32  n_fields)
{
  HwObject *object = hw_object_new_static (H (vm), vm->types[type], vm->types[type]->kind);
  HwObject *fields[HW_FUNCTION_N_FIELDS] = { NULL };

  fill_fields (vm, object, fields, n_fields);
  return object;
}

HwObject *
hw_function_new (HwVm     *vm,
                 HwObject *code,
                 HwObject *globals)
{
  HwHeap *heap = H (vm);
  HwObject *module = hw_dict_get_str (heap, globals, vm->names[HW_NAME___name__]);
  HwObject *function = hw_object_new (heap, vm->types[HW_TYPE_ID_function], HW_KIND_FUNCTION, heap->profile->function_size);
  HwObject *doc = hw_code_of (code)->n_consts > 0 && hw_code_of (code)->flags & HW_CODE_FUNCTION ? hw_code_of (code)->consts[0] : NULL;
  HwObject *fields[HW_FUNCTION_N_FIELDS] = { NULL };

  if (doc != NULL && !hw_is_str (doc))
    doc = heap->none;
  fields[HW_FUNCTION_CODE] = hw_newref (heap, code);
  fields[HW_FUNCTION_GLOBALS] = hw_newref (heap, globals);
  fields[HW_FUNCTION_BUILTINS] = hw_newref (heap, vm->builtins);
  fields[HW_FUNCTION_MODULE] = module != NULL ? hw_newref (heap, module) : NULL;
  fields[HW_FUNCTION_DOC] = hw_newref (heap, doc != NULL ? doc : heap->none);
  fields[HW_FUNCTION_NAME] = hw_newref (heap, hw_field (code, HW_CODE_NAME));
  fields[HW_FUNCTION_QUALNAME] = hw_newref (heap, hw_field (code, HW_CODE_QUALNAME));
  fill_fields (vm, function, fields, HW_FUNCTION_N_FIELDS);
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    words[0] = HW_EVENT_HEAD (HW_EVENT_LAYOUT, hw_cell (heap, function));
    words[1] = 0;
    words[2] = hw_code_of (code)->layout;
  }
  hw_object_track (heap, function);
  return function;
}

HwObject *
hw_method_new (HwVm     *vm,
               HwObject *function,
               HwObject *self)
{
  HwHeap *heap = H (vm);
  HwObject *method = hw_object_new (heap, vm->types[HW_TYPE_ID_method], HW_KIND_METHOD, 64);
  HwObject *fields[HW_METHOD_N_FIELDS] = { hw_newref (heap, function), hw_newref (heap, self) };

  fill_fields (vm, method, fields, HW_METHOD_N_FIELDS);
  hw_object_track (heap, method);
  return method;
}

HwObject *
hw_cell_new (HwVm     *vm,
             HwObject *content)
{
  HwHeap *heap = H (vm);
  HwObject *cell = hw_object_new (heap, vm->types[HW_TYPE_ID_cell], HW_KIND_CELL, 40);

  fill_fields (vm, cell, &content, 1);
  hw_object_track (heap, cell);
  return cell;
}

HwObject *
hw_builtin_new (HwVm              *vm,
                const HwNativeDef *def,
                HwObject          *self,
                HwObject          *module)
{
  HwHeap *heap = H (vm);
  HwObject *builtin = hw_object_new (heap, vm->types[HW_TYPE_ID_builtin], HW_KIND_BUILTIN, 72);
  HwObject *fields[HW_BUILTIN_N_FIELDS] = { self != NULL ? hw_newref (heap, self) : NULL, module != NULL ? hw_newref (heap, module) : NULL };

  builtin->as.items.data = (gpointer) def;
  fill_fields (vm, builtin, fields, HW_BUILTIN_N_FIELDS);
  hw_object_track (heap, builtin);
  return builtin;
}

/* ----------------------------------------------------------------------------------------------------------- function */

static HwObject *
function_bind (HwVm     *vm,
               HwObject *self,
               HwObject *object,
               HwType   *type)
{
  return object != NULL ? hw_method_new (vm, self, object) : hw_newref (H (vm), self);
}

static HwObject *
function_repr (HwVm     *vm,
               HwObject *self)
{
  return hw_str_printf (vm, "<function %s at 0x%" G_GINT64_MODIFIER "x>", hw_str_text (hw_field (self, HW_FUNCTION_QUALNAME)),
                        hw_object_get_id (vm, self));
}

/* The attributes that are fields; those that begin as nothing are made, or None. */
#define FIELD_GETTER(name, field)                                       \
  static HwObject *get_##name (HwVm *vm, HwObject *self)                \
  {                                                                     \
    HwObject *value = hw_field (self, field);                           \
                                                                        \
    return hw_newref (H (vm), value != NULL ? value : H (vm)->none);    \
  }

#define FIELD_SETTER(name, field)                                                    \
  static gboolean set_##name (HwVm *vm, HwObject *self, HwObject *value)             \
  {                                                                                  \
    hw_field_set (H (vm), self, field, value != NULL ? hw_newref (H (vm), value) : NULL); \
    return TRUE;                                                                     \
  }

FIELD_GETTER (code, HW_FUNCTION_CODE)
FIELD_GETTER (globals, HW_FUNCTION_GLOBALS)
FIELD_GETTER (module, HW_FUNCTION_MODULE)
FIELD_GETTER (defaults, HW_FUNCTION_DEFAULTS)
FIELD_GETTER (kwdefaults, HW_FUNCTION_KWDEFAULTS)
FIELD_GETTER (doc, HW_FUNCTION_DOC)
FIELD_GETTER (name, HW_FUNCTION_NAME)
FIELD_GETTER (qualname, HW_FUNCTION_QUALNAME)
FIELD_GETTER (closure, HW_FUNCTION_CLOSURE)
FIELD_SETTER (code, HW_FUNCTION_CODE)
FIELD_SETTER (module, HW_FUNCTION_MODULE)
FIELD_SETTER (defaults, HW_FUNCTION_DEFAULTS)
FIELD_SETTER (kwdefaults, HW_FUNCTION_KWDEFAULTS)
FIELD_SETTER (doc, HW_FUNCTION_DOC)
FIELD_SETTER (name, HW_FUNCTION_NAME)
FIELD_SETTER (qualname, HW_FUNCTION_QUALNAME)
FIELD_SETTER (annotations, HW_FUNCTION_ANNOTATIONS)
FIELD_SETTER (dict, HW_FUNCTION_DICT)

static HwObject *
get_made_dict (HwVm     *vm,
               HwObject *self,
               guint32   field)
{
  if (hw_field (self, field) == NULL)
    hw_field_set (H (vm), self, field, hw_dict_new (H (vm)));
  return hw_newref (H (vm), hw_field (self, field));
}

static HwObject *
get_dict (HwVm     *vm,
          HwObject *self)
{
  return get_made_dict (vm, self, HW_FUNCTION_DICT);
}

static HwObject *
get_annotations (HwVm     *vm,
                 HwObject *self)
{
  return get_made_dict (vm, self, HW_FUNCTION_ANNOTATIONS);
}

static const HwGetSetDef function_getsets[] = {
  { "__code__", get_code, set_code },
  { "__globals__", get_globals, NULL },
  { "__module__", get_module, set_module },
  { "__defaults__", get_defaults, set_defaults },
  { "__kwdefaults__", get_kwdefaults, set_kwdefaults },
  { "__doc__", get_doc, set_doc },
  { "__name__", get_name, set_name },
  { "__qualname__", get_qualname, set_qualname },
  { "__closure__", get_closure, NULL },
  { "__annotations__", get_annotations, set_annotations },
  { "__dict__", get_dict, set_dict },
  { NULL },
};

const HwNativeType hw_native_function = {
  .repr = function_repr,
  .descr_get = function_bind,
  .getsets = function_getsets,
};

/* ------------------------------------------------------------------------------------------------------------- method */

static HwObject *
method_repr (HwVm     *vm,
             HwObject *self)
{
  HwObject *name, *object = hw_repr (vm, hw_field (self, HW_METHOD_SELF)), *result;

  if (object == NULL)
    return NULL;
  if (hw_lookup_attr (vm, hw_field (self, HW_METHOD_FUNCTION), vm->names[HW_NAME___qualname__], &name) <= 0) {
    hw_exception_clear (vm);
    name = hw_str_new (H (vm), "?", 1);
  }
  result = hw_str_printf (vm, "<bound method %s of %s>", hw_str_text (name), hw_str_text (object));
  hw_decref (H (vm), name);
  hw_decref (H (vm), object);
  return result;
}

static HwObject *
method_compare (HwVm       *vm,
                HwObject   *self,
                HwObject   *other,
                HwCompareOp op)
{
  int equal;

  if (other->kind != HW_KIND_METHOD || other->sub != self->sub || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  equal = hw_field (self, HW_METHOD_SELF) == hw_field (other, HW_METHOD_SELF)
            ? hw_equal (vm, hw_field (self, HW_METHOD_FUNCTION), hw_field (other, HW_METHOD_FUNCTION))
            : 0;
  return equal < 0 ? NULL : hw_bool_new (H (vm), equal == (op == HW_COMPARE_EQ));
}

static gint64
method_hash (HwVm     *vm,
             HwObject *self)
{
  gint64 hash = (gint64) hw_field (self, HW_METHOD_SELF)->address ^ hw_hash (vm, hw_field (self, HW_METHOD_FUNCTION));

  return hash == -1 ? -2 : hash;
}

static HwObject *
method_get_attribute (HwVm     *vm,
                      HwObject *self,
                      HwObject *name)
{
  HwObject *found = hw_type_lookup (vm, self->type, name);

  if (found != NULL)
    return hw_bind_descriptor (vm, found, self, self->type);
  return hw_get_attr (vm, hw_field (self, HW_METHOD_FUNCTION), name);
}

FIELD_GETTER (method_function, HW_METHOD_FUNCTION)
FIELD_GETTER (method_self, HW_METHOD_SELF)

static const HwGetSetDef method_getsets[] = {
  { "__func__", get_method_function, NULL },
  { "__self__", get_method_self, NULL },
  { NULL },
};

const HwNativeType hw_native_method = {
  .repr = method_repr,
  .hash = method_hash,
  .compare = method_compare,
  .get_attribute = method_get_attribute,
  .getsets = method_getsets,
};

static HwObject *
method_wrapper_repr (HwVm     *vm,
                     HwObject *self)
{
  HwObject *object = hw_field (self, HW_METHOD_SELF);

  return hw_str_printf (vm, "<method-wrapper '%s' of %s object at 0x%" G_GINT64_MODIFIER "x>",
                        hw_str_text (hw_field (hw_field (self, HW_METHOD_FUNCTION), HW_DESCRIPTOR_NAME)), object->type->name,
                        hw_object_get_id (vm, object));
}

static HwObject *
get_wrapper_name (HwVm     *vm,
                  HwObject *self)
{
  return hw_newref (H (vm), hw_field (hw_field (self, HW_METHOD_FUNCTION), HW_DESCRIPTOR_NAME));
}

static const HwGetSetDef method_wrapper_getsets[] = {
  { "__self__", get_method_self, NULL },
  { "__name__", get_wrapper_name, NULL },
  { NULL },
};

const HwNativeType hw_native_method_wrapper = {
  .repr = method_wrapper_repr,
  .hash = method_hash,
  .compare = method_compare,
  .getsets = method_wrapper_getsets,
};

/* ------------------------------------------------------------------------------------------------- built-in functions */

static HwObject *
builtin_repr (HwVm     *vm,
              HwObject *self)
{
  const HwNativeDef *def = self->as.items.data;
  HwObject *owner = hw_field (self, HW_BUILTIN_SELF);

  if (owner == NULL || owner->kind == HW_KIND_MODULE)
    return hw_str_printf (vm, "<built-in function %s>", def->name);
  return hw_str_printf (vm, "<built-in method %s of %s object at 0x%" G_GINT64_MODIFIER "x>", def->name, owner->type->name,
                        hw_object_get_id (vm, owner));
}

static HwObject *
get_builtin_name (HwVm     *vm,
                  HwObject *self)
{
  return hw_str_intern_new (H (vm), ((const HwNativeDef *) self->as.items.data)->name);
}

static HwObject *
builtin_compare (HwVm       *vm,
                 HwObject   *self,
                 HwObject   *other,
                 HwCompareOp op)
{
  gboolean equal;

  if (other->kind != HW_KIND_BUILTIN || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  equal = self->as.items.data == other->as.items.data && hw_field (self, HW_BUILTIN_SELF) == hw_field (other, HW_BUILTIN_SELF);
  return hw_bool_new (H (vm), equal == (op == HW_COMPARE_EQ));
}

static gint64
builtin_hash (HwVm     *vm,
              HwObject *self)
{
  HwObject *owner = hw_field (self, HW_BUILTIN_SELF);

  return (gint64) ((gsize) self->as.items.data >> 4) ^ (owner != NULL ? owner->address : 0);
}

FIELD_GETTER (builtin_self, HW_BUILTIN_SELF)
FIELD_GETTER (builtin_module, HW_BUILTIN_MODULE)

static const HwGetSetDef builtin_getsets[] = {
  { "__name__", get_builtin_name, NULL },
  { "__qualname__", get_builtin_name, NULL },
  { "__self__", get_builtin_self, NULL },
  { "__module__", get_builtin_module, NULL },
  { NULL },
};

const HwNativeType hw_native_builtin = {
  .repr = builtin_repr,
  .hash = builtin_hash,
  .compare = builtin_compare,
  .getsets = builtin_getsets,
};

/* -------------------------------------------------------------------------------------------------------- code and cell */

static HwObject *
code_repr (HwVm     *vm,
           HwObject *self)
{
  const HwCode *code = hw_code_of (self);

  return hw_str_printf (vm, "<code object %s at 0x%" G_GINT64_MODIFIER "x, file \"%s\", line %u>", code->name, hw_object_get_id (vm, self),
                        hw_scenario_get_path (vm->machine->scenario), code->first_line);
}

FIELD_GETTER (code_consts, HW_CODE_CONSTS)
FIELD_GETTER (code_names, HW_CODE_NAMES)
FIELD_GETTER (code_varnames, HW_CODE_VARNAMES)
FIELD_GETTER (code_freevars, HW_CODE_FREEVARS)
FIELD_GETTER (code_name, HW_CODE_NAME)
FIELD_GETTER (code_qualname, HW_CODE_QUALNAME)

static HwObject *
get_argcount (HwVm     *vm,
              HwObject *self)
{
  return hw_int_new (H (vm), hw_code_of (self)->n_positional);
}

static HwObject *
get_first_line (HwVm     *vm,
                HwObject *self)
{
  return hw_int_new (H (vm), hw_code_of (self)->first_line);
}

static HwObject *
get_filename (HwVm     *vm,
              HwObject *self)
{
  return hw_str_new (H (vm), hw_scenario_get_path (vm->machine->scenario), -1);
}

static const HwGetSetDef code_getsets[] = {
  { "co_consts", get_code_consts, NULL },     { "co_names", get_code_names, NULL },       { "co_varnames", get_code_varnames, NULL },
  { "co_freevars", get_code_freevars, NULL }, { "co_name", get_code_name, NULL },         { "co_qualname", get_code_qualname, NULL },
  { "co_argcount", get_argcount, NULL },      { "co_firstlineno", get_first_line, NULL }, { "co_filename", get_filename, NULL },
  { NULL },
};

const HwNativeType hw_native_code = { .repr = code_repr, .getsets = code_getsets };

static HwObject *
cell_repr (HwVm     *vm,
           HwObject *self)
{
  HwObject *content = hw_field (self, 0);

  if (content == NULL)
    return hw_str_printf (vm, "<cell at 0x%" G_GINT64_MODIFIER "x: empty>", hw_object_get_id (vm, self));
  return hw_str_printf (vm, "<cell at 0x%" G_GINT64_MODIFIER "x: %s object at 0x%" G_GINT64_MODIFIER "x>", hw_object_get_id (vm, self),
                        content->type->name, hw_object_get_id (vm, content));
}

static HwObject *
get_cell_contents (HwVm     *vm,
                   HwObject *self)
{
  HwObject *content = hw_field (self, 0);

  return content != NULL ? hw_newref (H (vm), content) : hw_raise (vm, HW_EXC_ValueError, "cell is empty");
}

FIELD_SETTER (cell_contents, 0)

static HwObject *
cell_make (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  if (!hw_no_keywords (vm, "cell", kwnames) || !hw_check_count (vm, "cell", n, 0, 1))
    return NULL;
  return hw_cell_new (vm, n > 0 ? hw_newref (H (vm), args[0]) : NULL);
}

static const HwGetSetDef cell_getsets[] = {
  { "cell_contents", get_cell_contents, set_cell_contents },
  { NULL },
};

const HwNativeType hw_native_cell = { .new_ = cell_make, .repr = cell_repr, .getsets = cell_getsets };
