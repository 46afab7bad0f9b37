/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* collections.namedtuple. Models Lib/collections/__init__.py: a new class over tuple whose methods are made from the names of its fields. */

#include "vm/containers.h"
#include "vm/modules/collections.h"
#include "vm/modules/native-method.h"

/* The class's own tuple of names and dict of defaults, borrowed. */
static HwObject *
class_value (HwVm       *vm,
             HwType     *type,
             const char *name)
{
  return hw_type_lookup (vm, type, hw_str_intern_static (H (vm), name));
}

/* ------------------------------------------------------------------------------------------------------ field access */

/* as.items.extra is the index; field 0 the docstring. */
static HwObject *
getter_get (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwType   *type)
{
  guint32 index = self->as.items.extra;

  if (object == NULL)
    return hw_newref (H (vm), self);
  if (object->kind != HW_KIND_TUPLE)
    return hw_raise (vm, HW_EXC_TypeError, "descriptor for index '%u' for tuple subclasses doesn't apply to '%s' object", index,
                     HW_TYPE_NAME (object));
  if (index >= object->as.items.n)
    return hw_raise (vm, HW_EXC_IndexError, "tuple index out of range");
  return hw_newref (H (vm), object->as.items.at[index]);
}

static gboolean
getter_set (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwObject *value)
{
  hw_raise (vm, HW_EXC_AttributeError, value != NULL ? "can't set attribute" : "can't delete attribute");
  return FALSE;
}

static HwObject *
getter_get_doc (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, 0));
}

static const HwGetSetDef getter_getsets[] = {
  { "__doc__", getter_get_doc, NULL },
  { NULL },
};

static const HwNativeType getter_native = { .descr_get = getter_get, .descr_set = getter_set, .getsets = getter_getsets };

static HwType *
getter_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "_tuplegetter", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_NO_NEW, 48,
                             &getter_native);
}

void
hw_namedtuple_make_types (HwVm *vm)
{
  getter_get_type (vm);
  hw_native_method_get_type (vm);
}

static HwObject *
getter_new (HwVm   *vm,
            guint32 index)
{
  HwObject *self = hw_native_new (vm, getter_get_type (vm), HW_KIND_NATIVE, 1);

  self->as.items.extra = index;
  hw_field_set (H (vm), self, 0, hw_str_printf (vm, "Alias for field number %u", index));
  hw_object_track (H (vm), self);
  return self;
}

/* ------------------------------------------------------------------------------------------------------------ methods */

/* A new tuple of the class with [values] (new references are taken). */
static HwObject *
make_tuple (HwVm      *vm,
            HwType    *type,
            HwObject **values,
            guint32    n)
{
  HwObject *tuple = hw_tuple_new_typed (H (vm), type, n);

  for (guint32 i = 0; i < n; i++)
    hw_incref (H (vm), values[i]);
  hw_items_fill (H (vm), tuple, values, n);
  if (!hw_object_is_tracked (tuple))
    hw_object_track (H (vm), tuple);
  return tuple;
}

/* "'x' and 'y'", "'x', 'y', and 'z'": the missing ones. */
static char *
list_missing (HwObject  *fields,
              HwObject **values,
              guint     *n_missing)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < fields->as.items.n; i++)
    if (values[i] == NULL)
      g_ptr_array_add (names, (gpointer) hw_str_text (fields->as.items.at[i]));
  *n_missing = names->len;
  for (guint i = 0; i < names->len; i++) {
    if (i > 0)
      g_string_append (text, names->len == 2 ? " and " : i + 1 == names->len ? ", and " : ", ");
    g_string_append_printf (text, "'%s'", (char *) names->pdata[i]);
  }
  return g_string_free (text, FALSE);
}

static int
field_index (HwObject *fields,
             HwObject *name)
{
  for (guint32 i = 0; i < fields->as.items.n; i++)
    if (hw_str_equal (fields->as.items.at[i], name))
      return (int) i;
  return -1;
}

