/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The shortest Python expression for an object: a search breadth first along what the language can say. It is tried three times, each
 * time with more allowed: plain names, attributes and items; then fields of functions, classes and the like and places in an iteration;
 * then weak references. An expression is only given if it evaluates to the object itself, so a step along which a class of the program
 * could answer something else is not taken. */

#include <string.h>

#include "hw-analysis.h"
#include "image/image.h"

/* Steps of an expression beyond which it is none: Python's parser has its limits, and nobody reads that. */
#define MAX_STEPS 100

/* How an object was reached. X (identifier) */
#define HW_HOW_LIST(X)                                            \
  X (NOT_SEEN)                                                    \
  X (NAME)                                                        \
  X (ATTRIBUTE) /* x.name */                                      \
  X (ENTRY)     /* C.__dict__['name'] */                          \
  X (INDEX)     /* x[3] */                                        \
  X (KEY)       /* x['k'] */                                      \
  X (KEY_OBJECT) /* x[expression of the key] */                   \
  X (PLACE)     /* list(x)[3] */                                  \
  X (VALUE)     /* list(x.values())[3] */                         \
  X (CLASS)     /* type(x) */                                     \
  X (CALL)      /* x() */

typedef enum {
#define HW_X(id) HOW_##id,
  HW_HOW_LIST (HW_X)
#undef HW_X
} How;

typedef enum {
  LEVEL_PLAIN,
  LEVEL_FIELDS,
  LEVEL_WEAK,
  N_LEVELS,
} Level;

/* How the search came to an object. */
typedef struct {
  guint32 from; /* the object that the expression goes on from */
  guint32 by;   /* the reference; its holder is another one for what goes through a __dict__ */
  How     how;
} Arrival;

typedef struct {
  HwImage *image;
  Level    level;
  guint    target;
  Arrival *arrivals; /* by object */
  guint32 *queue;
  guint    head;
  guint    tail;
} Search;

/* ---------------------------------------------------------------------------------------------------- what can be said */

