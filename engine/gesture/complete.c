/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Completion of a statement that is being typed: names, or attributes of what stands before the dot, which is looked up in the image. */

#include "gesture/writer.h"
#include "image/image.h"
#include "lang/scenario.h"
#include "lang/token.h"

#include <string.h>

/* ---------------------------------------------------------------------------------------------------------- collecting */

typedef struct {
  HwImage    *image;
  const char *word;   /* what the names begin with, of [length] bytes */
  gsize       length;
  GPtrArray  *names;
  GHashTable *seen;
} Completion;

static void
offer (Completion *self,
       const char *name,
       gsize       length)
{
  g_autofree char *copy = g_strndup (name, length);

  /* Names with underscores are offered to those who begin to type one. */
  if (strncmp (copy, self->word, self->length) != 0 || (*copy == '_' && self->length == 0) || !hw_image_is_identifier (copy)
      || g_hash_table_contains (self->seen, copy))
    return;
  g_ptr_array_add (self->names, copy);
  g_hash_table_add (self->seen, g_steal_pointer (&copy));
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* What one source offers stands sorted behind what the sources before it did. */
static void
sort_from (Completion *self,
           guint       first)
{
  if (self->names->len > first)
    qsort (self->names->pdata + first, self->names->len - first, sizeof (gpointer), compare_texts);
}

/* The names, attributes or str keys by which [holder] holds something. */
static void
offer_labels (Completion *self,
              guint       holder)
{
  HwImage *image = self->image;
  const HwObjectRecord *record = &image->objects[holder];
  guint first = self->names->len;

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];
    const char *text;

    if (reference->label_kind == HW_LABEL_NAME || reference->label_kind == HW_LABEL_ATTRIBUTE) {
      text = hw_image_get_text (image, reference->label);
      offer (self, text, strlen (text));
    } else if (reference->label_kind == HW_LABEL_KEY && image->objects[reference->label].kind == HW_KIND_STR) {
      text = hw_image_get_text (image, image->objects[reference->label].text);
      offer (self, text + 1, strlen (text) - 2);
    }
  }
  sort_from (self, first);
}

/* ------------------------------------------------------------------------------------------------------------ resolving */

/* The target of [holder]'s reference with that field or attribute, name, or str key. */
static guint
find_labelled (HwImage    *image,
               guint       holder,
               const char *name)
{
  const HwObjectRecord *record = &image->objects[holder];
  guint key = hw_image_find_key (image, holder, name);

  if (key != G_MAXUINT)
    return image->references[key].target;
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];

    if ((reference->label_kind == HW_LABEL_ATTRIBUTE || reference->label_kind == HW_LABEL_FIELD)
        && g_str_equal (hw_image_get_text (image, reference->label), name))
      return reference->target;
  }
  return HW_NO_OBJECT;
}

static guint
find_attribute (HwImage    *image,
                guint       object,
                const char *name)
{
  guint found = image->objects[object].kind != HW_KIND_DICT ? find_labelled (image, object, name) : HW_NO_OBJECT;
  guint dict = find_labelled (image, object, "__dict__");

  if (found == HW_NO_OBJECT && dict != HW_NO_OBJECT)
    found = find_labelled (image, dict, name);
  if (found == HW_NO_OBJECT)
    found = hw_image_find_class_attribute (image, image->objects[object].type, name);
  return found;
}

static guint
find_item (HwImage     *image,
           guint        object,
           const HwAst *key)
{
  const HwObjectRecord *record = &image->objects[object];

  if (key->kind != HW_AST_CONSTANT)
    return HW_NO_OBJECT;
  if (key->as.constant.kind == HW_CONSTANT_STR && record->kind == HW_KIND_DICT)
    return find_labelled (image, object, key->as.constant.bytes);
  if (key->as.constant.kind != HW_CONSTANT_INT || (record->kind != HW_KIND_LIST && record->kind != HW_KIND_TUPLE))
    return HW_NO_OBJECT;
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (image->references[i].label_kind == HW_LABEL_INDEX
        && image->references[i].label == g_ascii_strtoull (key->as.constant.bytes, NULL, (guint) key->as.constant.base))
      return image->references[i].target;
  return HW_NO_OBJECT;
}

