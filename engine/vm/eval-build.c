/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Displays, unpacking, formatting and function objects: instructions that make objects of what is on the stack. */

#include "vm/containers.h"
#include "vm/eval.h"

/* The topmost [n] values, each with a reference of its own. */
static HwObject **
own_top (HwVm    *vm,
         HwFrame *frame,
         guint32  n)
{
  HwObject **values = frame->top - n;

  for (guint32 i = 0; i < n; i++)
    values[i] = hw_own (H (vm), values[i]);
  return values;
}

static void
drop_top (HwVm    *vm,
          HwFrame *frame,
          guint32  n)
{
  for (guint32 i = 0; i < n; i++) {
    HwObject *value = *--frame->top;

    if (value != NULL)
      hw_drop (H (vm), value);
  }
}

void
hw_build_slice (HwVm    *vm,
                HwFrame *frame,
                guint32  n)
{
  HwObject **values = frame->top - n;
  HwObject *slice = hw_slice_new (vm, HW_VALUE (values[0]), HW_VALUE (values[1]), n == 3 ? HW_VALUE (values[2]) : H (vm)->none);

  drop_top (vm, frame, n);
  *frame->top++ = slice;
}

void
hw_build_list (HwVm    *vm,
               HwFrame *frame,
               guint32  n)
{
  HwObject **values = own_top (vm, frame, n), *list = hw_list_new (H (vm), n);

  hw_items_fill (H (vm), list, values, n);
  frame->top = values;
  *frame->top++ = list;
}

void
hw_build_tuple (HwVm    *vm,
                HwFrame *frame,
                guint32  n)
{
  HwObject **values = own_top (vm, frame, n), *tuple = hw_tuple_new (H (vm), n);

  if (n > 0) {
    hw_items_fill (H (vm), tuple, values, n);
    hw_tuple_track (H (vm), tuple);
  }
  frame->top = values;
  *frame->top++ = tuple;
}

gboolean
hw_build_set (HwVm    *vm,
              HwFrame *frame,
              guint32  n)
{
  HwObject *set = hw_set_new (H (vm), vm->types[HW_TYPE_ID_set]);
  gboolean done = TRUE;

  for (guint32 i = 0; i < n && done; i++) {
    HwObject *value = HW_VALUE (frame->top[(gint) i - (gint) n]);
    gint64 hash = hw_hash_key (vm, value, "a set element");

    done = hash != -1 && hw_set_add (H (vm), set, value, hash, NULL) >= 0;
  }
  for (guint32 i = 0; i < n; i++)
    hw_drop (H (vm), frame->top[(gint) i - (gint) n]);
  frame->top -= n;
  if (done)
    *frame->top++ = set;
  else
    hw_decref (H (vm), set);
  return done;
}

static gboolean
is_exact_str (HwVm     *vm,
              HwObject *object)
{
  return object->type == vm->types[HW_TYPE_ID_str];
}

gboolean
hw_build_map (HwVm    *vm,
              HwFrame *frame,
              guint32  n)
{
  HwObject **values = frame->top - 2 * n, *dict;
  gboolean done = TRUE, all_str = TRUE;

  for (guint32 i = 0; i < n; i++)
    all_str = all_str && is_exact_str (vm, HW_VALUE (values[2 * i]));
  dict = hw_dict_new_presized (H (vm), n, all_str);
  for (guint32 i = 0; i < n && done; i++)
    done = hw_dict_set_object (vm, dict, HW_VALUE (values[2 * i]), HW_VALUE (values[2 * i + 1]));
  for (guint32 i = 0; i < 2 * n; i++)
    hw_drop (H (vm), values[i]);
  frame->top = values;
  if (done)
    *frame->top++ = dict;
  else
    hw_decref (H (vm), dict);
  return done;
}

gboolean
hw_build_const_map (HwVm    *vm,
                    HwFrame *frame,
                    guint32  n)
{
  HwObject **values = frame->top - n - 1, *keys = frame->top[-1], *dict;
  gboolean done = TRUE, all_str = TRUE;

  for (guint32 i = 0; i < n; i++)
    all_str = all_str && is_exact_str (vm, keys->as.items.at[i]);
  dict = hw_dict_new_presized (H (vm), n, all_str);
  for (guint32 i = 0; i < n && done; i++)
    done = hw_dict_set_object (vm, dict, keys->as.items.at[i], HW_VALUE (values[i]));
  for (guint32 i = 0; i < n; i++)
    hw_drop (H (vm), values[i]);
  hw_drop (H (vm), keys);
  frame->top = values;
  if (done)
    *frame->top++ = dict;
  else
    hw_decref (H (vm), dict);
  return done;
}

