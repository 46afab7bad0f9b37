/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Making classes: the class statement, type(name, bases, dict), the MRO, __slots__, inheritance of layout. Models __build_class__ of
 * Python/bltinmodule.c and type_new, mro_implementation, best_base of Objects/typeobject.c. */

#include "vm/class.h"

#include "vm/containers.h"
#include "vm/text.h"

/* -------------------------------------------------------------------------------------------------------------- MRO */

static gboolean
in_tail (HwObject **sequence,
         guint      n,
         HwObject  *candidate)
{
  for (guint i = 1; i < n; i++)
    if (sequence[i] == candidate)
      return TRUE;
  return FALSE;
}

typedef struct {
  HwObject **items;
  guint      n;
} Run;

/* The first head that no other run has in its tail; NULL if there is none. */
static HwObject *
next_in_merge (Run  *runs,
               guint n_runs)
{
  for (guint i = 0; i < n_runs; i++) {
    gboolean blocked = FALSE;

    if (runs[i].n == 0)
      continue;
    for (guint j = 0; j < n_runs && !blocked; j++)
      blocked = runs[j].n > 0 && in_tail (runs[j].items, runs[j].n, runs[i].items[0]);
    if (!blocked)
      return runs[i].items[0];
  }
  return NULL;
}

static void
raise_no_mro (HwVm     *vm,
              HwObject *bases)
{
  GString *names = g_string_new (NULL);

  for (guint32 i = 0; i < bases->as.items.n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", hw_type_of_object (bases->as.items.at[i])->name);
  hw_raise (vm, HW_EXC_TypeError, "Cannot create a consistent method resolution%corder (MRO) for bases %s",
            H (vm)->profile->minor <= 12 ? '\n' : ' ', names->str);
  g_string_free (names, TRUE);
}

/* C3 linearisation: a tuple, new; NULL with an exception. */
static HwObject *
make_mro (HwVm     *vm,
          HwObject *class_object,
          HwObject *bases)
{
  guint n_runs = bases->as.items.n + 1;
  g_autofree Run *runs = g_new (Run, n_runs);
  g_autoptr (GPtrArray) mro = g_ptr_array_new ();
  HwObject *next, *list, *tuple;
  gboolean left = FALSE;

  for (guint i = 0; i < bases->as.items.n; i++) {
    HwObject *base_mro = hw_field (bases->as.items.at[i], HW_CLASS_MRO);

    runs[i] = (Run) { base_mro->as.items.at, base_mro->as.items.n };
  }
  runs[n_runs - 1] = (Run) { bases->as.items.at, bases->as.items.n };
  g_ptr_array_add (mro, class_object);
  while ((next = next_in_merge (runs, n_runs)) != NULL) {
    g_ptr_array_add (mro, next);
    for (guint i = 0; i < n_runs; i++) {
      if (runs[i].n > 0 && runs[i].items[0] == next) {
        runs[i].items++;
        runs[i].n--;
      }
    }
  }
  for (guint i = 0; i < n_runs; i++)
    left = left || runs[i].n > 0;
  if (left) {
    raise_no_mro (vm, bases);
    return NULL;
  }
  /* mro_implementation makes a list first. */
  list = hw_list_new (H (vm), mro->len);
  tuple = hw_tuple_of (H (vm), (HwObject **) mro->pdata, mro->len);
  hw_decref (H (vm), list);
  return tuple;
}

/* ------------------------------------------------------------------------------------------------------------ layout */

/* The class whose layout an instance of [type] extends. */
static HwType *
solid_base (HwType *type)
{
  while (type->is_heap && type->own_members == 0 && type->base != NULL)
    type = type->base;
  return type;
}

static HwType *
best_base (HwVm     *vm,
           HwObject *bases)
{
  HwType *best = NULL, *winner = NULL;

  for (guint32 i = 0; i < bases->as.items.n; i++) {
    HwObject *object = bases->as.items.at[i];
    HwType *type, *solid;

    if (object->kind != HW_KIND_TYPE)
      return hw_raise (vm, HW_EXC_TypeError, "bases must be types");
    type = hw_type_of_object (object);
    if (!type->is_heap && !type->is_base)
      return hw_raise (vm, HW_EXC_TypeError, "type '%s' is not an acceptable base type", type->name);
    solid = solid_base (type);
    if (winner == NULL || hw_type_is_subtype (solid, winner)) {
      if (winner == NULL || solid != winner)
        best = type;
      winner = solid;
    } else if (!hw_type_is_subtype (winner, solid)) {
      return hw_raise (vm, HW_EXC_TypeError, "multiple bases have instance lay-out conflict");
    }
  }
  return best;
}

static gboolean
any_base (HwObject *bases,
          gboolean (*test) (const HwType *type))
{
  for (guint32 i = 0; i < bases->as.items.n; i++)
    if (test (hw_type_of_object (bases->as.items.at[i])))
      return TRUE;
  return FALSE;
}

static gboolean
test_dict (const HwType *type)
{
  return type->has_dict;
}

static gboolean
test_weakrefs (const HwType *type)
{
  return type->has_weakrefs;
}

/* Which instances keep attributes inline (the dossier's 2.7). */
static gboolean
keeps_inline (HwVm   *vm,
              HwType *type)
{
  const HwProfile *profile = H (vm)->profile;

  if (!type->has_dict)
    return FALSE;
  switch (type->kind) {
  case HW_KIND_INSTANCE:
    return profile->minor != 13 || type->n_members == 0;
  case HW_KIND_LIST:
  case HW_KIND_DICT:
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
  case HW_KIND_STR:
  case HW_KIND_FLOAT:
    return profile->minor >= 14;
  default:
    return FALSE;
  }
}

/* ------------------------------------------------------------------------------------------------------------ __slots__ */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (hw_str_text (*(HwObject *const *) a), hw_str_text (*(HwObject *const *) b));
}

