/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module gc. Models Modules/gcmodule.c. */

#include "vm/containers.h"
#include "vm/machine.h"

/* --------------------------------------------------------------------------------------------------------- collecting */

static HwObject *
gc_collect (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *argument, *integer;
  gint64 generation = 2;

  if (!hw_bind (vm, "collect", "generation=", args, n, kwnames, &argument))
    return NULL;
  if (argument != NULL) {
    integer = hw_index (vm, argument);
    if (integer == NULL)
      return NULL;
    generation = integer->as.integer.big != NULL ? -1 : integer->as.integer.value;
    hw_decref (H (vm), integer);
  }
  if (generation < 0 || generation > 2)
    return hw_raise (vm, HW_EXC_ValueError, "invalid generation");
  if (H (vm)->collector->collecting)
    return hw_int_new (H (vm), 0);
  return hw_int_new (H (vm), hw_collect (H (vm), (guint) generation, FALSE));
}

static HwObject *
gc_enable (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  hw_collector_configure (H (vm), HW_GC_ENABLED, TRUE);
  return HW_NONE (vm);
}

static HwObject *
gc_disable (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  hw_collector_configure (H (vm), HW_GC_ENABLED, FALSE);
  return HW_NONE (vm);
}

static HwObject *
gc_isenabled (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return hw_bool_new (H (vm), H (vm)->collector->enabled);
}

/* ------------------------------------------------------------------------------------------------ counts and settings */

static HwObject *
triple (HwVm          *vm,
        const guint32 *values)
{
  HwObject *items[3], *tuple;

  for (guint i = 0; i < 3; i++)
    items[i] = hw_int_new (H (vm), values[i]);
  tuple = hw_tuple_of (H (vm), items, 3);
  for (guint i = 0; i < 3; i++)
    hw_decref (H (vm), items[i]);
  return tuple;
}

static HwObject *
gc_get_count (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  guint32 count[3];

  memcpy (count, H (vm)->collector->count, sizeof count);
  return triple (vm, count);
}

static HwObject *
gc_get_threshold (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return triple (vm, H (vm)->collector->threshold);
}

/* A C int argument; FALSE: exception. */
static gboolean
int_argument (HwVm     *vm,
              HwObject *argument,
              gint64   *value)
{
  HwObject *integer = hw_index (vm, argument);

  if (integer == NULL)
    return FALSE;
  if (integer->as.integer.big != NULL || integer->as.integer.value > G_MAXINT32 || integer->as.integer.value < G_MININT32) {
    gboolean is_long = integer->as.integer.big != NULL;

    hw_decref (H (vm), integer);
    if (is_long)
      hw_raise (vm, HW_EXC_OverflowError, "Python int too large to convert to C int");
    else
      hw_raise (vm, HW_EXC_OverflowError, "signed integer is %s",
                argument->as.integer.value > 0 ? "greater than maximum" : "less than minimum");
    return FALSE;
  }
  *value = integer->as.integer.value;
  hw_decref (H (vm), integer);
  return TRUE;
}

static HwObject *
gc_set_threshold (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  gint64 values[3];

  if (n < 1 || n > 3)
    return hw_raise (vm, HW_EXC_TypeError, n == 0 ? "set_threshold() takes at least 1 argument (%u given)"
                                                  : "set_threshold() takes at most 3 arguments (%u given)", n);
  for (guint i = 0; i < n; i++)
    if (!int_argument (vm, args[i], &values[i]))
      return NULL;
  for (guint i = 0; i < n; i++)
    hw_collector_configure (H (vm), HW_GC_THRESHOLD_0 + i, (guint32) values[i]);
  return HW_NONE (vm);
}

static HwObject *
gc_get_debug (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return hw_int_new (H (vm), (gint32) H (vm)->collector->debug);
}

static HwObject *
gc_set_debug (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  gint64 flags;

  if (!int_argument (vm, args[0], &flags))
    return NULL;
  hw_collector_configure (H (vm), HW_GC_DEBUG, (guint32) flags);
  return HW_NONE (vm);
}