/* An f-string: parts are str already. One part that is not empty is the result itself, as in _PyUnicode_JoinArray. */
void
hw_build_string (HwVm    *vm,
                 HwFrame *frame,
                 guint32  n)
{
  HwObject **values = frame->top - n, *only = NULL, *result;
  GString *text = g_string_new (NULL);
  guint n_full = 0;

  for (guint32 i = 0; i < n; i++) {
    HwObject *part = HW_VALUE (values[i]);

    g_string_append_len (text, part->as.str.utf8, part->as.str.n_bytes);
    if (part->as.str.n_bytes > 0 && is_exact_str (vm, part)) {
      only = part;
      n_full++;
    }
  }
  if (n_full == 1 && only->as.str.n_bytes == text->len) {
    result = hw_newref (H (vm), only);
    g_string_free (text, TRUE);
  } else {
    gsize length = text->len;

    result = hw_str_take (H (vm), g_string_free (text, FALSE), length);
  }
  for (guint32 i = 0; i < n; i++)
    hw_drop (H (vm), values[i]);
  frame->top = values;
  *frame->top++ = result;
}

static gboolean
merge_keywords (HwVm     *vm,
                HwObject *callable,
                HwObject *dict,
                HwObject *other)
{
  g_autofree char *name = NULL;
  guint32 position = 0;
  HwObject *key;
  gint64 hash;

  if (other->kind != HW_KIND_DICT) {
    if (H (vm)->profile->names_wrong_results) {
      hw_raise (vm, HW_EXC_TypeError, "Value after ** must be a mapping, not %s", other->type->name);
      return FALSE;
    }
    name = hw_describe_callable (vm, callable);
    hw_raise (vm, HW_EXC_TypeError, "%s argument after ** must be a mapping, not %s", name, other->type->name);
    return FALSE;
  }
  while (hw_dict_next (other, &position, &key, NULL, &hash)) {
    HwObject *value;

    if (hw_dict_get (H (vm), dict, key, hash, &value) == 1) {
      name = hw_describe_callable (vm, callable);
      hw_raise (vm, HW_EXC_TypeError, "%s got multiple values for keyword argument '%s'", name, hw_is_str (key) ? hw_str_text (key) : "?");
      return FALSE;
    }
  }
  return hw_dict_merge (H (vm), dict, other, TRUE);
}

static gboolean
update_dict (HwVm     *vm,
             HwObject *dict,
             HwObject *other)
{
  HwObject *keys;

  if (other->kind == HW_KIND_DICT)
    return hw_dict_merge (H (vm), dict, other, TRUE);
  if (hw_lookup_attr (vm, other, vm->names[HW_NAME_keys], &keys) <= 0) {
    if (vm->exception == NULL)
      hw_raise (vm, HW_EXC_TypeError, "'%s' object is not a mapping", other->type->name);
    return FALSE;
  }
  hw_decref (H (vm), keys);
  return hw_dict_update (vm, dict, other);
}

/* The collection lies [depth] below what is added. */
gboolean
hw_extend_collection (HwVm    *vm,
                      HwFrame *frame,
                      HwOpcode op,
                      guint32  depth)
{
  guint n = op == HW_OP_MAP_ADD ? 2 : 1;
  HwObject *collection = frame->top[-(gint) (depth + n)];
  HwObject *item = HW_VALUE (frame->top[-1]), *key;
  gboolean done = FALSE;
  gint64 hash;

  switch (op) {
  case HW_OP_SET_ADD:
    hash = hw_hash_key (vm, item, "a set element");
    done = hash != -1 && hw_set_add (H (vm), collection, item, hash, NULL) >= 0;
    break;
  case HW_OP_MAP_ADD:
    key = HW_VALUE (frame->top[-2]);
    done = hw_dict_set_object (vm, collection, key, item);
    break;
  case HW_OP_LIST_EXTEND:
    done = hw_list_extend (vm, collection, item);
    if (!done && hw_exception_matches (vm, HW_EXC_TypeError) && hw_native (item->type)->iter == NULL &&
        hw_type_lookup (vm, item->type, vm->names[HW_NAME___iter__]) == NULL &&
        hw_type_lookup (vm, item->type, vm->names[HW_NAME___getitem__]) == NULL) {
      hw_exception_clear (vm);
      hw_raise (vm, HW_EXC_TypeError, "Value after * must be an iterable, not %s", item->type->name);
    }
    break;
  case HW_OP_SET_UPDATE:
    done = hw_set_update (vm, collection, item);
    break;
  case HW_OP_DICT_UPDATE:
    done = update_dict (vm, collection, item);
    break;
  default:
    /* Below the dict lie the arguments, self or nothing, and the callable. */
    done = merge_keywords (vm, HW_VALUE (frame->top[-5]), collection, item);
  }
  if (n == 2)
    hw_drop (H (vm), frame->top[-2]);
  hw_drop (H (vm), frame->top[-1]);
  frame->top -= n;
  return done;
}