/* "__x" in class "_C" is "_C__x". New. */
static HwObject *
mangle (HwVm       *vm,
        const char *class_name,
        HwObject   *name)
{
  const char *text = hw_str_text (name);
  g_autofree char *mangled = NULL;

  while (*class_name == '_')
    class_name++;
  if (!g_str_has_prefix (text, "__") || g_str_has_suffix (text, "__") || *class_name == '\0')
    return hw_newref (H (vm), name);
  mangled = g_strconcat ("_", class_name, text, NULL);
  return hw_str_intern_new (H (vm), mangled);
}

static void
raise_bad_slot (HwVm     *vm,
                HwObject *name)
{
  if (hw_str_is_identifier (name))
    hw_raise (vm, HW_EXC_ValueError, "'%s' in __slots__ conflicts with class variable", hw_str_text (name));
  else
    hw_raise (vm, HW_EXC_TypeError, "__slots__ must be identifiers");
}

/* The names that get a place, sorted; __dict__ and __weakref__ are only noted. NULL: exception. */
static GPtrArray *
read_slots (HwVm     *vm,
            HwType   *type,
            HwObject *slots)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  HwObject *list = hw_is_str (slots) ? NULL : hw_to_list (vm, slots);

  if (hw_is_str (slots))
    list = hw_list_of (H (vm), &slots, 1);
  if (list == NULL)
    return NULL;
  for (guint32 i = 0; i < list->as.items.n; i++) {
    HwObject *name = list->as.items.at[i];

    if (!hw_is_str (name)) {
      hw_raise (vm, HW_EXC_TypeError, "__slots__ items must be strings, not '%s'", name->type->name);
      hw_decref (H (vm), list);
      return NULL;
    }
    if (!hw_str_is_identifier (name) || hw_dict_get_str (H (vm), hw_field (type->object, HW_CLASS_DICT), name) != NULL) {
      raise_bad_slot (vm, name);
      hw_decref (H (vm), list);
      return NULL;
    }
    if (strcmp (hw_str_text (name), "__dict__") == 0)
      type->has_dict = TRUE;
    else if (strcmp (hw_str_text (name), "__weakref__") == 0)
      type->has_weakrefs = TRUE;
    else
      g_ptr_array_add (names, mangle (vm, type->name, name));
  }
  hw_decref (H (vm), list);
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static void
add_member (HwVm     *vm,
            HwType   *type,
            HwObject *name,
            guint32   place)
{
  HwHeap *heap = H (vm);
  HwObject *member = hw_fields_new (heap, vm->types[HW_TYPE_ID_member], HW_KIND_DESCRIPTOR, 72, HW_DESCRIPTOR_N_FIELDS);

  member->as.items.extra = place;
  hw_field_set (heap, member, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
  hw_field_set (heap, member, HW_DESCRIPTOR_NAME, hw_newref (heap, name));
  hw_object_track (heap, member);
  hw_dict_set (heap, hw_field (type->object, HW_CLASS_DICT), name, hw_str_hash (name), member);
  hw_decref (heap, member);
  if (heap->sink != NULL)
    heap->sink->add_label (heap->sink, type->layout, 1 + place, hw_str_text (name));
}

static gboolean
apply_slots (HwVm     *vm,
             HwType   *type,
             HwObject *slots)
{
  g_autoptr (GPtrArray) names = read_slots (vm, type, slots);

  if (names == NULL)
    return FALSE;
  type->members_first = type->base->n_members;
  type->own_members = names->len;
  type->n_members = type->members_first + names->len;
  for (guint i = 0; i < names->len; i++) {
    add_member (vm, type, g_ptr_array_index (names, i), type->members_first + i);
    hw_decref (H (vm), g_ptr_array_index (names, i));
  }
  return TRUE;
}

/* --------------------------------------------------------------------------------------------------------- the class */

/* The getsets __dict__ and __weakref__ that a class gets when its instances can have these: each holds the class (not from 3.15 on). */
static void
add_getset (HwVm       *vm,
            HwType     *type,
            const char *name)
{
  HwHeap *heap = H (vm);
  HwObject *getset;

  if (heap->profile->class_references < 3) {
    hw_dict_set_name (heap, hw_field (type->object, HW_CLASS_DICT), name, hw_class_shared_getset (vm, name));
    return;
  }
  getset = hw_fields_new (heap, vm->types[HW_TYPE_ID_getset], HW_KIND_DESCRIPTOR, 72, HW_DESCRIPTOR_N_FIELDS);
  getset->as.items.data = (gpointer) hw_class_getset_def (name);
  hw_field_set (heap, getset, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
  hw_field_set (heap, getset, HW_DESCRIPTOR_NAME, hw_newref (heap, hw_str_intern_static (heap, name)));
  hw_object_track (heap, getset);
  hw_dict_set_name (heap, hw_field (type->object, HW_CLASS_DICT), name, getset);
  hw_decref (heap, getset);
}

static void
inherit (HwVm     *vm,
         HwType   *type,
         HwObject *bases)
{
  HwType *base = type->base;

  type->kind = base->kind;
  type->native = base->native;
  type->basic_size = base->basic_size;
  type->is_gc = TRUE;
  type->is_base = TRUE;
  type->flags = base->flags & ~(guint32) HW_TYPE_NO_NEW;
  type->has_dict = any_base (bases, test_dict);
  type->has_weakrefs = any_base (bases, test_weakrefs);
}

/* Can instances be weakly referenced when the class says nothing of it? Not where items follow the object in memory. */
static gboolean
may_add_weakrefs (const HwType *base)
{
  return base->kind != HW_KIND_INT && base->kind != HW_KIND_TUPLE && base->kind != HW_KIND_BYTES;
}

static gboolean
set_up_layout (HwVm   *vm,
               HwType *type,
               HwType *base)
{
  HwObject *dict = hw_field (type->object, HW_CLASS_DICT), *slots = hw_dict_get_str (H (vm), dict, vm->names[HW_NAME___slots__]);
  gboolean had_dict = type->has_dict, had_weakrefs = type->has_weakrefs;

  if (slots != NULL) {
    if (!apply_slots (vm, type, slots))
      return FALSE;
  } else {
    type->has_dict = base->kind != HW_KIND_TYPE ? TRUE : type->has_dict;
    type->has_weakrefs = type->has_weakrefs || may_add_weakrefs (base);
  }
  if (type->has_dict && !had_dict && base->kind != HW_KIND_EXCEPTION)
    add_getset (vm, type, "__dict__");
  if (type->has_weakrefs && !had_weakrefs)
    add_getset (vm, type, "__weakref__");
  type->inline_values = keeps_inline (vm, type);
  if (!type->inline_values)
    type->usable = -1;
  return TRUE;
}

void
hw_type_update_finalizer (HwVm   *vm,
                          HwType *type)
{
  HwObject *found = hw_type_lookup (vm, type, vm->names[HW_NAME___del__]);

  type->has_finalizer = found != NULL;
}

/* Everything looked up on the class or below is to be looked up anew. */
void
hw_type_modified (HwVm   *vm,
                  HwType *type)
{
  type->version = 0;
  hw_type_update_finalizer (vm, type);
  for (guint i = 0; i < type->subclasses->len; i++)
    hw_type_modified (vm, g_ptr_array_index (type->subclasses, i));
}

static gboolean
set_names (HwVm   *vm,
           HwType *type)
{
  HwObject *dict = hw_dict_copy (H (vm), hw_field (type->object, HW_CLASS_DICT)), *key, *value;
  guint32 position = 0;
  gboolean done = TRUE;

  while (done && hw_dict_next (dict, &position, &key, &value, NULL)) {
    HwObject *args[2] = { type->object, key }, *result;
    gboolean found;

    if (!value->type->is_heap && value->kind != HW_KIND_PROPERTY && value->kind != HW_KIND_NATIVE)
      continue;
    /* It is called as a bound method, which holds the value. */
    hw_incref (H (vm), value);
    result = hw_call_special (vm, value, HW_NAME___set_name__, args, 2, &found);
    hw_decref (H (vm), value);
    hw_xdecref (H (vm), result);
    done = !found || result != NULL;
  }
  hw_decref (H (vm), dict);
  return done;
}

static gboolean
call_init_subclass (HwVm            *vm,
                    HwType          *type,
                    HwObject *const *kwvalues,
                    HwObject        *kwnames)
{
  HwObject *method = hw_super_get (vm, type, type->object, type, hw_str_intern_static (H (vm), "__init_subclass__")), *bound, *result;

  if (method == NULL)
    return vm->exception == NULL;
  /* An ordinary function in the class is implicitly a class method. */
  bound = method->kind == HW_KIND_FUNCTION ? hw_method_new (vm, method, type->object) : hw_newref (H (vm), method);
  hw_decref (H (vm), method);
  result = hw_call (vm, bound, kwvalues, 0, kwnames);
  hw_decref (H (vm), bound);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

/* __classcell__ goes into the cell; __qualname__ out of the dict; plain functions __init_subclass__ and __class_getitem__ and __new__ change. */
static void
finish_dict (HwVm     *vm,
             HwType   *type,
             HwObject *dict)
{
  static const char *const class_methods[] = { "__init_subclass__", "__class_getitem__" };
  HwHeap *heap = H (vm);
  HwObject *value, *name = vm->names[HW_NAME___classcell__];

  if (hw_dict_delete (heap, dict, name, hw_str_hash (name), &value) == 1) {
    if (value->kind == HW_KIND_CELL)
      hw_field_set (heap, value, 0, hw_newref (heap, type->object));
    hw_decref (heap, value);
  }
  name = vm->names[HW_NAME___qualname__];
  if (hw_dict_delete (heap, dict, name, hw_str_hash (name), &value) == 1) {
    if (hw_is_str (value))
      type->qualname = g_string_chunk_insert_const (heap->names, hw_str_text (value));
    hw_decref (heap, value);
  }
  for (guint i = 0; i < G_N_ELEMENTS (class_methods); i++) {
    value = hw_dict_get_name (heap, dict, class_methods[i]);
    if (value != NULL && value->kind == HW_KIND_FUNCTION) {
      value = hw_call (vm, vm->types[HW_TYPE_ID_classmethod]->object, &value, 1, NULL);
      hw_dict_set_name (heap, dict, class_methods[i], value);
      hw_decref (heap, value);
    }
  }
  value = hw_dict_get_name (heap, dict, "__new__");
  if (value != NULL && value->kind == HW_KIND_FUNCTION) {
    value = hw_call (vm, vm->types[HW_TYPE_ID_staticmethod]->object, &value, 1, NULL);
    hw_dict_set_name (heap, dict, "__new__", value);
    hw_decref (heap, value);
  }
}

static void
fill_names (HwVm     *vm,
            HwType   *type,
            HwObject *dict)
{
  HwHeap *heap = H (vm);
  HwObject *module = vm->names[HW_NAME___module__], *current;

  if (hw_dict_get_str (heap, dict, module) == NULL) {
    current = hw_dict_get_str (heap, hw_current_globals (vm), vm->names[HW_NAME___name__]);
    if (current != NULL)
      hw_dict_set (heap, dict, module, hw_str_hash (module), current);
  }
  if (hw_dict_get_str (heap, dict, vm->names[HW_NAME___doc__]) == NULL)
    hw_dict_set_name (heap, dict, "__doc__", heap->none);
  if (hw_dict_get_str (heap, dict, vm->names[HW_NAME___eq__]) != NULL && hw_dict_get_str (heap, dict, vm->names[HW_NAME___hash__]) == NULL)
    hw_dict_set_name (heap, dict, "__hash__", heap->none);
}

static HwType *
choose_metatype (HwVm     *vm,
                 HwType   *metatype,
                 HwObject *bases)
{
  for (guint32 i = 0; i < bases->as.items.n; i++) {
    HwType *each = bases->as.items.at[i]->type;

    if (hw_type_is_subtype (metatype, each))
      continue;
    if (!hw_type_is_subtype (each, metatype))
      return hw_raise (vm, HW_EXC_TypeError,
                       "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
    metatype = each;
  }
  return metatype;
}

/* Its size is told before anything of the program's runs, in which a pass of the collector could look at it. */
static gboolean
finish_class (HwVm            *vm,
              HwType          *type,
              HwObject *const *kwvalues,
              HwObject        *kwnames)
{
  hw_emit_size (H (vm), type->object, H (vm)->profile->static_type_size, 0);
  return set_names (vm, type) && call_init_subclass (vm, type, kwvalues, kwnames);
}

HwObject *
hw_class_new (HwVm            *vm,
              HwType          *metatype,
              HwObject        *name,
              HwObject        *bases,
              HwObject        *namespace,
              HwObject *const *kwvalues,
              HwObject        *kwnames)
{
  HwHeap *heap = H (vm);
  HwObject *all_bases = bases->as.items.n > 0 ? hw_newref (heap, bases) : hw_tuple_of (heap, &vm->types[HW_TYPE_ID_object]->object, 1);
  HwObject *mro, *dict;
  HwType *base = best_base (vm, all_bases), *type = NULL;

  /* Whatever its items, this tuple is tracked from the start (PyTuple_Pack). */
  if (!hw_object_is_tracked (all_bases) && all_bases != heap->empty_tuple)
    hw_object_track (heap, all_bases);
  metatype = base != NULL ? choose_metatype (vm, metatype, all_bases) : NULL;
  if (metatype == NULL)
    goto out;
  dict = hw_dict_copy (heap, namespace);
  type = hw_type_new (heap, metatype, hw_str_text (name), base, TRUE);
  type->qualname = type->name;
  hw_object_track (heap, type->object);
  hw_field_set (heap, type->object, HW_CLASS_DICT, dict);
  hw_field_set (heap, type->object, HW_CLASS_BASES, hw_newref (heap, all_bases));
  hw_field_set (heap, type->object, HW_CLASS_BASE, hw_newref (heap, base->object));
  inherit (vm, type, all_bases);
  finish_dict (vm, type, dict);
  fill_names (vm, type, dict);
  mro = make_mro (vm, type->object, all_bases);
  if (mro != NULL)
    hw_field_set (heap, type->object, HW_CLASS_MRO, mro);
  if (mro == NULL || !set_up_layout (vm, type, base) || !finish_class (vm, type, kwvalues, kwnames)) {
    hw_decref (heap, type->object);
    type = NULL;
    goto out;
  }
  hw_type_update_finalizer (vm, type);
out:
  hw_decref (heap, all_bases);
  return type != NULL ? type->object : NULL;
}

/* -------------------------------------------------------------------------------------------------- the class statement */

/* The metaclass keyword is taken out; the others stay. */
static guint
split_keywords (HwVm            *vm,
                HwObject *const *values,
                HwObject        *kwnames,
                HwObject       **metaclass,
                HwObject       **rest)
{
  guint n = 0;

  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++) {
    if (strcmp (hw_str_text (kwnames->as.items.at[i]), "metaclass") == 0)
      *metaclass = values[i];
    else
      rest[n++] = values[i];
  }
  return n;
}

static HwObject *
keyword_names_without (HwVm     *vm,
                       HwObject *kwnames,
                       guint     n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (n == 0)
    return NULL;
  for (guint32 i = 0; i < kwnames->as.items.n; i++)
    if (strcmp (hw_str_text (kwnames->as.items.at[i]), "metaclass") != 0)
      g_ptr_array_add (names, kwnames->as.items.at[i]);
  return hw_tuple_of (H (vm), (HwObject **) names->pdata, names->len);
}

static HwObject *
prepare_namespace (HwVm     *vm,
                   HwType   *metatype,
                   HwObject *name,
                   HwObject *bases)
{
  HwObject *prepare = metatype->is_heap ? hw_type_lookup (vm, metatype, vm->names[HW_NAME___prepare__]) : NULL, *bound, *result;
  HwObject *args[2] = { name, bases };

  if (prepare == NULL || prepare->type == vm->types[HW_TYPE_ID_classmethod_descriptor])
    return hw_dict_new (H (vm));
  bound = hw_bind_descriptor (vm, prepare, NULL, metatype);
  if (bound == NULL)
    return NULL;
  result = hw_call (vm, bound, args, 2, NULL);
  hw_decref (H (vm), bound);
  if (result == NULL || result->kind == HW_KIND_DICT)
    return result;
  hw_raise (vm, HW_EXC_TypeError, "%s.__prepare__() must return a mapping, not %s", metatype->name, result->type->name);
  hw_decref (H (vm), result);
  return NULL;
}

/* A base that is no class: its own class is called as if it were the metaclass. */
static HwObject *
class_of_other_base (HwVm            *vm,
                     HwObject *const *args,
                     guint            n,
                     guint            i)
{
  HwObject *values[3] = { args[1], hw_tuple_from_array (H (vm), (HwObject **) args + 2, n - 2), hw_dict_new (H (vm)) };
  HwObject *result = hw_call (vm, args[i]->type->object, values, 3, NULL);

  hw_decref (H (vm), values[1]);
  hw_decref (H (vm), values[2]);
  return result;
}

HwObject *
hw_build_class (HwVm            *vm,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwHeap *heap = H (vm);
  HwObject *function = args[0], *name = args[1], *bases, *metaclass = NULL, *namespace, *cell, *result = NULL, *names;
  g_autofree HwObject **rest = g_new (HwObject *, (kwnames != NULL ? kwnames->as.items.n : 0) + 4);
  guint n_rest = split_keywords (vm, args + n, kwnames, &metaclass, rest + 3);
  HwType *metatype;

  for (guint i = 2; i < n; i++)
    if (args[i]->kind != HW_KIND_TYPE)
      return class_of_other_base (vm, args, n, i);
  bases = hw_tuple_from_array (heap, (HwObject **) args + 2, n - 2);
  metatype = metaclass != NULL && metaclass->kind == HW_KIND_TYPE ? hw_type_of_object (metaclass) : vm->types[HW_TYPE_ID_type];
  metatype = choose_metatype (vm, metatype, bases);
  namespace = metatype != NULL ? prepare_namespace (vm, metatype, name, bases) : NULL;
  if (namespace == NULL) {
    hw_decref (heap, bases);
    return NULL;
  }
  cell = hw_eval_code (vm, hw_field (function, HW_FUNCTION_CODE), hw_field (function, HW_FUNCTION_GLOBALS), namespace, function);
  if (cell != NULL) {
    rest[0] = name;
    rest[1] = bases;
    rest[2] = namespace;
    names = keyword_names_without (vm, kwnames, n_rest);
    result = hw_call (vm, metaclass != NULL ? metaclass : metatype->object, rest, 3, names);
    hw_xdecref (heap, names);
    hw_decref (heap, cell);
  }
  hw_decref (heap, namespace);
  hw_decref (heap, bases);
  return result;
}
