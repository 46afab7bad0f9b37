/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The iterators that give items of others one by one, and the endless ones. */

#include "vm/modules/itertools.h"

#define MORE HW_ITERATOR_N_FIELDS

static HwObject *
source (HwObject *self)
{
  return hw_field (self, HW_ITERATOR_SEQUENCE);
}

/* The next item of what [self] walks over. */
static HwObject *
source_next (HwVm     *vm,
             HwObject *self)
{
  return source (self) != NULL ? hw_next (vm, source (self)) : NULL;
}

static void
set (HwVm     *vm,
     HwObject *self,
     guint     field,
     HwObject *value)
{
  hw_field_set (H (vm), self, field, value);
}

static HwObject *
finish (HwVm     *vm,
        HwObject *self)
{
  hw_object_track (H (vm), self);
  return self;
}

/* An iterator of [type] over [iterable], to be finished; NULL: exception. */
static HwObject *
make_over (HwVm     *vm,
           HwType   *type,
           HwObject *iterable,
           guint     n_more)
{
  HwObject *iterator = hw_iter (vm, iterable), *self;

  if (iterator == NULL)
    return NULL;
  self = hw_itertool_new (vm, type, n_more);
  set (vm, self, HW_ITERATOR_SEQUENCE, iterator);
  return self;
}

/* -------------------------------------------------------------------------------------------------------------- count */

/* With step 1 and a small start the next number is in as.items.data; else it is the item, and the step follows. */
static HwObject *
count_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *values[2], *self;

  if (!hw_bind (vm, "count", "start=,step=", args, n, kwnames, values))
    return NULL;
  for (guint i = 0; i < 2; i++)
    if (values[i] != NULL && !hw_is_int (values[i]) && values[i]->kind != HW_KIND_FLOAT && values[i]->kind != HW_KIND_COMPLEX &&
        hw_type_lookup (vm, values[i]->type, vm->names[HW_NAME___index__]) == NULL &&
        hw_type_lookup (vm, values[i]->type, vm->names[HW_NAME___float__]) == NULL)
      return hw_raise (vm, HW_EXC_TypeError, "a number is required");
  self = hw_itertool_new (vm, type, 1);
  if ((values[0] == NULL || (hw_is_exact (vm, values[0], int) && values[0]->as.integer.big == NULL)) &&
      (values[1] == NULL || (hw_is_exact (vm, values[1], int) && values[1]->as.integer.big == NULL && values[1]->as.integer.value == 1))) {
    self->as.items.data = GSIZE_TO_POINTER ((gsize) (values[0] != NULL ? values[0]->as.integer.value : 0));
  } else {
    set (vm, self, HW_ITERATOR_ITEM, values[0] != NULL ? hw_newref (H (vm), values[0]) : hw_int_new (H (vm), 0));
    set (vm, self, MORE, values[1] != NULL ? hw_newref (H (vm), values[1]) : hw_int_new (H (vm), 1));
  }
  return finish (vm, self);
}

static HwObject *
count_next (HwVm     *vm,
            HwObject *self)
{
  HwObject *item = hw_field (self, HW_ITERATOR_ITEM), *next;
  gint64 number = (gint64) GPOINTER_TO_SIZE (self->as.items.data);

  if (item == NULL && number < G_MAXINT64) {
    self->as.items.data = GSIZE_TO_POINTER ((gsize) (number + 1));
    return hw_int_new (H (vm), number);
  }
  if (item == NULL) {
    item = hw_int_new (H (vm), number);
    set (vm, self, HW_ITERATOR_ITEM, item);
    set (vm, self, MORE, hw_int_new (H (vm), 1));
  }
  hw_incref (H (vm), item);
  next = hw_binary (vm, HW_OPERATOR_ADD, item, hw_field (self, MORE));
  if (next == NULL) {
    hw_decref (H (vm), item);
    return NULL;
  }
  set (vm, self, HW_ITERATOR_ITEM, next);
  return item;
}