gboolean
hw_image_is_identifier (const char *text)
{
  if (*text == '\0' || g_ascii_isdigit (*text))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (*text != '_' && !g_unichar_isalnum (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
is_dunder (const char *name)
{
  return g_str_has_prefix (name, "__");
}

gboolean
hw_image_is_literal (HwImage *image,
                     guint    object)
{
  const char *text = hw_image_get_text (image, image->objects[object].text);

  return hw_image_is_atom (image, object) && *text != '\0' && image->objects[object].kind != HW_KIND_COMPLEX && strlen (text) < 64
         && !g_str_has_suffix (text, "…'") && !g_str_has_suffix (text, "…\"") && !g_str_has_suffix (text, "nan")
         && !g_str_has_suffix (text, "inf");
}

/* Whether there is only one object of that value, so that its literal is the object itself. */
static gboolean
is_singleton (HwImage *image,
              guint    object)
{
  switch ((HwKind) image->objects[object].kind) {
  case HW_KIND_NONE:
  case HW_KIND_BOOL:
  case HW_KIND_ELLIPSIS:
  case HW_KIND_NOT_IMPLEMENTED:
    return TRUE;
  case HW_KIND_INT: {
    gint64 value = g_ascii_strtoll (hw_image_get_text (image, image->objects[object].text), NULL, 10);

    return hw_image_is_literal (image, object) && value >= -5 && value <= 256;
  }
  default:
    return FALSE;
  }
}

guint
hw_image_find_field (HwImage    *image,
                     guint       object,
                     const char *name)
{
  const HwObjectRecord *record = &image->objects[object];

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];

    if ((reference->label_kind == HW_LABEL_FIELD || reference->label_kind == HW_LABEL_ATTRIBUTE)
        && g_str_equal (hw_image_get_text (image, reference->label), name))
      return reference->target;
  }
  return HW_NO_OBJECT;
}

/* The name under which [reference] stands in a dict; NULL if it is no str. Owned. */
static char *
dup_key_name (HwImage                 *image,
              const HwReferenceRecord *reference)
{
  const char *text;

  if (reference->label_kind == HW_LABEL_NAME)
    return g_strdup (hw_image_get_text (image, reference->label));
  if (reference->label_kind != HW_LABEL_KEY || image->objects[reference->label].kind != HW_KIND_STR
      || !hw_image_is_literal (image, reference->label))
    return NULL;
  text = hw_image_get_text (image, image->objects[reference->label].text);
  return g_strndup (text + 1, strlen (text) - 2);
}

/* Whether [reference] is what a dict has for the str [name]. */
static gboolean
is_key (HwImage                 *image,
        const HwReferenceRecord *reference,
        const char              *name,
        gsize                    length)
{
  const char *text;

  if (reference->label_kind == HW_LABEL_NAME)
    return g_str_equal (hw_image_get_text (image, reference->label), name);
  if (reference->label_kind != HW_LABEL_KEY || image->objects[reference->label].kind != HW_KIND_STR)
    return FALSE;
  text = hw_image_get_text (image, image->objects[reference->label].text);
  return strncmp (text + 1, name, length) == 0 && strlen (text) == length + 2;
}

guint
hw_image_find_key (HwImage    *image,
                   guint       dict,
                   const char *name)
{
  const HwObjectRecord *record = &image->objects[dict];
  gsize length = strlen (name);

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (is_key (image, &image->references[i], name, length))
      return i;
  return G_MAXUINT;
}

static guint
get_module (HwImage *image)
{
  return image->frames->len > 0 ? g_array_index (image->frames, HwFrameRecord, 0).object : HW_NO_OBJECT;
}

guint
hw_image_find_builtins (HwImage *image)
{
  guint module = get_module (image);
  guint name = module != HW_NO_OBJECT ? hw_image_find_key (image, module, "__builtins__") : G_MAXUINT;

  return name != G_MAXUINT ? hw_image_find_field (image, image->references[name].target, "__dict__") : HW_NO_OBJECT;
}

/* What the dicts along the __mro__ of [class] have as [name]; those of the interpreter's own classes too, or not. */
static guint
find_in_classes (HwImage    *image,
                 guint       class,
                 const char *name,
                 gboolean    with_static)
{
  guint mro = class != HW_NO_OBJECT ? hw_image_find_field (image, class, "__mro__") : HW_NO_OBJECT;
  const HwObjectRecord *classes = mro != HW_NO_OBJECT ? &image->objects[mro] : NULL;

  for (guint i = 0; classes != NULL && i < classes->n_refs; i++) {
    guint each = image->references[classes->first_ref + i].target;
    gboolean skip = !with_static && image->objects[each].flags & HW_FLAG_STATIC;
    guint dict = skip ? HW_NO_OBJECT : hw_image_find_field (image, each, "__dict__");
    guint found = dict != HW_NO_OBJECT ? hw_image_find_key (image, dict, name) : G_MAXUINT;

    if (found != G_MAXUINT)
      return image->references[found].target;
  }
  return HW_NO_OBJECT;
}

guint
hw_image_find_class_attribute (HwImage    *image,
                               guint       class,
                               const char *name)
{
  return find_in_classes (image, class, name, TRUE);
}

/* Whether a class of the program, not of the interpreter, gives [object] its [name]. */
static gboolean
class_has (HwImage    *image,
           guint       object,
           const char *name)
{
  return find_in_classes (image, image->objects[object].type, name, FALSE) != HW_NO_OBJECT;
}

/* Whether a class attribute named [name] answers before the instance's own. */
static gboolean
is_overruled (HwImage    *image,
              guint       object,
              const char *name)
{
  guint attribute = hw_image_find_class_attribute (image, image->objects[object].type, name);

  if (attribute == HW_NO_OBJECT)
    return FALSE;
  return image->objects[attribute].kind == HW_KIND_PROPERTY || class_has (image, attribute, "__set__")
         || class_has (image, attribute, "__delete__");
}

/* Whether C.name is what stands in the class's dict, not what a descriptor makes of it. */
static gboolean
is_plain_class_attribute (HwImage *image,
                          guint    object)
{
  switch ((HwKind) image->objects[object].kind) {
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
  case HW_KIND_DESCRIPTOR:
  case HW_KIND_NATIVE:
    return FALSE;
  default:
    return !class_has (image, object, "__get__");
  }
}

/* ---------------------------------------------------------------------------------------------------------- the search */

static void
search_add (Search *search,
            guint   object,
            guint   from,
            guint   by,
            How     how)
{
  if (search->arrivals[object].how != HOW_NOT_SEEN)
    return;
  search->arrivals[object] = (Arrival) { from, by, how };
  search->queue[search->tail++] = object;
}

/* Fields that Python shows under the same name. */
static gboolean
is_open_field (HwImage                 *image,
               const HwReferenceRecord *reference)
{
  static const char *const names[] = {
    "__defaults__", "__kwdefaults__", "__closure__", "__code__", "__globals__", "__func__", "__self__", "cell_contents", "fget", "fset",
    "fdel", "args", "__traceback__", "__context__", "__cause__", "tb_next", "tb_frame", "__mro__", "__bases__", "__base__", "start", "stop",
    "step", "f_back", "f_code", "f_globals", "co_consts", NULL,
  };
  const char *name = hw_image_get_text (image, reference->label);
  HwKind kind = image->objects[reference->holder].kind;

  if (g_str_equal (name, "__dict__"))
    return kind != HW_KIND_TYPE && kind != HW_KIND_NATIVE;
  return g_strv_contains (names, name);
}

/* What the dict of [object] holds, as attributes of it. */
static void
search_expand_dict (Search *search,
                    guint   object,
                    guint   dict)
{
  HwImage *image = search->image;
  const HwObjectRecord *record = &image->objects[dict];
  gboolean is_class = image->objects[object].kind == HW_KIND_TYPE;

  if (record->kind != HW_KIND_DICT || class_has (image, object, "__getattribute__"))
    return;
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];
    g_autofree char *name = search->arrivals[reference->target].how == HOW_NOT_SEEN ? dup_key_name (image, reference) : NULL;

    if (name == NULL || !hw_image_is_identifier (name) || reference->slot % 2 == 0)
      continue;
    if (is_class && (is_dunder (name) || !is_plain_class_attribute (image, reference->target)))
      search_add (search, reference->target, object, i, HOW_ENTRY);
    else if (is_class || !is_overruled (image, object, name))
      search_add (search, reference->target, object, i, HOW_ATTRIBUTE);
  }
}