static void
set_figure (HwVm       *vm,
            HwObject   *dict,
            const char *name,
            guint64     figure)
{
  HwObject *value = hw_int_new (H (vm), (gint64) figure);

  hw_dict_set_name (H (vm), dict, name, value);
  hw_decref (H (vm), value);
}

static HwObject *
gc_get_stats (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwGenerationStats stats[3];
  HwObject *list;

  memcpy (stats, H (vm)->collector->stats, sizeof stats);
  list = hw_list_new (H (vm), 0);
  for (guint i = 0; i < 3; i++) {
    HwObject *dict = hw_dict_new (H (vm));

    set_figure (vm, dict, "collections", stats[i].collections);
    set_figure (vm, dict, "collected", stats[i].collected);
    set_figure (vm, dict, "uncollectable", stats[i].uncollectable);
    if (H (vm)->profile->minor >= 15) {
      HwObject *duration = hw_float_new (H (vm), 0);

      set_figure (vm, dict, "candidates", 0);
      hw_dict_set_name (H (vm), dict, "duration", duration);
      hw_decref (H (vm), duration);
    }
    hw_list_append_take (H (vm), list, dict);
  }
  return list;
}

/* ---------------------------------------------------------------------------------------------- the permanent generation */

static HwObject *
gc_freeze (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  hw_collector_freeze (H (vm));
  return HW_NONE (vm);
}

static HwObject *
gc_unfreeze (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  hw_collector_unfreeze (H (vm));
  return HW_NONE (vm);
}

static HwObject *
gc_get_freeze_count (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return hw_int_new (H (vm),
                     (gint64) (hw_collector_count_list (H (vm), HW_LIST_PERMANENT) + H (vm)->collector->permanent_startup));
}

/* -------------------------------------------------------------------------------------------------- looking at objects */

/* The interpreter's own functions and modules are tracked in CPython; here they are left out of the lists. */
static gboolean
is_tracked_static (HwObject *object)
{
  return object->flags & HW_FLAG_STATIC &&
         (object->kind == HW_KIND_MODULE || object->kind == HW_KIND_BUILTIN || object->kind == HW_KIND_DESCRIPTOR ||
          object->kind == HW_KIND_LIST);
}

static HwObject *
gc_is_tracked (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_bool_new (H (vm), hw_object_is_tracked (args[0]) || is_tracked_static (args[0]));
}

static HwObject *
gc_is_finalized (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_bool_new (H (vm), (args[0]->flags & HW_FLAG_GC) != 0 && (args[0]->flags & HW_FLAG_FINALIZED) != 0);
}

/* Objects of one generation, in list order; collected first, for appending moves nothing but may begin a pass. */
static void
list_objects (HwVm      *vm,
              guint      generation,
              GPtrArray *objects)
{
  guint32 head = HW_LIST_GENERATION_0 + generation;

  for (guint32 cell = hw_object_at (H (vm), head)->gc_next; cell != head; cell = hw_object_at (H (vm), cell)->gc_next)
    g_ptr_array_add (objects, hw_object_at (H (vm), cell));
}

static HwObject *
gc_get_objects (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  HwObject *argument, *list;
  gint64 generation = -1;

  if (!hw_bind (vm, "get_objects", "generation=", args, n, kwnames, &argument))
    return NULL;
  if (argument != NULL && argument != H (vm)->none) {
    if (!hw_has_index (vm, argument))
      return hw_raise (vm, HW_EXC_TypeError, "argument should be integer or None, not '%s'", HW_TYPE_NAME (argument));
    if (!hw_index_value (vm, argument, &generation, FALSE))
      return NULL;
    if (generation >= 3)
      return hw_raise (vm, HW_EXC_ValueError, "generation parameter must be less than the number of available generations (3)");
    if (generation < -1)
      return hw_raise (vm, HW_EXC_ValueError, "generation parameter cannot be negative");
  }
  for (guint i = 0; i < 3; i++)
    if (generation < 0 || generation == i)
      list_objects (vm, i, objects);
  list = hw_list_new (H (vm), 0);
  for (guint i = 0; i < objects->len; i++)
    hw_list_append (H (vm), list, objects->pdata[i]);
  return list;
}

