/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an object lives: shortest paths to it, searched breadth first from the roots. */

#include <string.h>

#include "hw-analysis.h"
#include "image/image.h"

/* Objects between two looks at the cancellable. */
#define CHECK_EVERY 65536

/* A search from sources that are added one by one, in the order of their preference. */
typedef struct {
  HwImage *image;
  guint32 *came_by; /* by object: the reference that reached it, NOT_SEEN or SOURCE */
  guint32 *queue;
  guint    head;
  guint    tail;
  guint    target;
} HwSearch;

#define NOT_SEEN G_MAXUINT32
#define SOURCE (G_MAXUINT32 - 1)

/* Whether a search may go along a reference. */
typedef gboolean (*HwSearchFilter) (HwImage                 *image,
                                    const HwReferenceRecord *reference);

static void
hw_search_init (HwSearch *search,
                HwImage  *image,
                guint     target)
{
  search->image = image;
  search->target = target;
  search->came_by = g_new (guint32, image->n_objects + 1);
  memset (search->came_by, 0xff, image->n_objects * sizeof (guint32));
  search->queue = g_new (guint32, image->n_objects + 1);
  search->head = search->tail = 0;
}

static void
hw_search_clear (HwSearch *search)
{
  g_free (search->came_by);
  g_free (search->queue);
}

static void
hw_search_add (HwSearch *search,
               guint     object,
               guint32   by)
{
  if (search->came_by[object] != NOT_SEEN)
    return;
  search->came_by[object] = by;
  search->queue[search->tail++] = object;
}

/* Goes on until the target is reached, TRUE, or there is nothing more to visit. */
static gboolean
hw_search_run (HwSearch       *search,
               HwSearchFilter  filter,
               GCancellable   *cancellable)
{
  HwImage *image = search->image;

  while (search->head < search->tail && search->came_by[search->target] == NOT_SEEN) {
    const HwObjectRecord *record;

    if (search->head % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
      return FALSE;
    record = &image->objects[search->queue[search->head++]];
    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      if (!image->references[i].weak && (filter == NULL || filter (image, &image->references[i])))
        hw_search_add (search, image->references[i].target, i);
  }
  return search->came_by[search->target] != NOT_SEEN;
}

/* The references from the source to the target. */
static GArray *
hw_search_get_path (HwSearch *search)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint at = search->target; search->came_by[at] != SOURCE; n++)
    at = search->image->references[search->came_by[at]].holder;
  g_array_set_size (path, n);
  for (guint at = search->target; search->came_by[at] != SOURCE;) {
    g_array_index (path, guint, --n) = search->came_by[at];
    at = search->image->references[search->came_by[at]].holder;
  }
  return path;
}

/* Frames, innermost first, and then modules: the program's names. */
static void
hw_search_add_names (HwSearch *search)
{
  HwImage *image = search->image;

  for (guint i = image->frames->len; i > 0; i--)
    hw_search_add (search, g_array_index (image->frames, HwFrameRecord, i - 1).object, SOURCE);
  for (guint i = 0; i < image->roots->len; i++) {
    guint object = g_array_index (image->roots, HwRootRecord, i).target;

    if (image->objects[object].flags & HW_FLAG_NAMESPACE)
      hw_search_add (search, object, SOURCE);
  }
}

GArray *
hw_analysis_path (HwImage      *image,
                  guint         object,
                  GCancellable *cancellable)
{
  HwSearch search;
  GArray *path = NULL;

  if (!image->objects[object].reachable)
    return NULL;
  hw_search_init (&search, image, object);
  hw_search_add_names (&search);
  if (!hw_search_run (&search, NULL, cancellable)) {
    for (guint i = 0; i < image->roots->len; i++)
      hw_search_add (&search, g_array_index (image->roots, HwRootRecord, i).target, SOURCE);
    for (guint i = 0; i < image->n_objects; i++)
      if (image->objects[i].flags & HW_FLAG_STATIC)
        hw_search_add (&search, i, SOURCE);
    hw_search_run (&search, NULL, cancellable);
  }
  if (search.came_by[object] != NOT_SEEN)
    path = hw_search_get_path (&search);
  hw_search_clear (&search);
  return path;
}

/* ----------------------------------------------------------------------------------------------------- expressions */