static HwObject *
count_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *item = hw_field (self, HW_ITERATOR_ITEM), *step = hw_field (self, MORE), *first, *second, *result = NULL;

  if (item == NULL)
    return hw_str_printf (vm, "count(%" G_GINT64_FORMAT ")", (gint64) GPOINTER_TO_SIZE (self->as.items.data));
  first = hw_repr (vm, item);
  second = first != NULL ? hw_repr (vm, step) : NULL;
  if (second != NULL && hw_is_exact (vm, step, int) && step->as.integer.big == NULL && step->as.integer.value == 1)
    result = hw_str_printf (vm, "count(%s)", hw_str_text (first));
  else if (second != NULL)
    result = hw_str_printf (vm, "count(%s, %s)", hw_str_text (first), hw_str_text (second));
  hw_xdecref (H (vm), first);
  hw_xdecref (H (vm), second);
  return result;
}

const HwNativeType hw_itertool_count = { .new_ = count_new, .repr = count_repr, .iter = hw_itertool_self, .next = count_next };

/* -------------------------------------------------------------------------------------------------------------- cycle */

static HwObject *
cycle_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *self;

  if (!hw_no_keywords (vm, "cycle", kwnames) || !hw_check_count (vm, "cycle", n, 1, 1))
    return NULL;
  self = make_over (vm, type, args[0], 0);
  if (self == NULL)
    return NULL;
  set (vm, self, HW_ITERATOR_ITEM, hw_list_new (H (vm), 0));
  return finish (vm, self);
}

static HwObject *
cycle_next (HwVm     *vm,
            HwObject *self)
{
  HwObject *saved = hw_field (self, HW_ITERATOR_ITEM), *item;

  if (source (self) != NULL) {
    item = source_next (vm, self);
    if (item != NULL) {
      hw_list_append (H (vm), saved, item);
      return item;
    }
    if (vm->exception != NULL)
      return NULL;
    set (vm, self, HW_ITERATOR_SEQUENCE, NULL);
  }
  if (saved->as.items.n == 0)
    return NULL;
  item = saved->as.items.at[self->as.items.extra++];
  if (self->as.items.extra >= saved->as.items.n)
    self->as.items.extra = 0;
  return hw_newref (H (vm), item);
}

const HwNativeType hw_itertool_cycle = { .new_ = cycle_new, .iter = hw_itertool_self, .next = cycle_next };

/* ------------------------------------------------------------------------------------------------------------- repeat */

/* How often still is in as.items.data; -1: always. */
static HwObject *
repeat_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *values[2], *self;
  gint64 times = -1;

  if (!hw_bind (vm, "repeat", "object,times=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL) {
    if (!hw_index_value (vm, values[1], &times, FALSE))
      return NULL;
    times = MAX (times, 0);
  }
  self = hw_itertool_new (vm, type, 0);
  set (vm, self, HW_ITERATOR_ITEM, hw_newref (H (vm), values[0]));
  self->as.items.data = GSIZE_TO_POINTER ((gsize) times);
  return finish (vm, self);
}

static HwObject *
repeat_next (HwVm     *vm,
             HwObject *self)
{
  gint64 times = (gint64) GPOINTER_TO_SIZE (self->as.items.data);

  if (times == 0)
    return NULL;
  if (times > 0)
    self->as.items.data = GSIZE_TO_POINTER ((gsize) (times - 1));
  return hw_newref (H (vm), hw_field (self, HW_ITERATOR_ITEM));
}

static HwObject *
repeat_repr (HwVm     *vm,
             HwObject *self)
{
  gint64 times = (gint64) GPOINTER_TO_SIZE (self->as.items.data);
  HwObject *repr = hw_repr (vm, hw_field (self, HW_ITERATOR_ITEM)), *result;

  if (repr == NULL)
    return NULL;
  if (times < 0)
    result = hw_str_printf (vm, "repeat(%s)", hw_str_text (repr));
  else
    result = hw_str_printf (vm, "repeat(%s, %" G_GINT64_FORMAT ")", hw_str_text (repr), times);
  hw_decref (H (vm), repr);
  return result;
}