HwObject *
hw_list_to_tuple (HwVm     *vm,
                  HwObject *list)
{
  return hw_tuple_from_array (H (vm), list->as.items.at, list->as.items.n);
}

gboolean
hw_format_value (HwVm    *vm,
                 HwFrame *frame,
                 guint32  argument)
{
  HwObject *spec = argument & HW_FORMAT_HAS_SPEC ? *--frame->top : NULL;
  HwObject *value = *--frame->top, *converted = NULL, *result;

  switch (argument & HW_FORMAT_CONVERSION) {
  case HW_FORMAT_STR:
    converted = hw_str (vm, HW_VALUE (value));
    break;
  case HW_FORMAT_REPR:
    converted = hw_repr (vm, HW_VALUE (value));
    break;
  case HW_FORMAT_ASCII:
    converted = hw_ascii (vm, HW_VALUE (value));
    break;
  default:
    converted = hw_newref (H (vm), HW_VALUE (value));
  }
  hw_drop (H (vm), value);
  if (converted == NULL)
    result = NULL;
  else if (is_exact_str (vm, converted) && spec == NULL)
    result = hw_newref (H (vm), converted);
  else
    result = hw_format (vm, converted, spec != NULL ? HW_VALUE (spec) : NULL);
  hw_xdecref (H (vm), converted);
  if (spec != NULL)
    hw_drop (H (vm), spec);
  if (result != NULL)
    *frame->top++ = result;
  return result != NULL;
}

/* --------------------------------------------------------------------------------------------------------- unpacking */

static gboolean
raise_not_iterable (HwVm     *vm,
                    HwObject *object)
{
  if (hw_exception_matches (vm, HW_EXC_TypeError) && hw_native (object->type)->iter == NULL &&
      hw_type_lookup (vm, object->type, vm->names[HW_NAME___iter__]) == NULL &&
      hw_type_lookup (vm, object->type, vm->names[HW_NAME___getitem__]) == NULL) {
    hw_exception_clear (vm);
    hw_raise (vm, HW_EXC_TypeError, "cannot unpack non-iterable %s object", object->type->name);
  }
  return FALSE;
}

/* Items in order into values[0 …]: TRUE if there were at least [n]. */
static gboolean
take_items (HwVm      *vm,
            HwObject  *iterator,
            HwObject **values,
            guint32    n,
            guint32    wanted)
{
  for (guint32 i = 0; i < n; i++) {
    values[i] = hw_next (vm, iterator);
    if (values[i] != NULL)
      continue;
    for (guint32 k = i; k-- > 0;)
      hw_decref (H (vm), values[k]);
    if (vm->exception == NULL)
      hw_raise (vm, HW_EXC_ValueError, "not enough values to unpack (expected %s%u, got %u)", wanted > n ? "at least " : "",
                wanted > n ? wanted - 1 : n, i);
    return FALSE;
  }
  return TRUE;
}

static gboolean
unpack_iterable (HwVm      *vm,
                 HwObject  *object,
                 HwObject **values,
                 guint32    n)
{
  HwObject *iterator = hw_iter (vm, object), *more;
  gboolean done;

  if (iterator == NULL)
    return raise_not_iterable (vm, object);
  done = take_items (vm, iterator, values, n, n);
  if (done) {
    more = hw_next (vm, iterator);
    if (more != NULL || vm->exception != NULL) {
      if (more != NULL) {
        gboolean counted = object->kind == HW_KIND_LIST || object->kind == HW_KIND_TUPLE || object->kind == HW_KIND_DICT;

        hw_decref (H (vm), more);
        if (counted && H (vm)->profile->minor >= 14)
          hw_raise (vm, HW_EXC_ValueError, "too many values to unpack (expected %u, got %" G_GINT64_FORMAT ")", n, hw_length (vm, object));
        else
          hw_raise (vm, HW_EXC_ValueError, "too many values to unpack (expected %u)", n);
      }
      for (guint32 i = n; i-- > 0;)
        hw_decref (H (vm), values[i]);
      done = FALSE;
    }
  }
  hw_decref (H (vm), iterator);
  return done;
}