static gboolean
is_identifier (const char *text)
{
  if (*text == '\0' || g_ascii_isdigit (*text))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (*text != '_' && !g_unichar_isalnum (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* Whether the text of [key] is a literal for it: an atom that was not cut. */
static gboolean
is_literal (HwImage *image,
            guint    key)
{
  const char *text = hw_image_get_text (image, image->objects[key].text);

  return hw_image_is_atom (image, key) && *text != '\0' && image->objects[key].kind != HW_KIND_COMPLEX
         && !g_str_has_suffix (text, "…'") && !g_str_has_suffix (text, "…\"") && !g_str_has_suffix (text, "nan")
         && !g_str_has_suffix (text, "inf");
}

/* The object whose references are the names in scope at the moment: [level] 0 the innermost frame, 1 the module. */
static guint
get_scope (HwImage *image,
           guint    level)
{
  guint n = image->frames->len;

  if (n == 0 || level >= MIN (n, 2))
    return HW_NO_OBJECT;
  return g_array_index (image->frames, HwFrameRecord, level == 0 ? n - 1 : 0).object;
}

/* Whether [reference] is a name of the module that a name of the innermost frame stands before. */
static gboolean
is_hidden (HwImage                 *image,
           const HwReferenceRecord *reference)
{
  guint frame = get_scope (image, 0);
  const HwObjectRecord *record;

  if (reference->holder != get_scope (image, 1))
    return FALSE;
  record = &image->objects[frame];
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (image->references[i].label_kind == HW_LABEL_NAME
        && g_str_equal (hw_image_get_text (image, image->references[i].label), hw_image_get_text (image, reference->label)))
      return TRUE;
  return FALSE;
}

/* Whether Python can go along [reference] by an expression. */
static gboolean
can_express (HwImage                 *image,
             const HwReferenceRecord *reference)
{
  const HwObjectRecord *holder = &image->objects[reference->holder];

  switch ((HwLabelKind) reference->label_kind) {
  case HW_LABEL_NAME:
    return is_identifier (hw_image_get_text (image, reference->label)) && !is_hidden (image, reference);
  case HW_LABEL_ATTRIBUTE:
    return is_identifier (hw_image_get_text (image, reference->label));
  case HW_LABEL_INDEX:
    return holder->kind == HW_KIND_LIST || holder->kind == HW_KIND_TUPLE;
  case HW_LABEL_KEY:
    return is_literal (image, reference->label);
  case HW_LABEL_FIELD:
    return g_str_equal (hw_image_get_text (image, reference->label), "__dict__");
  default:
    return FALSE;
  }
}

/* Whether the expression for [holder]'s __dict__ can be shortened: x.__dict__['a'] to x.a. Of a class that could be something
 * else. */
static gboolean
is_plain_dict (HwImage *image,
               guint    holder)
{
  return image->objects[holder].kind != HW_KIND_TYPE;
}

/* The name that [reference] has as an attribute of what its holder is the __dict__ of, NULL if it cannot be one. Owned. */
static char *
dup_attribute_name (HwImage                 *image,
                    const HwReferenceRecord *reference)
{
  const char *text;
  g_autofree char *name = NULL;

  if (reference->label_kind == HW_LABEL_NAME)
    return g_strdup (hw_image_get_text (image, reference->label));
  if (reference->label_kind != HW_LABEL_KEY || image->objects[reference->label].kind != HW_KIND_STR)
    return NULL;
  text = hw_image_get_text (image, image->objects[reference->label].text);
  name = g_strndup (text + 1, strlen (text) - 2);
  return is_identifier (name) ? g_steal_pointer (&name) : NULL;
}

/* Appends the step along [index]; [before] is the step before it, or G_MAXUINT. */
static void
append_step (GString *expression,
             HwImage *image,
             guint    before,
             guint    index)
{
  const HwReferenceRecord *reference = &image->references[index];
  g_autofree char *attribute = NULL;

  if (before != G_MAXUINT && g_str_has_suffix (expression->str, ".__dict__")
      && is_plain_dict (image, image->references[before].holder))
    attribute = dup_attribute_name (image, reference);
  if (attribute != NULL) {
    g_string_truncate (expression, expression->len - strlen ("__dict__"));
    g_string_append (expression, attribute);
    return;
  }
  switch ((HwLabelKind) reference->label_kind) {
  case HW_LABEL_ATTRIBUTE:
  case HW_LABEL_FIELD:
    g_string_append_printf (expression, ".%s", hw_image_get_text (image, reference->label));
    break;
  case HW_LABEL_INDEX:
    g_string_append_printf (expression, "[%u]", reference->label);
    break;
  case HW_LABEL_KEY:
    g_string_append_printf (expression, "[%s]", hw_image_get_text (image, image->objects[reference->label].text));
    break;
  default:
    if (before == G_MAXUINT)
      g_string_append (expression, hw_image_get_text (image, reference->label));
    else
      g_string_append_printf (expression, "['%s']", hw_image_get_text (image, reference->label));
  }
}

char *
hw_analysis_path_expression (HwImage *image,
                             guint    object)
{
  HwSearch search;
  GString *expression = NULL;

  if (!image->objects[object].reachable)
    return NULL;
  hw_search_init (&search, image, object);
  for (guint level = 0; get_scope (image, level) != HW_NO_OBJECT; level++)
    hw_search_add (&search, get_scope (image, level), SOURCE);
  if (hw_search_run (&search, can_express, NULL)) {
    g_autoptr (GArray) path = hw_search_get_path (&search);

    expression = path->len > 0 ? g_string_new (NULL) : NULL;
    for (guint i = 0; i < path->len; i++)
      append_step (expression, image, i > 0 ? g_array_index (path, guint, i - 1) : G_MAXUINT, g_array_index (path, guint, i));
  }
  hw_search_clear (&search);
  return expression != NULL ? g_string_free (expression, FALSE) : NULL;
}