static HwObject *
repeat_length_hint (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  gint64 times = (gint64) GPOINTER_TO_SIZE (self->as.items.data);

  return times < 0 ? hw_raise (vm, HW_EXC_TypeError, "len() of unsized object") : hw_int_new (H (vm), times);
}

static const HwNativeDef repeat_methods[] = {
  { "__length_hint__", repeat_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_itertool_repeat = {
  .new_ = repeat_new,
  .repr = repeat_repr,
  .iter = hw_itertool_self,
  .next = repeat_next,
  .methods = repeat_methods,
};

/* -------------------------------------------------------------------------------------------------------------- chain */

static HwObject *
chain_over (HwVm     *vm,
            HwType   *type,
            HwObject *iterables)
{
  HwObject *self = make_over (vm, type, iterables, 0);

  return self != NULL ? finish (vm, self) : NULL;
}

static HwObject *
chain_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *iterables, *self;

  if (!hw_no_keywords (vm, "chain", kwnames))
    return NULL;
  iterables = hw_tuple_of (H (vm), (HwObject **) args, n);
  self = chain_over (vm, type, iterables);
  hw_decref (H (vm), iterables);
  return self;
}

static HwObject *
chain_from_iterable (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return chain_over (vm, hw_type_of_object (self), args[0]);
}

static HwObject *
chain_next (HwVm     *vm,
            HwObject *self)
{
  while (source (self) != NULL) {
    HwObject *active = hw_field (self, HW_ITERATOR_ITEM), *item;

    if (active == NULL) {
      HwObject *iterable = source_next (vm, self);

      active = iterable != NULL ? hw_iter (vm, iterable) : NULL;
      hw_xdecref (H (vm), iterable);
      if (active == NULL) {
        set (vm, self, HW_ITERATOR_SEQUENCE, NULL);
        return NULL;
      }
      set (vm, self, HW_ITERATOR_ITEM, active);
    }
    item = hw_next (vm, active);
    if (item != NULL || vm->exception != NULL)
      return item;
    set (vm, self, HW_ITERATOR_ITEM, NULL);
  }
  return NULL;
}

static const HwNativeDef chain_methods[] = {
  { "from_iterable", chain_from_iterable, HW_CALL_ONE, 1, 1, HW_BIND_CLASS },
  { NULL },
};

const HwNativeType hw_itertool_chain = { .new_ = chain_new, .iter = hw_itertool_self, .next = chain_next, .methods = chain_methods };

/* ------------------------------------------------------------------------------------------------------------- islice */

/* [extra]: items taken so far; [data]: the next one to give. Beyond the common fields: stop or None, step. */
static gboolean
islice_part (HwVm       *vm,
             HwObject   *argument,
             gint64      otherwise,
             const char *message,
             gint64     *value)
{
  *value = otherwise;
  if (argument == NULL || argument == H (vm)->none)
    return TRUE;
  if (!hw_has_index (vm, argument) || !hw_index_value (vm, argument, value, FALSE)) {
    hw_exception_clear (vm);
    *value = -1;
  }
  if (*value < 0 || *value > G_MAXUINT32) {
    hw_raise (vm, HW_EXC_ValueError, "%s", message);
    return FALSE;
  }
  return TRUE;
}

static HwObject *
islice_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  const char *stop_message = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  const char *both_message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
  gint64 start, stop, step;
  HwObject *self;

  if (!hw_no_keywords (vm, "islice", kwnames) || !hw_check_count (vm, "islice", n, 2, 4))
    return NULL;
  if (!islice_part (vm, n > 2 ? args[1] : NULL, 0, both_message, &start) ||
      !islice_part (vm, args[n > 2 ? 2 : 1], -1, n > 2 ? both_message : stop_message, &stop) ||
      !islice_part (vm, n > 3 ? args[3] : NULL, 1, "Step for islice() must be a positive integer or None.", &step))
    return NULL;
  if (step < 1)
    return hw_raise (vm, HW_EXC_ValueError, "Step for islice() must be a positive integer or None.");
  self = make_over (vm, type, args[0], 2);
  if (self == NULL)
    return NULL;
  self->as.items.data = GSIZE_TO_POINTER ((gsize) start);
  set (vm, self, MORE, hw_int_new (H (vm), stop));
  set (vm, self, MORE + 1, hw_int_new (H (vm), step));
  return finish (vm, self);
}