/* Puts keyword arguments and defaults to the fields. FALSE: exception. */
static gboolean
bind_fields (HwVm            *vm,
             HwType          *type,
             HwObject        *fields,
             HwObject *const *keywords,
             HwObject        *kwnames,
             HwObject       **values)
{
  HwObject *defaults = class_value (vm, type, "_field_defaults"), *value;
  g_autofree char *missing = NULL;
  guint n_missing;

  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++) {
    HwObject *name = kwnames->as.items.at[i];
    int index = field_index (fields, name);

    if (index < 0) {
      hw_raise (vm, HW_EXC_TypeError, "%s.__new__() got an unexpected keyword argument '%s'", type->name, hw_str_text (name));
      return FALSE;
    }
    if (values[index] != NULL) {
      hw_raise (vm, HW_EXC_TypeError, "%s.__new__() got multiple values for argument '%s'", type->name, hw_str_text (name));
      return FALSE;
    }
    values[index] = keywords[i];
  }
  for (guint32 i = 0; i < fields->as.items.n; i++)
    if (values[i] == NULL && defaults != NULL && (value = hw_dict_get_str (H (vm), defaults, fields->as.items.at[i])) != NULL)
      values[i] = value;
  missing = list_missing (fields, values, &n_missing);
  if (n_missing > 0)
    hw_raise (vm, HW_EXC_TypeError, "%s.__new__() missing %u required positional argument%s: %s", type->name, n_missing,
              n_missing > 1 ? "s" : "", missing);
  return n_missing == 0;
}

static HwObject *
namedtuple_new (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  g_autofree HwObject **values = NULL;
  HwObject *fields;
  HwType *type;

  if (n == 0 || args[0]->kind != HW_KIND_TYPE)
    return hw_raise (vm, HW_EXC_TypeError, "__new__() missing 1 required positional argument: '_cls'");
  type = hw_type_of_object (args[0]);
  fields = class_value (vm, type, "_fields");
  if (n - 1 > fields->as.items.n)
    return hw_raise (vm, HW_EXC_TypeError, "%s.__new__() takes %u positional argument%s but %u %s given", type->name,
                     fields->as.items.n + 1, fields->as.items.n > 0 ? "s" : "", n, n > 1 ? "were" : "was");
  values = g_new0 (HwObject *, fields->as.items.n + 1);
  for (guint i = 1; i < n; i++)
    values[i - 1] = args[i];
  if (!bind_fields (vm, type, fields, args + n, kwnames, values))
    return NULL;
  return make_tuple (vm, type, values, fields->as.items.n);
}

static HwObject *
namedtuple_make (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwType *type = hw_type_of_object (self);
  HwObject *fields = class_value (vm, type, "_fields");
  HwObject *items = hw_to_tuple (vm, args[0]), *result;

  if (items == NULL)
    return NULL;
  if (items->as.items.n != fields->as.items.n)
    result = hw_raise (vm, HW_EXC_TypeError, "Expected %u arguments, got %u", fields->as.items.n, items->as.items.n);
  else
    result = make_tuple (vm, type, items->as.items.at, items->as.items.n);
  hw_decref (H (vm), items);
  return result;
}