static void
search_expand_attribute (Search *search,
                         guint   by)
{
  HwImage *image = search->image;
  const HwReferenceRecord *reference = &image->references[by];
  const char *name = hw_image_get_text (image, reference->label);
  gboolean is_dict = g_str_equal (name, "__dict__");

  if (is_dict)
    search_expand_dict (search, reference->holder, reference->target);
  if (hw_image_is_identifier (name) && !class_has (image, reference->holder, "__getattribute__")
      && (is_dict || !is_overruled (image, reference->holder, name)))
    search_add (search, reference->target, reference->holder, by, HOW_ATTRIBUTE);
}

static void
search_expand_field (Search *search,
                     guint   by)
{
  HwImage *image = search->image;
  const HwReferenceRecord *reference = &image->references[by];
  const char *name = hw_image_get_text (image, reference->label);

  if (reference->weak && search->level < LEVEL_WEAK)
    return;
  if (g_str_equal (name, "__dict__"))
    search_expand_dict (search, reference->holder, reference->target);
  if (reference->weak && image->objects[reference->holder].kind == HW_KIND_WEAKREF)
    search_add (search, reference->target, reference->holder, by, HOW_CALL);
  else if (search->level >= LEVEL_FIELDS && g_str_equal (name, "class") && !class_has (image, reference->holder, "__class__"))
    search_add (search, reference->target, reference->holder, by, HOW_CLASS);
  else if (!reference->weak && (search->level >= LEVEL_FIELDS || g_str_equal (name, "__dict__")) && is_open_field (image, reference))
    search_add (search, reference->target, reference->holder, by, HOW_ATTRIBUTE);
}

static void
search_expand_item (Search *search,
                    guint   by)
{
  HwImage *image = search->image;
  const HwReferenceRecord *reference = &image->references[by];
  HwKind kind = image->objects[reference->holder].kind;
  gboolean is_deque = kind == HW_KIND_NATIVE && g_str_equal (hw_image_get_type_name (image, reference->holder), "deque");

  if ((kind == HW_KIND_LIST || kind == HW_KIND_TUPLE || is_deque) && !class_has (image, reference->holder, "__getitem__"))
    search_add (search, reference->target, reference->holder, by, HOW_INDEX);
}