static void
push_reversed (HwFrame   *frame,
               HwObject **values,
               guint32    n)
{
  for (guint32 i = n; i-- > 0;)
    *frame->top++ = values[i];
}

gboolean
hw_unpack (HwVm    *vm,
           HwFrame *frame,
           guint32  n)
{
  HwObject *ref = *--frame->top, *object = HW_VALUE (ref);
  g_autofree HwObject **values = g_new (HwObject *, n + 1);
  gboolean done = TRUE;

  if ((object->type == vm->types[HW_TYPE_ID_tuple] || object->type == vm->types[HW_TYPE_ID_list]) && object->as.items.n == n) {
    /* CPython takes them from the last to the first, straight onto the stack. */
    for (guint32 i = n; i-- > 0;)
      values[i] = hw_newref (H (vm), object->as.items.at[i]);
  } else {
    done = unpack_iterable (vm, object, values, n);
  }
  if (done)
    push_reversed (frame, values, n);
  hw_drop (H (vm), ref);
  return done;
}

gboolean
hw_unpack_ex (HwVm    *vm,
              HwFrame *frame,
              guint32  before,
              guint32  after)
{
  HwObject *ref = *--frame->top, *object = HW_VALUE (ref), *iterator = hw_iter (vm, object), *rest = NULL;
  g_autofree HwObject **values = g_new (HwObject *, before + after + 2);
  gboolean done = FALSE;

  if (iterator == NULL) {
    raise_not_iterable (vm, object);
    goto out;
  }
  if (!take_items (vm, iterator, values, before, before + after + 1))
    goto out;
  rest = hw_to_list (vm, iterator);
  if (rest == NULL || rest->as.items.n < after) {
    if (rest != NULL)
      hw_raise (vm, HW_EXC_ValueError, "not enough values to unpack (expected at least %u, got %u)", before + after,
                before + rest->as.items.n);
    for (guint32 i = before; i-- > 0;)
      hw_decref (H (vm), values[i]);
    goto out;
  }
  for (guint32 i = after; i-- > 0;)
    values[before + 1 + i] = hw_list_pop (H (vm), rest, rest->as.items.n - 1);
  values[before] = g_steal_pointer (&rest);
  push_reversed (frame, values, before + 1 + after);
  done = TRUE;
out:
  hw_xdecref (H (vm), rest);
  hw_xdecref (H (vm), iterator);
  hw_drop (H (vm), ref);
  return done;
}

/* -------------------------------------------------------------------------------------------------------------- others */

HwObject *
hw_not (HwVm     *vm,
        HwObject *object)
{
  int truth = hw_truth (vm, object);

  return truth < 0 ? NULL : hw_bool_new (H (vm), !truth);
}

HwObject *
hw_contains_result (HwVm     *vm,
                    HwObject *container,
                    HwObject *item,
                    gboolean  negated)
{
  int found = hw_contains (vm, container, item);

  return found < 0 ? NULL : hw_bool_new (H (vm), found != negated);
}

/* A dict of names and values that lie in a tuple one after the other. */
static HwObject *
annotations_dict (HwVm     *vm,
                  HwObject *tuple)
{
  HwObject *dict = hw_dict_new (H (vm));

  for (guint32 i = 0; i + 1 < tuple->as.items.n; i += 2)
    hw_dict_set_object (vm, dict, tuple->as.items.at[i], tuple->as.items.at[i + 1]);
  return dict;
}

void
hw_make_function_object (HwVm    *vm,
                         HwFrame *frame,
                         guint32  flags)
{
  HwHeap *heap = H (vm);
  HwObject *code = *--frame->top, *function = hw_function_new (vm, HW_VALUE (code), frame->globals);

  hw_drop (heap, code);
  if (flags & HW_MAKE_CLOSURE)
    hw_field_set (heap, function, HW_FUNCTION_CLOSURE, hw_own (heap, *--frame->top));
  if (flags & HW_MAKE_ANNOTATIONS) {
    HwObject *pairs = *--frame->top;

    hw_field_set (heap, function, HW_FUNCTION_ANNOTATIONS, annotations_dict (vm, pairs));
    hw_drop (heap, pairs);
  }
  if (flags & HW_MAKE_KWDEFAULTS)
    hw_field_set (heap, function, HW_FUNCTION_KWDEFAULTS, hw_own (heap, *--frame->top));
  if (flags & HW_MAKE_DEFAULTS)
    hw_field_set (heap, function, HW_FUNCTION_DEFAULTS, hw_own (heap, *--frame->top));
  *frame->top++ = function;
}
