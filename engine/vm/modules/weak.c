/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the classes of the module weakref share: see weak.h. */

#include "vm/modules/weak.h"

#include "vm/class.h"
#include "vm/modules/native-object.h"

#define SHARED_NAMES 30

G_STATIC_ASSERT (HW_N_WEAK_TYPES <= G_N_ELEMENTS (((HwMachine *) NULL)->weak_types));

/* ------------------------------------------------------------------------------------------------------------ classes */

static void
add_member (HwVm       *vm,
            HwType     *type,
            const char *name,
            guint32     place)
{
  HwHeap *heap = H (vm);
  HwObject *member = hw_static_fields_new (vm, HW_TYPE_ID_member, HW_DESCRIPTOR_N_FIELDS);

  member->as.items.extra = place;
  hw_field_set (heap, member, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
  hw_field_set (heap, member, HW_DESCRIPTOR_NAME, hw_newref (heap, hw_str_intern_static (heap, name)));
  hw_dict_set_name (heap, hw_field (type->object, HW_CLASS_DICT), name, member);
  hw_decref (heap, member);
  if (heap->sink != NULL)
    heap->sink->add_label (heap->sink, type->layout, 1 + place, name);
}

static void
add_getset (HwVm       *vm,
            HwType     *type,
            const char *name)
{
  HwHeap *heap = H (vm);
  HwObject *getset = hw_static_fields_new (vm, HW_TYPE_ID_getset, HW_DESCRIPTOR_N_FIELDS);

  getset->as.items.data = (gpointer) hw_class_getset_def (name);
  hw_field_set (heap, getset, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
  hw_field_set (heap, getset, HW_DESCRIPTOR_NAME, hw_newref (heap, hw_str_intern_static (heap, name)));
  hw_dict_set_name (heap, hw_field (type->object, HW_CLASS_DICT), name, getset);
  hw_decref (heap, getset);
}

HwType *
hw_weak_class_new (HwVm              *vm,
                   const HwWeakClass *class)
{
  HwHeap *heap = H (vm);
  HwType *base = vm->types[class->base];
  guint attributes = class->members == NULL ? HW_TYPE_DICT | HW_TYPE_WEAKREFS : 0;
  HwType *type = hw_native_type_new (vm, class->name, base->kind, base, HW_TYPE_GC | HW_TYPE_BASE | attributes | class->flags,
                                     class->native);
  g_auto (GStrv) members = g_strsplit (class->members != NULL ? class->members : "", " ", 0);

  type->is_heap = TRUE;
  if (class->members == NULL) {
    type->inline_values = TRUE;
    type->usable = SHARED_NAMES;
    add_getset (vm, type, "__dict__");
    add_getset (vm, type, "__weakref__");
  }
  type->own_members = type->n_members = g_strv_length (members);
  for (guint32 i = 0; i < type->n_members; i++)
    add_member (vm, type, members[i], i);
  hw_dict_set_name (heap, hw_field (type->object, HW_CLASS_DICT), "__module__", hw_str_intern_static (heap, class->module));
  vm->machine->weak_types[class->id] = type;
  return type;
}

/* ---------------------------------------------------------------------------------------------------------- functions */

static HwObject *
function_call (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  const HwNativeDef *def = self->as.items.data;

  hw_weak_enter (vm);
  if (n < def->min)
    return hw_raise (vm, HW_EXC_TypeError, "%s() missing %u required positional argument%s", def->name, def->min - n,
                     def->min - n == 1 ? "" : "s");
  return def->function (vm, self, args, n, kwnames);
}

static HwObject *
function_repr (HwVm     *vm,
               HwObject *self)
{
  const HwNativeDef *def = self->as.items.data;

  return hw_str_printf (vm, "<function %s at 0x%" G_GINT64_MODIFIER "x>", def->name, hw_object_get_id (vm, self));
}

static HwObject *
function_get_name (HwVm     *vm,
                   HwObject *self)
{
  const HwNativeDef *def = self->as.items.data;
  const char *point = strrchr (def->name, '.');

  return hw_str_intern_new (H (vm), point != NULL ? point + 1 : def->name);
}

static HwObject *
function_get_qualname (HwVm     *vm,
                       HwObject *self)
{
  return hw_str_intern_new (H (vm), ((const HwNativeDef *) self->as.items.data)->name);
}

static const HwGetSetDef function_getsets[] = {
  { "__name__", function_get_name, NULL },
  { "__qualname__", function_get_qualname, NULL },
  { NULL },
};

static const HwNativeType function_native = { .call = function_call, .repr = function_repr, .getsets = function_getsets };

void
hw_weak_functions_init (HwVm *vm)
{
  HwType *type = hw_native_type_new (vm, "function", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                                     HW_TYPE_GC | HW_TYPE_WEAKREFS | HW_TYPE_NO_NEW,
                                     &function_native);

  type->basic_size = H (vm)->profile->function_size;
  vm->machine->weak_types[HW_WEAK_FUNCTION] = type;
}

HwObject *
hw_weak_function_new (HwVm              *vm,
                      const HwNativeDef *def,
                      HwObject          *captured)
{
  HwObject *function = hw_native_new (vm, hw_weak_type (vm, HW_WEAK_FUNCTION), HW_KIND_NATIVE, 2);

  function->as.items.data = (gpointer) def;
  hw_field_set (H (vm), function, 1, captured);
  hw_object_track (H (vm), function);
  return function;
}

/* ---------------------------------------------------------------------------------------------------------- arguments */

typedef struct {
  const char *names[4];
  gsize       lengths[4];
  guint       n, n_required;
  gboolean    more, keywords, by_position;
} Signature;

static void
parse (const char *text,
       Signature  *signature)
{
  *signature = (Signature) { .n = 0 };
  for (const char *p = text; *p != '\0';) {
    gsize length = strcspn (p, ",");

    if (length == 1 && *p == '*') {
      signature->more = TRUE;
    } else if (length == 1 && *p == '/') {
      signature->by_position = TRUE;
    } else if (length == 2 && *p == '*') {
      signature->keywords = TRUE;
    } else {
      gboolean optional = p[length - 1] == '=';

      g_assert (signature->n < G_N_ELEMENTS (signature->names));
      signature->names[signature->n] = p;
      signature->lengths[signature->n++] = length - optional;
      signature->n_required += !optional;
    }
    p += length;
    p += *p == ',';
  }
}

static gboolean
raise_too_many (HwVm            *vm,
                const char      *function,
                const Signature *signature,
                guint            n)
{
  guint most = signature->n + 1, least = signature->n_required + 1;

  if (least == most)
    hw_raise (vm, HW_EXC_TypeError, "%s() takes %u positional argument%s but %u were given", function, most, most == 1 ? "" : "s",
              n + 1);
  else
    hw_raise (vm, HW_EXC_TypeError, "%s() takes from %u to %u positional arguments but %u were given", function, least, most,
              n + 1);
  return FALSE;
}

static gboolean
raise_missing (HwVm            *vm,
               const char      *function,
               const Signature *signature,
               HwObject *const *values)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_missing = 0, seen = 0;

  for (guint i = 0; i < signature->n_required; i++)
    n_missing += values[i] == NULL;
  for (guint i = 0; i < signature->n_required; i++) {
    if (values[i] != NULL)
      continue;
    seen++;
    g_string_append_printf (names, "%s'%.*s'", seen == 1 ? "" : seen < n_missing ? ", " : n_missing == 2 ? " and " : ", and ",
                            (int) signature->lengths[i], signature->names[i]);
  }
  hw_raise (vm, HW_EXC_TypeError, "%s() missing %u required positional argument%s: %s", function, n_missing,
            n_missing == 1 ? "" : "s", names->str);
  return FALSE;
}

static gboolean
bind_keyword (HwVm            *vm,
              const char      *function,
              const Signature *signature,
              HwObject        *name,
              HwObject        *value,
              HwObject       **values)
{
  for (guint i = 0; i < signature->n && !signature->by_position; i++) {
    if (signature->lengths[i] != name->as.str.n_bytes ||
        memcmp (signature->names[i], hw_str_text (name), signature->lengths[i]) != 0)
      continue;
    if (values[i] != NULL) {
      hw_raise (vm, HW_EXC_TypeError, "%s() got multiple values for argument '%s'", function, hw_str_text (name));
      return FALSE;
    }
    values[i] = value;
    return TRUE;
  }
  if (signature->keywords)
    return TRUE;
  hw_raise (vm, HW_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", function, hw_str_text (name));
  return FALSE;
}

gboolean
hw_weak_bind (HwVm            *vm,
              const char      *function,
              const char      *text,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames,
              HwObject       **values)
{
  Signature signature;

  hw_weak_enter (vm);
  parse (text, &signature);
  for (guint i = 0; i < signature.n; i++)
    values[i] = i < n ? args[i] : NULL;
  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++)
    if (!bind_keyword (vm, function, &signature, kwnames->as.items.at[i], args[n + i], values))
      return FALSE;
  if (n > signature.n && !signature.more)
    return raise_too_many (vm, function, &signature, n);
  for (guint i = 0; i < signature.n_required; i++)
    if (values[i] == NULL)
      return raise_missing (vm, function, &signature, values);
  return TRUE;
}

/* --------------------------------------------------------------------------------------------------------- attributes */

HwObject *
hw_weak_get (HwVm       *vm,
             HwObject   *self,
             const char *name)
{
  return hw_get_attr_name (vm, self, name);
}

HwObject *
hw_weak_get_kind (HwVm       *vm,
                  HwObject   *self,
                  const char *name,
                  HwKind      kind)
{
  HwObject *value = hw_get_attr_name (vm, self, name);

  if (value == NULL || value->kind == kind)
    return value;
  hw_raise (vm, HW_EXC_TypeError, "'%s' of a '%s' object must stay what it was made as, not '%s'", name, HW_TYPE_NAME (self),
            HW_TYPE_NAME (value));
  hw_decref (H (vm), value);
  return NULL;
}

gboolean
hw_weak_set (HwVm       *vm,
             HwObject   *self,
             const char *name,
             HwObject   *value)
{
  gboolean done = value != NULL && hw_set_attr_name (vm, self, name, value);

  hw_xdecref (H (vm), value);
  return done;
}

HwObject *
hw_weak_call (HwVm            *vm,
              HwObject        *object,
              const char      *name,
              HwObject *const *args,
              guint            n)
{
  HwObject *method = hw_get_attr_name (vm, object, name), *result;

  if (method == NULL)
    return NULL;
  result = hw_call (vm, method, args, n, NULL);
  hw_decref (H (vm), method);
  return result;
}

/* --------------------------------------------------------------------------------------------------- weak references */

HwObject *
hw_weak_referent (HwVm     *vm,
                  HwObject *weakref)
{
  if (weakref->kind != HW_KIND_WEAKREF)
    return hw_call (vm, weakref, NULL, 0, NULL);
  return hw_newref (H (vm), weakref->as.weakref.referent != NULL ? weakref->as.weakref.referent : H (vm)->none);
}

gboolean
hw_weak_unpack (HwVm      *vm,
                HwObject  *pair,
                HwObject **first,
                HwObject **second)
{
  HwObject *tuple = hw_to_tuple (vm, pair);

  if (tuple == NULL)
    return FALSE;
  if (tuple->as.items.n != 2) {
    if (tuple->as.items.n < 2)
      hw_raise (vm, HW_EXC_ValueError, "not enough values to unpack (expected 2, got %u)", tuple->as.items.n);
    else
      hw_raise (vm, HW_EXC_ValueError, "too many values to unpack (expected 2)");
    hw_decref (H (vm), tuple);
    return FALSE;
  }
  *first = hw_newref (H (vm), tuple->as.items.at[0]);
  *second = hw_newref (H (vm), tuple->as.items.at[1]);
  hw_decref (H (vm), tuple);
  return TRUE;
}

/* --------------------------------------------------------------------------------------------------------- containers */

HwObject *
hw_weak_container_new (HwVm            *vm,
                       HwType          *type,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  return hw_instance_new (H (vm), type);
}

gboolean
hw_weak_set_remove (HwVm              *vm,
                    HwObject          *self,
                    const HwNativeDef *remove,
                    HwObject          *more)
{
  HwObject *self_ref = hw_weak_ref (vm, self, NULL), *values[2] = { self_ref, more }, *captured;

  if (self_ref == NULL)
    return FALSE;
  captured = hw_tuple_of (H (vm), values, more != NULL ? 2 : 1);
  hw_decref (H (vm), self_ref);
  return hw_weak_set (vm, self, "_remove", hw_weak_function_new (vm, remove, captured));
}

HwObject *
hw_weak_removing_ref (HwVm     *vm,
                      HwObject *self,
                      HwObject *object)
{
  HwObject *remove = hw_weak_get (vm, self, "_remove"), *weakref;

  if (remove == NULL)
    return NULL;
  weakref = hw_weak_ref (vm, object, remove);
  hw_decref (H (vm), remove);
  return weakref;
}

gboolean
hw_weak_set_deferred (HwVm     *vm,
                      HwObject *self)
{
  return !hw_weak_defers (vm) || (hw_weak_set (vm, self, "_pending_removals", hw_list_new (H (vm), 0)) &&
                                  hw_weak_set (vm, self, "_iterating", hw_set_new (H (vm), vm->types[HW_TYPE_ID_set])));
}

HwObject *
hw_weak_owner (HwVm     *vm,
               HwObject *function)
{
  HwObject *self_ref = hw_weak_captured (function, 0);

  return self_ref != NULL && self_ref->as.weakref.referent != NULL ? hw_newref (H (vm), self_ref->as.weakref.referent) : NULL;
}

/* Notes [item] for later if the container is being iterated over: 1; else 0; -1. */
static int
defer (HwVm     *vm,
       HwObject *self,
       HwObject *item)
{
  HwObject *iterating, *pending;
  int truth;

  if (!hw_weak_defers (vm))
    return 0;
  iterating = hw_weak_get (vm, self, "_iterating");
  if (iterating == NULL)
    return -1;
  truth = hw_truth (vm, iterating);
  hw_decref (H (vm), iterating);
  if (truth <= 0)
    return truth;
  pending = hw_weak_get_kind (vm, self, "_pending_removals", HW_KIND_LIST);
  if (pending == NULL)
    return -1;
  hw_list_append (H (vm), pending, item);
  hw_decref (H (vm), pending);
  return 1;
}

HwObject *
hw_weak_remove (HwVm         *vm,
                HwObject     *self,
                HwObject     *item,
                HwKind        kind,
                HwWeakDiscard discard)
{
  int deferred = defer (vm, self, item);
  gboolean done = FALSE;
  HwObject *data;

  if (deferred == 0) {
    data = hw_weak_get_kind (vm, self, "data", kind);
    done = data != NULL && discard (vm, data, item);
    hw_xdecref (H (vm), data);
  }
  return done || deferred > 0 ? HW_NONE (vm) : NULL;
}

HwObject *
hw_weak_commit_removals (HwVm         *vm,
                         HwObject     *self,
                         HwKind        kind,
                         HwWeakDiscard discard)
{
  HwObject *pending, *data;
  gboolean done;

  hw_weak_enter (vm);
  pending = hw_weak_get_kind (vm, self, "_pending_removals", HW_KIND_LIST);
  data = pending != NULL ? hw_weak_get_kind (vm, self, "data", kind) : NULL;
  done = data != NULL;
  while (done && pending->as.items.n > 0) {
    HwObject *item = hw_list_pop (H (vm), pending, pending->as.items.n - 1);

    done = discard (vm, data, item);
    hw_decref (H (vm), item);
  }
  hw_xdecref (H (vm), data);
  hw_xdecref (H (vm), pending);
  return done ? HW_NONE (vm) : NULL;
}

gint64
hw_weak_n_pending (HwVm     *vm,
                   HwObject *self)
{
  HwObject *pending;
  gint64 n;

  if (!hw_weak_defers (vm))
    return 0;
  pending = hw_weak_get_kind (vm, self, "_pending_removals", HW_KIND_LIST);
  if (pending == NULL)
    return -1;
  n = pending->as.items.n;
  hw_decref (H (vm), pending);
  return n;
}

gboolean
hw_weak_commit (HwVm     *vm,
                HwObject *self)
{
  gint64 n = hw_weak_n_pending (vm, self);
  HwObject *result;

  if (n <= 0)
    return n == 0;
  result = hw_weak_call (vm, self, "_commit_removals", NULL, 0);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

HwObject *
hw_weak_open_data (HwVm     *vm,
                   HwObject *self,
                   HwKind    kind)
{
  return hw_weak_commit (vm, self) ? hw_weak_get_kind (vm, self, "data", kind) : NULL;
}