static HwObject *
islice_next (HwVm     *vm,
             HwObject *self)
{
  gint64 next = (gint64) GPOINTER_TO_SIZE (self->as.items.data);
  gint64 stop = hw_field (self, MORE)->as.integer.value;
  gint64 step = hw_field (self, MORE + 1)->as.integer.value;
  HwObject *item;

  if (source (self) == NULL)
    return NULL;
  while (self->as.items.extra < next) {
    item = stop >= 0 && self->as.items.extra >= stop ? NULL : source_next (vm, self);
    if (item == NULL)
      goto end;
    hw_decref (H (vm), item);
    self->as.items.extra++;
  }
  if (stop >= 0 && self->as.items.extra >= stop)
    goto end;
  item = source_next (vm, self);
  if (item == NULL)
    goto end;
  self->as.items.extra++;
  next += step;
  if (stop >= 0 && next > stop)
    next = stop;
  self->as.items.data = GSIZE_TO_POINTER ((gsize) next);
  return item;
end:
  set (vm, self, HW_ITERATOR_SEQUENCE, NULL);
  return NULL;
}

const HwNativeType hw_itertool_islice = { .new_ = islice_new, .iter = hw_itertool_self, .next = islice_next };

/* ------------------------------------------------------------------------------------- by predicate, and by selectors */

static HwObject *
predicate_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *self;

  if (!hw_no_keywords (vm, type->name, kwnames) || !hw_check_count (vm, type->name, n, 2, 2))
    return NULL;
  self = make_over (vm, type, args[1], 0);
  if (self == NULL)
    return NULL;
  set (vm, self, HW_ITERATOR_FUNCTION, hw_newref (H (vm), args[0]));
  return finish (vm, self);
}

/* Truth of the predicate for [item]: 1, 0, -1. */
static int
predicate_truth (HwVm     *vm,
                 HwObject *self,
                 HwObject *item)
{
  HwObject *function = hw_field (self, HW_ITERATOR_FUNCTION), *result;
  int truth;

  if (function == H (vm)->none)
    return hw_truth (vm, item);
  result = hw_call (vm, function, &item, 1, NULL);
  if (result == NULL)
    return -1;
  truth = hw_truth (vm, result);
  hw_decref (H (vm), result);
  return truth;
}

static HwObject *
takewhile_next (HwVm     *vm,
                HwObject *self)
{
  HwObject *item;
  int truth;

  if (self->as.items.extra || (item = source_next (vm, self)) == NULL)
    return NULL;
  truth = predicate_truth (vm, self, item);
  if (truth > 0)
    return item;
  hw_decref (H (vm), item);
  if (truth == 0)
    self->as.items.extra = TRUE;
  return NULL;
}

static HwObject *
dropwhile_next (HwVm     *vm,
                HwObject *self)
{
  HwObject *item;

  while ((item = source_next (vm, self)) != NULL) {
    int truth = self->as.items.extra ? 0 : predicate_truth (vm, self, item);

    if (truth == 0) {
      self->as.items.extra = TRUE;
      return item;
    }
    hw_decref (H (vm), item);
    if (truth < 0)
      return NULL;
  }
  return NULL;
}

static HwObject *
filterfalse_next (HwVm     *vm,
                  HwObject *self)
{
  HwObject *item;

  while ((item = source_next (vm, self)) != NULL) {
    int truth = predicate_truth (vm, self, item);

    if (truth == 0)
      return item;
    hw_decref (H (vm), item);
    if (truth < 0)
      return NULL;
  }
  return NULL;
}