static HwObject *
namedtuple_repr (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *fields = class_value (vm, self->type, "_fields");
  g_autoptr (GString) text = g_string_new (HW_TYPE_NAME (self));

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_printf (vm, "%s(...)", HW_TYPE_NAME (self));
  g_string_append_c (text, '(');
  for (guint32 i = 0; i < self->as.items.n && i < fields->as.items.n; i++) {
    HwObject *repr = hw_repr (vm, self->as.items.at[i]);

    if (repr == NULL)
      break;
    g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "", hw_str_text (fields->as.items.at[i]), hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  hw_repr_leave (vm, self);
  if (vm->exception != NULL)
    return NULL;
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

static HwObject *
namedtuple_asdict (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *fields = class_value (vm, self->type, "_fields");
  HwObject *dict = hw_dict_new (H (vm));

  for (guint32 i = 0; i < self->as.items.n && i < fields->as.items.n; i++)
    hw_dict_set_object (vm, dict, fields->as.items.at[i], self->as.items.at[i]);
  return dict;
}

static HwObject *
namedtuple_replace (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  HwObject *fields = class_value (vm, self->type, "_fields");
  g_autofree HwObject **values = NULL;

  if (n > 0)
    return hw_raise (vm, HW_EXC_TypeError, "%s._replace() takes 1 positional argument but %u were given", HW_TYPE_NAME (self), n + 1);
  values = g_memdup2 (self->as.items.at, self->as.items.n * sizeof *values);
  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++) {
    HwObject *name = kwnames->as.items.at[i];
    int index = field_index (fields, name);

    if (index < 0) {
      HwObject *repr = hw_repr (vm, name);
      gboolean older = H (vm)->profile->minor < 13;

      hw_raise (vm, older ? HW_EXC_ValueError : HW_EXC_TypeError, "Got unexpected field names: [%s]", hw_str_text (repr));
      hw_decref (H (vm), repr);
      return NULL;
    }
    values[index] = args[n + i];
  }
  return make_tuple (vm, self->type, values, self->as.items.n);
}

static HwObject *
namedtuple_getnewargs (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  return hw_tuple_of (H (vm), self->as.items.at, self->as.items.n);
}

static const HwNativeDef new_def = { "__new__", namedtuple_new, HW_CALL_KEYWORDS };
static const HwNativeDef make_def = { "_make", namedtuple_make, HW_CALL_ONE };
static const HwNativeDef method_defs[] = {
  { "__repr__", namedtuple_repr, HW_CALL_NONE },
  { "_asdict", namedtuple_asdict, HW_CALL_NONE },
  { "_replace", namedtuple_replace, HW_CALL_KEYWORDS },
  { "__getnewargs__", namedtuple_getnewargs, HW_CALL_NONE },
};

/* ---------------------------------------------------------------------------------------------------------- the class */

static gboolean
is_identifier (const char *text)
{
  const char *at = text;

  if (*at == '\0' || g_ascii_isdigit (*at))
    return FALSE;
  for (; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isalnum (g_utf8_get_char (at)) && *at != '_')
      return FALSE;
  return TRUE;
}

static gboolean
is_keyword (const char *text)
{
  static const char *const keywords[] = {
    "False", "None",   "True",    "and",  "as",     "assert", "async", "await",    "break", "class",  "continue", "def",
    "del",   "elif",   "else",    "except", "finally", "for",  "from",  "global",   "if",    "import", "in",       "is",
    "lambda", "nonlocal", "not",  "or",   "pass",   "raise",  "return", "try",     "while", "with",   "yield",    NULL,
  };

  return g_strv_contains (keywords, text);
}

/* Renames what cannot be a field to "_3", or refuses it. FALSE: exception. */
static gboolean
check_name (HwVm       *vm,
            HwObject   *list,
            guint32     i,
            gboolean    rename)
{
  HwObject *name = list->as.items.at[i];
  const char *text = hw_str_text (name);
  gboolean repeated = FALSE;

  for (guint32 j = 0; j < i; j++)
    repeated |= hw_str_equal (list->as.items.at[j], name);
  if (rename && (!is_identifier (text) || is_keyword (text) || text[0] == '_' || repeated)) {
    hw_list_set (H (vm), list, i, hw_str_printf (vm, "_%u", i));
    return TRUE;
  }
  if (!is_identifier (text))
    hw_raise (vm, HW_EXC_ValueError, "Type names and field names must be valid identifiers: '%s'", text);
  else if (is_keyword (text))
    hw_raise (vm, HW_EXC_ValueError, "Type names and field names cannot be a keyword: '%s'", text);
  else if (text[0] == '_')
    hw_raise (vm, HW_EXC_ValueError, "Field names cannot start with an underscore: '%s'", text);
  else if (repeated)
    hw_raise (vm, HW_EXC_ValueError, "Encountered duplicate field name: '%s'", text);
  return vm->exception == NULL;
}

/* The tuple of field names from a sequence or a text of names. New. */
static HwObject *
field_names (HwVm     *vm,
             HwObject *argument,
             gboolean  rename)
{
  HwObject *list, *result = NULL;
  gboolean good = TRUE;

  if (hw_is_str (argument)) {
    g_auto (GStrv) parts = g_strsplit_set (hw_str_text (argument), ", \t\n", -1);

    list = hw_list_new (H (vm), 0);
    for (guint i = 0; parts[i] != NULL; i++)
      if (parts[i][0] != '\0')
        hw_list_append_take (H (vm), list, hw_str_intern_new (H (vm), parts[i]));
  } else {
    list = hw_to_list (vm, argument);
    for (guint32 i = 0; list != NULL && i < list->as.items.n; i++) {
      HwObject *text = hw_str (vm, list->as.items.at[i]);

      if (text == NULL)
        return NULL;
      hw_list_set (H (vm), list, i, hw_str_intern (H (vm), text));
    }
  }
  if (list == NULL)
    return NULL;
  for (guint32 i = 0; good && i < list->as.items.n; i++)
    good = check_name (vm, list, i, rename);
  if (good)
    result = hw_tuple_of (H (vm), list->as.items.at, list->as.items.n);
  hw_decref (H (vm), list);
  return result;
}

static void
put (HwVm       *vm,
     HwObject   *dict,
     const char *name,
     HwObject   *value)
{
  hw_dict_set_name (H (vm), dict, name, value);
  hw_decref (H (vm), value);
}

/* The defaults by field name. New. */
static HwObject *
field_defaults (HwVm     *vm,
                HwObject *fields,
                HwObject *defaults)
{
  HwObject *dict = hw_dict_new (H (vm));
  HwObject *values = defaults == NULL || defaults == H (vm)->none ? NULL : hw_to_tuple (vm, defaults);

  if (values != NULL && values->as.items.n > fields->as.items.n)
    hw_raise (vm, HW_EXC_TypeError, "Got more default values than field names");
  for (guint32 i = 0; values != NULL && vm->exception == NULL && i < values->as.items.n; i++)
    hw_dict_set_object (vm, dict, fields->as.items.at[fields->as.items.n - values->as.items.n + i], values->as.items.at[i]);
  hw_xdecref (H (vm), values);
  if (vm->exception != NULL) {
    hw_decref (H (vm), dict);
    return NULL;
  }
  return dict;
}

/* The class's namespace. New. */
static HwObject *
class_namespace (HwVm     *vm,
                 HwObject *name,
                 HwObject *fields,
                 HwObject *defaults,
                 HwObject *module)
{
  HwObject *dict = hw_dict_new (H (vm)), *function;
  g_autoptr (GString) doc = g_string_new (hw_str_text (name));

  g_string_append_c (doc, '(');
  for (guint32 i = 0; i < fields->as.items.n; i++)
    g_string_append_printf (doc, "%s%s", i > 0 ? ", " : "", hw_str_text (fields->as.items.at[i]));
  g_string_append_c (doc, ')');
  put (vm, dict, "__doc__", hw_str_new (H (vm), doc->str, doc->len));
  put (vm, dict, "__slots__", hw_newref (H (vm), H (vm)->empty_tuple));
  hw_dict_set_name (H (vm), dict, "_fields", fields);
  hw_dict_set_name (H (vm), dict, "_field_defaults", defaults);
  hw_dict_set_name (H (vm), dict, "__match_args__", fields);
  function = hw_builtin_new (vm, &new_def, NULL, NULL);
  put (vm, dict, "__new__", hw_call (vm, vm->types[HW_TYPE_ID_staticmethod]->object, &function, 1, NULL));
  hw_decref (H (vm), function);
  put (vm, dict, "_make", hw_native_class_method_new (vm, &make_def));
  for (guint i = 0; i < G_N_ELEMENTS (method_defs); i++)
    put (vm, dict, method_defs[i].name, hw_native_method_new (vm, &method_defs[i]));
  for (guint32 i = 0; i < fields->as.items.n; i++) {
    HwObject *getter = getter_new (vm, i);

    hw_dict_set_object (vm, dict, fields->as.items.at[i], getter);
    hw_decref (H (vm), getter);
  }
  if (module != NULL)
    hw_dict_set_name (H (vm), dict, "__module__", module);
  return dict;
}

HwObject *
hw_namedtuple (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[5], *fields, *defaults, *parts[3], *module, *tuple_type = vm->types[HW_TYPE_ID_tuple]->object, *result = NULL;
  int rename = 0;

  if (!hw_bind (vm, "namedtuple", "typename,field_names,*,rename=,defaults=,module=", args, n, kwnames, values))
    return NULL;
  if (values[2] != NULL && (rename = hw_truth (vm, values[2])) < 0)
    return NULL;
  parts[0] = hw_str (vm, values[0]);
  fields = parts[0] != NULL ? field_names (vm, values[1], rename) : NULL;
  defaults = fields != NULL ? field_defaults (vm, fields, values[3]) : NULL;
  if (defaults != NULL) {
    module = values[4] != NULL && values[4] != H (vm)->none
               ? values[4]
               : hw_dict_get_name (H (vm), hw_current_globals (vm), "__name__");
    parts[0] = hw_str_intern (H (vm), parts[0]);
    parts[1] = hw_tuple_of (H (vm), &tuple_type, 1);
    parts[2] = class_namespace (vm, parts[0], fields, defaults, module);
    result = hw_call (vm, vm->types[HW_TYPE_ID_type]->object, parts, 3, NULL);
    hw_decref (H (vm), parts[1]);
    hw_decref (H (vm), parts[2]);
  }
  hw_xdecref (H (vm), defaults);
  hw_xdecref (H (vm), fields);
  hw_xdecref (H (vm), parts[0]);
  return result;
}