static void
search_expand_key (Search *search,
                   guint   by)
{
  HwImage *image = search->image;
  const HwReferenceRecord *reference = &image->references[by];
  guint holder = reference->holder;

  if (image->objects[holder].kind != HW_KIND_DICT)
    return;
  if (!class_has (image, holder, "__getitem__")) {
    if (hw_image_is_literal (image, reference->label))
      search_add (search, reference->target, holder, by, HOW_KEY);
    else if (search->arrivals[reference->label].how != HOW_NOT_SEEN && reference->label != reference->target)
      search_add (search, reference->target, holder, by, HOW_KEY_OBJECT);
  }
  if (search->level >= LEVEL_FIELDS && !class_has (image, holder, "values"))
    search_add (search, reference->target, holder, by, HOW_VALUE);
}

static void
search_expand_reference (Search *search,
                         guint   by)
{
  HwImage *image = search->image;
  const HwReferenceRecord *reference = &image->references[by];

  switch ((HwLabelKind) reference->label_kind) {
  case HW_LABEL_ATTRIBUTE:
    search_expand_attribute (search, by);
    break;
  case HW_LABEL_FIELD:
    search_expand_field (search, by);
    break;
  case HW_LABEL_INDEX:
    search_expand_item (search, by);
    break;
  case HW_LABEL_KEY:
    search_expand_key (search, by);
    break;
  case HW_LABEL_IS_KEY:
  case HW_LABEL_MEMBER:
    if (search->level >= LEVEL_FIELDS && !class_has (image, reference->holder, "__iter__"))
      search_add (search, reference->target, reference->holder, by, HOW_PLACE);
    break;
  case HW_LABEL_NAME:
    if (image->objects[reference->holder].flags & HW_FLAG_NAMESPACE && search->level >= LEVEL_FIELDS)
      search_add (search, reference->target, reference->holder, by, HOW_KEY);
    break;
  case HW_LABEL_NONE:
    break;
  }
}

/* ----------------------------------------------------------------------------------------------------------- its start */

/* The names of [scope], but for those that stand in the [n_inner] scopes before it too; those that begin with "__" last. */
static void
search_add_names (Search      *search,
                  guint        scope,
                  const guint *inner,
                  guint        n_inner)
{
  HwImage *image = search->image;
  const HwObjectRecord *record = &image->objects[scope];

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
      const HwReferenceRecord *reference = &image->references[i];
      g_autofree char *name = search->arrivals[reference->target].how == HOW_NOT_SEEN ? dup_key_name (image, reference) : NULL;
      gboolean hidden = FALSE;

      if (name == NULL || reference->weak || is_dunder (name) != (pass == 1) || !hw_image_is_identifier (name))
        continue;
      for (guint k = 0; k < n_inner && !hidden; k++)
        hidden = hw_image_find_key (image, inner[k], name) != G_MAXUINT;
      if (!hidden)
        search_add (search, reference->target, scope, i, HOW_NAME);
    }
}

static void
search_begin (Search  *search,
              gboolean only_globals)
{
  HwImage *image = search->image;
  guint scopes[3];
  guint n = 0;
  guint builtins = hw_image_find_builtins (image);

  if (!only_globals && image->frames->len > 1)
    scopes[n++] = g_array_index (image->frames, HwFrameRecord, image->frames->len - 1).object;
  scopes[n++] = get_module (image);
  if (builtins != HW_NO_OBJECT)
    scopes[n++] = builtins;
  memset (search->arrivals, 0, image->n_objects * sizeof (Arrival));
  search->head = search->tail = 0;
  for (guint i = 0; i < n; i++)
    search_add_names (search, scopes[i], scopes, i);
}

static gboolean
search_run (Search *search)
{
  HwImage *image = search->image;

  while (search->head < search->tail && search->arrivals[search->target].how == HOW_NOT_SEEN) {
    const HwObjectRecord *record = &image->objects[search->queue[search->head++]];

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      search_expand_reference (search, i);
  }
  return search->arrivals[search->target].how != HOW_NOT_SEEN;
}

/* ------------------------------------------------------------------------------------------------------------- writing */