/* The object that the expression [node] leads to, HW_NO_OBJECT if that is not to be seen in the image. */
static guint
resolve (HwImage     *image,
         const HwAst *node)
{
  guint object;
  guint reference;

  switch (node->kind) {
  case HW_AST_NAME:
    reference = hw_image_find_global (image, node->as.name.id);
    return reference != G_MAXUINT ? image->references[reference].target : HW_NO_OBJECT;
  case HW_AST_ATTRIBUTE:
    object = resolve (image, node->as.attribute.value);
    return object != HW_NO_OBJECT ? find_attribute (image, object, node->as.attribute.attr) : HW_NO_OBJECT;
  case HW_AST_SUBSCRIPT:
    object = resolve (image, node->as.subscript.value);
    return object != HW_NO_OBJECT ? find_item (image, object, node->as.subscript.slice) : HW_NO_OBJECT;
  case HW_AST_CALL:
    object = node->as.call.args.n == 0 ? resolve (image, node->as.call.func) : HW_NO_OBJECT;
    return object != HW_NO_OBJECT && image->objects[object].kind == HW_KIND_WEAKREF ? find_labelled (image, object, "referent")
                                                                                     : HW_NO_OBJECT;
  default:
    return HW_NO_OBJECT;
  }
}

/* Where the expression begins that ends before [end]: names, dots and what stands in brackets, back to anything else. */
static gsize
find_expression (const char *text,
                 gsize       end)
{
  guint depth = 0;

  while (end > 0) {
    char c = text[end - 1];

    if (c == ')' || c == ']')
      depth++;
    else if ((c == '(' || c == '[') && depth-- == 0)
      break;
    else if (depth == 0 && c != '.' && c != '(' && c != '[' && c != '_' && !g_ascii_isalnum (c) && (guchar) c < 0x80)
      break;
    end--;
  }
  return end;
}

static guint
resolve_text (HwImage    *image,
              const char *text,
              gsize       length)
{
  gsize begin = find_expression (text, length);
  g_autofree char *expression = g_strndup (text + begin, length - begin);
  g_autoptr (HwScenario) scenario = hw_scenario_new ("typed", expression, -1);
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;

  if (body->n != 1 || body->items[0]->kind != HW_AST_EXPR)
    return HW_NO_OBJECT;
  return resolve (image, body->items[0]->as.expr.value);
}

/* ------------------------------------------------------------------------------------------------------------ offering */

static void
offer_attributes (Completion *self,
                  guint       object)
{
  HwImage *image = self->image;
  guint dict = find_labelled (image, object, "__dict__");
  guint class = image->objects[object].kind == HW_KIND_TYPE ? object : image->objects[object].type;
  guint mro = class != HW_NO_OBJECT ? find_labelled (image, class, "__mro__") : HW_NO_OBJECT;
  g_auto (GStrv) methods = hw_gesture_list_methods (image, object);

  if (image->objects[object].kind != HW_KIND_DICT)
    offer_labels (self, object);
  if (dict != HW_NO_OBJECT)
    offer_labels (self, dict);
  for (guint i = 0; mro != HW_NO_OBJECT && i < image->objects[mro].n_refs; i++) {
    guint base = find_labelled (image, image->references[image->objects[mro].first_ref + i].target, "__dict__");

    if (base != HW_NO_OBJECT)
      offer_labels (self, base);
  }
  for (guint i = 0; methods[i] != NULL; i++)
    offer (self, methods[i], strlen (methods[i]));
}

static void
offer_names (Completion *self)
{
  static const char *const keywords[] = {
#define HW_X(id, text) text,
    HW_TOKEN_KEYWORD_LIST (HW_X)
#undef HW_X
    NULL
  };
  HwImage *image = self->image;
  guint builtins = hw_image_find_builtins (image);

  if (image->frames->len > 0)
    offer_labels (self, g_array_index (image->frames, HwFrameRecord, 0).object);
  for (guint i = 0; keywords[i] != NULL; i++)
    offer (self, keywords[i], strlen (keywords[i]));
  if (builtins != HW_NO_OBJECT)
    offer_labels (self, builtins);
}

char **
hw_gesture_complete (HwImage    *image,
                     const char *text,
                     gsize       offset,
                     gsize      *start)
{
  Completion self = { .image = image, .names = g_ptr_array_new (), .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  gsize begin = offset;
  guint object;

  while (begin > 0 && (g_ascii_isalnum (text[begin - 1]) || text[begin - 1] == '_' || (guchar) text[begin - 1] >= 0x80))
    begin--;
  *start = begin;
  self.word = text + begin;
  self.length = offset - begin;
  if (begin > 0 && text[begin - 1] == '.') {
    object = resolve_text (image, text, begin - 1);
    if (object != HW_NO_OBJECT)
      offer_attributes (&self, object);
  } else if (!g_ascii_isdigit (*self.word)) {
    offer_names (&self);
  }
  for (guint i = 0; i < self.names->len; i++)
    self.names->pdata[i] = g_strdup (self.names->pdata[i]);
  g_ptr_array_add (self.names, NULL);
  g_hash_table_unref (self.seen);
  return (char **) g_ptr_array_free (self.names, FALSE);
}