const HwNativeType hw_itertool_takewhile = { .new_ = predicate_new, .iter = hw_itertool_self, .next = takewhile_next };
const HwNativeType hw_itertool_dropwhile = { .new_ = predicate_new, .iter = hw_itertool_self, .next = dropwhile_next };
const HwNativeType hw_itertool_filterfalse = { .new_ = predicate_new, .iter = hw_itertool_self, .next = filterfalse_next };

static HwObject *
starmap_next (HwVm     *vm,
              HwObject *self)
{
  HwObject *item = source_next (vm, self), *args, *result;

  if (item == NULL)
    return NULL;
  args = hw_to_tuple (vm, item);
  hw_decref (H (vm), item);
  if (args == NULL)
    return NULL;
  result = hw_call (vm, hw_field (self, HW_ITERATOR_FUNCTION), args->as.items.at, args->as.items.n, NULL);
  hw_decref (H (vm), args);
  return result;
}

const HwNativeType hw_itertool_starmap = { .new_ = predicate_new, .iter = hw_itertool_self, .next = starmap_next };

static HwObject *
compress_new (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *values[2], *self, *selectors;

  if (!hw_bind (vm, "compress", "data,selectors", args, n, kwnames, values))
    return NULL;
  self = make_over (vm, type, values[0], 0);
  selectors = self != NULL ? hw_iter (vm, values[1]) : NULL;
  if (selectors == NULL) {
    hw_xdecref (H (vm), self);
    return NULL;
  }
  set (vm, self, HW_ITERATOR_ITEM, selectors);
  return finish (vm, self);
}

static HwObject *
compress_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *item;

  while ((item = source_next (vm, self)) != NULL) {
    HwObject *selector = hw_next (vm, hw_field (self, HW_ITERATOR_ITEM));
    int truth = selector != NULL ? hw_truth (vm, selector) : -1;

    hw_xdecref (H (vm), selector);
    if (truth > 0)
      return item;
    hw_decref (H (vm), item);
    if (truth < 0)
      return NULL;
  }
  return NULL;
}

const HwNativeType hw_itertool_compress = { .new_ = compress_new, .iter = hw_itertool_self, .next = compress_next };

/* ---------------------------------------------------------------------------------------------------------- accumulate */

/* Beyond the common fields: the initial value until it is given. */
static HwObject *
accumulate_new (HwVm            *vm,
                HwType          *type,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3], *self;

  if (!hw_bind (vm, "accumulate", "iterable,func=,*,initial=", args, n, kwnames, values))
    return NULL;
  self = make_over (vm, type, values[0], 1);
  if (self == NULL)
    return NULL;
  if (values[1] != NULL && values[1] != H (vm)->none)
    set (vm, self, HW_ITERATOR_FUNCTION, hw_newref (H (vm), values[1]));
  if (values[2] != NULL && values[2] != H (vm)->none)
    set (vm, self, MORE, hw_newref (H (vm), values[2]));
  return finish (vm, self);
}

static HwObject *
accumulate_next (HwVm     *vm,
                 HwObject *self)
{
  HwObject *function = hw_field (self, HW_ITERATOR_FUNCTION), *initial = hw_field (self, MORE), *total, *item;
  HwObject *pair[2];

  if (initial != NULL) {
    set (vm, self, HW_ITERATOR_ITEM, hw_newref (H (vm), initial));
    set (vm, self, MORE, NULL);
    return hw_newref (H (vm), hw_field (self, HW_ITERATOR_ITEM));
  }
  item = source_next (vm, self);
  if (item == NULL)
    return NULL;
  total = hw_field (self, HW_ITERATOR_ITEM);
  if (total == NULL) {
    set (vm, self, HW_ITERATOR_ITEM, hw_newref (H (vm), item));
    return item;
  }
  pair[0] = total;
  pair[1] = item;
  total = function == NULL ? hw_binary (vm, HW_OPERATOR_ADD, pair[0], pair[1]) : hw_call (vm, function, pair, 2, NULL);
  hw_decref (H (vm), item);
  if (total == NULL)
    return NULL;
  set (vm, self, HW_ITERATOR_ITEM, hw_newref (H (vm), total));
  return total;
}