/* Which one the target is in an iteration over the holder: references like it that stand before. */
static guint
get_place (HwImage *image,
           guint    by)
{
  const HwReferenceRecord *reference = &image->references[by];
  guint place = 0;

  for (guint i = image->objects[reference->holder].first_ref; i < by; i++)
    place += image->references[i].label_kind == reference->label_kind;
  return place;
}

static char *search_dup_expression (Search *search,
                                    guint   object);

/* Appends to, or wraps, the expression of what [object] was reached from. */
static void
search_write_step (Search  *search,
                   GString *expression,
                   guint    object)
{
  HwImage *image = search->image;
  const Arrival *arrival = &search->arrivals[object];
  const HwReferenceRecord *reference = &image->references[arrival->by];
  g_autofree char *name = NULL;

  switch (arrival->how) {
  case HOW_NAME:
    name = dup_key_name (image, reference);
    g_string_append (expression, name);
    break;
  case HOW_ATTRIBUTE:
    name = reference->holder != arrival->from ? dup_key_name (image, reference) : g_strdup (hw_image_get_text (image, reference->label));
    g_string_append_printf (expression, ".%s", name);
    break;
  case HOW_ENTRY:
    name = dup_key_name (image, reference);
    g_string_append_printf (expression, ".__dict__['%s']", name);
    break;
  case HOW_INDEX:
    g_string_append_printf (expression, "[%u]", reference->label);
    break;
  case HOW_KEY:
    if (reference->label_kind == HW_LABEL_NAME)
      g_string_append_printf (expression, "['%s']", hw_image_get_text (image, reference->label));
    else
      g_string_append_printf (expression, "[%s]", hw_image_get_text (image, image->objects[reference->label].text));
    break;
  case HOW_KEY_OBJECT:
    name = search_dup_expression (search, reference->label);
    g_string_append_printf (expression, "[%s]", name != NULL ? name : "");
    break;
  case HOW_PLACE:
    g_string_prepend (expression, "list(");
    g_string_append_printf (expression, ")[%u]", get_place (image, arrival->by));
    break;
  case HOW_VALUE:
    g_string_prepend (expression, "list(");
    g_string_append_printf (expression, ".values())[%u]", get_place (image, arrival->by));
    break;
  case HOW_CLASS:
    g_string_prepend (expression, "type(");
    g_string_append_c (expression, ')');
    break;
  case HOW_CALL:
    g_string_append (expression, "()");
    break;
  case HOW_NOT_SEEN:
    break;
  }
}

static char *
search_dup_expression (Search *search,
                       guint   object)
{
  g_autoptr (GArray) chain = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *expression = g_string_new (NULL);

  for (guint at = object;; at = search->arrivals[at].from) {
    g_array_append_val (chain, at);
    if (search->arrivals[at].how == HOW_NAME)
      break;
    if (chain->len == MAX_STEPS) {
      g_string_free (expression, TRUE);
      return NULL;
    }
  }
  for (guint i = chain->len; i > 0; i--)
    search_write_step (search, expression, g_array_index (chain, guint, i - 1));
  return g_string_free (expression, FALSE);
}

static char *
find_expression (HwImage *image,
                 guint    object,
                 gboolean only_globals)
{
  Search search = { .image = image, .target = object };
  char *expression = NULL;

  if (get_module (image) == HW_NO_OBJECT)
    return NULL;
  if (is_singleton (image, object))
    return g_strdup (hw_image_get_text (image, image->objects[object].text));
  if (object == get_module (image))
    return g_strdup ("globals()");
  search.arrivals = g_new (Arrival, image->n_objects + 1);
  search.queue = g_new (guint32, image->n_objects + 1);
  for (search.level = LEVEL_PLAIN; search.level < N_LEVELS && expression == NULL; search.level++) {
    search_begin (&search, only_globals);
    if (search_run (&search))
      expression = search_dup_expression (&search, object);
  }
  g_free (search.arrivals);
  g_free (search.queue);
  return expression;
}

char *
hw_analysis_path_expression (HwImage *image,
                             guint    object)
{
  return find_expression (image, object, FALSE);
}

char *
hw_analysis_global_expression (HwImage *image,
                               guint    object)
{
  return find_expression (image, object, TRUE);
}