typedef struct {
  HwObject *const *wanted;
  guint            n;
  gboolean         found;
} Search;

static void
search_visit (gpointer  data,
              HwObject *child)
{
  Search *search = data;

  for (guint i = 0; i < search->n; i++)
    search->found |= search->wanted[i] == child;
}

static HwObject *
gc_get_referrers (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  Search search = { args, n, FALSE };
  HwObject *list;

  for (guint i = 0; i < 3; i++)
    list_objects (vm, i, objects);
  list = hw_list_new (H (vm), 0);
  for (guint i = 0; i < objects->len; i++) {
    search.found = FALSE;
    hw_object_traverse (H (vm), objects->pdata[i], search_visit, &search);
    if (search.found)
      hw_list_append (H (vm), list, objects->pdata[i]);
  }
  return list;
}

static void
gather_visit (gpointer  data,
              HwObject *child)
{
  g_ptr_array_add (data, child);
}

static HwObject *
gc_get_referents (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  HwObject *list;

  for (guint i = 0; i < n; i++)
    if (args[i]->flags & HW_FLAG_GC)
      hw_object_traverse (H (vm), args[i], gather_visit, objects);
  list = hw_list_new (H (vm), 0);
  for (guint i = 0; i < objects->len; i++)
    hw_list_append (H (vm), list, objects->pdata[i]);
  return list;
}

/* ---------------------------------------------------------------------------------------------------------- the module */

static gboolean
gc_init (HwVm     *vm,
         HwObject *dict)
{
  static const struct {
    const char *name;
    gint        value;
  } flags[] = {
    { "DEBUG_STATS", 1 },   { "DEBUG_COLLECTABLE", 2 }, { "DEBUG_UNCOLLECTABLE", 4 },
    { "DEBUG_SAVEALL", 32 }, { "DEBUG_LEAK", 38 },
  };

  if (H (vm)->collector->garbage == NULL)
    H (vm)->collector->garbage = hw_list_new (H (vm), 0);
  hw_dict_set_name (H (vm), dict, "garbage", H (vm)->collector->garbage);
  if (vm->machine->gc_callbacks == NULL)
    vm->machine->gc_callbacks = hw_list_new (H (vm), 0);
  hw_dict_set_name (H (vm), dict, "callbacks", vm->machine->gc_callbacks);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    set_figure (vm, dict, flags[i].name, (guint64) flags[i].value);
  return TRUE;
}

static const HwNativeDef gc_functions[] = {
  { "enable", gc_enable, HW_CALL_NONE },
  { "disable", gc_disable, HW_CALL_NONE },
  { "isenabled", gc_isenabled, HW_CALL_NONE },
  { "set_debug", gc_set_debug, HW_CALL_ONE },
  { "get_debug", gc_get_debug, HW_CALL_NONE },
  { "get_count", gc_get_count, HW_CALL_NONE },
  { "set_threshold", gc_set_threshold, HW_CALL_RANGE, 0, 255, 0, HW_TUPLE_ALWAYS },
  { "get_threshold", gc_get_threshold, HW_CALL_NONE },
  { "collect", gc_collect, HW_CALL_KEYWORDS },
  { "get_objects", gc_get_objects, HW_CALL_KEYWORDS },
  { "get_stats", gc_get_stats, HW_CALL_NONE },
  { "is_tracked", gc_is_tracked, HW_CALL_ONE },
  { "is_finalized", gc_is_finalized, HW_CALL_ONE },
  { "get_referrers", gc_get_referrers, HW_CALL_RANGE, 0, 255 },
  { "get_referents", gc_get_referents, HW_CALL_RANGE, 0, 255 },
  { "freeze", gc_freeze, HW_CALL_NONE },
  { "unfreeze", gc_unfreeze, HW_CALL_NONE },
  { "get_freeze_count", gc_get_freeze_count, HW_CALL_NONE },
  { NULL },
};

const HwModuleDef hw_module_gc = { "gc", gc_functions, gc_init };