const HwNativeType hw_itertool_accumulate = { .new_ = accumulate_new, .iter = hw_itertool_self, .next = accumulate_next };

/* ------------------------------------------------------------------------------------------------------------ pairwise */

static HwObject *
pairwise_new (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *self;

  if (!hw_no_keywords (vm, "pairwise", kwnames) || !hw_check_count (vm, "pairwise", n, 1, 1))
    return NULL;
  self = make_over (vm, type, args[0], 0);
  return self != NULL ? finish (vm, self) : NULL;
}

static HwObject *
pairwise_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *old = hw_field (self, HW_ITERATOR_ITEM), *item, *pair;

  if (old == NULL) {
    old = source_next (vm, self);
    if (old == NULL) {
      set (vm, self, HW_ITERATOR_SEQUENCE, NULL);
      return NULL;
    }
    set (vm, self, HW_ITERATOR_ITEM, old);
  }
  hw_incref (H (vm), old);
  item = source_next (vm, self);
  if (item == NULL) {
    hw_decref (H (vm), old);
    set (vm, self, HW_ITERATOR_SEQUENCE, NULL);
    set (vm, self, HW_ITERATOR_ITEM, NULL);
    return NULL;
  }
  pair = hw_pair_new (vm, old, item);
  hw_decref (H (vm), old);
  set (vm, self, HW_ITERATOR_ITEM, item);
  return pair;
}

const HwNativeType hw_itertool_pairwise = { .new_ = pairwise_new, .iter = hw_itertool_self, .next = pairwise_next };

/* --------------------------------------------------------------------------------------------------------- zip_longest */

/* [extra]: iterators that are not exhausted; an exhausted one is None. Beyond the common fields: what fills. */
static HwObject *
zip_longest_new (HwVm            *vm,
                 HwType          *type,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  g_autofree HwObject **iterators = g_new (HwObject *, n + 1);
  HwObject *fill = NULL, *self = NULL;
  guint made;

  if (kwnames != NULL && kwnames->as.items.n > 0 && !hw_bind (vm, "zip_longest", "*,fillvalue=", args + n, 0, kwnames, &fill))
    return NULL;
  for (made = 0; made < n; made++)
    if ((iterators[made] = hw_iter (vm, args[made])) == NULL)
      break;
  if (made == n) {
    self = hw_itertool_new (vm, type, 1);
    set (vm, self, HW_ITERATOR_SEQUENCE, hw_tuple_of (H (vm), iterators, n));
    set (vm, self, MORE, hw_newref (H (vm), fill != NULL ? fill : H (vm)->none));
    self->as.items.extra = n;
    finish (vm, self);
  }
  for (guint i = 0; i < made; i++)
    hw_decref (H (vm), iterators[i]);
  return self;
}

static HwObject *
zip_longest_next (HwVm     *vm,
                  HwObject *self)
{
  HwObject *iterators = source (self), *fill = hw_field (self, MORE), *result = NULL;
  guint32 n = iterators->as.items.n, made;
  g_autofree HwObject **items = g_new (HwObject *, n + 1);

  if (self->as.items.extra == 0)
    return NULL;
  for (made = 0; made < n; made++) {
    HwObject *iterator = iterators->as.items.at[made];

    items[made] = iterator != H (vm)->none ? hw_next (vm, iterator) : NULL;
    if (vm->exception != NULL) {
      self->as.items.extra = 0;
      break;
    }
    if (items[made] == NULL && iterator != H (vm)->none) {
      if (--self->as.items.extra == 0)
        break;
      set (vm, iterators, made, HW_NONE (vm));
    }
    if (items[made] == NULL)
      items[made] = hw_newref (H (vm), fill);
  }
  if (made == n)
    result = hw_tuple_of (H (vm), items, n);
  for (guint32 i = 0; i < made; i++)
    hw_decref (H (vm), items[i]);
  return result;
}

const HwNativeType hw_itertool_zip_longest = { .new_ = zip_longest_new, .iter = hw_itertool_self, .next = zip_longest_next };
