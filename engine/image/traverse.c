/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See traverse.h. Models tp_traverse of the built-in types and subtype_traverse of Objects/typeobject.c. */

#include "heap/profile.h"
#include "image/traverse.h"

#include <stdlib.h>
#include <string.h>

struct _HwTraverser {
  HwImage    *image;
  gboolean    inline_dict_opaque; /* as the version's profile has it */
  GArray     *order;     /* of guint32: the answer */
  GHashTable *slotted;   /* class → whether several classes along its __mro__ have __slots__: 1 no, 2 yes */
};

/* A reference in a __slots__ attribute, and how far up the class is that has it. */
typedef struct {
  guint32 reference;
  guint   depth;
} Member;

HwTraverser *
hw_traverser_new (HwImage *image)
{
  HwTraverser *self = g_new0 (HwTraverser, 1);

  self->image = image;
  self->inline_dict_opaque = hw_profile_get (image->python)->inline_dict_opaque;
  self->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->slotted = g_hash_table_new (NULL, NULL);
  return self;
}

void
hw_traverser_free (HwTraverser *self)
{
  g_array_unref (self->order);
  g_hash_table_unref (self->slotted);
  g_free (self);
}

static void
add (HwTraverser *self,
     guint32      reference)
{
  if (!self->image->references[reference].weak)
    g_array_append_val (self->order, reference);
}

/* --------------------------------------------------------------------------------------------------------------- __slots__ */

/* Whether [class] itself has the member [name], or any if that is NULL. */
static gboolean
has_member (HwImage    *image,
            guint       class,
            const char *name)
{
  guint dict = hw_image_find_field (image, class, "__dict__");
  const HwObjectRecord *record = dict != HW_NO_OBJECT ? &image->objects[dict] : NULL;

  if (record != NULL && name != NULL) {
    guint found = hw_image_find_key (image, dict, name);

    return found != G_MAXUINT && g_str_equal (hw_image_get_type_name (image, image->references[found].target), "member_descriptor");
  }
  for (guint i = 0; record != NULL && i < record->n_refs; i++)
    if (g_str_equal (hw_image_get_type_name (image, image->references[record->first_ref + i].target), "member_descriptor"))
      return TRUE;
  return FALSE;
}

/* The first place at or behind [from] in the __mro__ of [class] that has the member [name], or any if that is NULL; G_MAXUINT: none has.
 * With several bases only one line of them can have members. */
static guint
find_member (HwImage    *image,
             guint       class,
             const char *name,
             guint       from)
{
  guint mro = hw_image_find_field (image, class, "__mro__");
  const HwObjectRecord *classes = mro != HW_NO_OBJECT ? &image->objects[mro] : NULL;

  for (guint i = from; classes != NULL && i < classes->n_refs; i++) {
    guint each = image->references[classes->first_ref + i].target;

    if (!(image->objects[each].flags & HW_FLAG_STATIC) && has_member (image, each, name))
      return i;
  }
  return G_MAXUINT;
}

static gboolean
has_several (HwImage *image,
             guint    class)
{
  guint first = find_member (image, class, NULL, 0);

  return first != G_MAXUINT && find_member (image, class, NULL, first + 1) != G_MAXUINT;
}

static gboolean
is_slotted (HwTraverser *self,
            guint        class)
{
  guint known;

  if (class == HW_NO_OBJECT || self->image->objects[class].flags & HW_FLAG_STATIC)
    return FALSE;
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->slotted, GUINT_TO_POINTER (class)));
  if (known == 0) {
    known = has_several (self->image, class) ? 2 : 1;
    g_hash_table_insert (self->slotted, GUINT_TO_POINTER (class), GUINT_TO_POINTER (known));
  }
  return known == 2;
}

static int
compare_members (gconstpointer a,
                 gconstpointer b)
{
  const Member *x = a, *y = b;

  return x->depth != y->depth ? (x->depth < y->depth ? -1 : 1) : x->reference < y->reference ? -1 : 1;
}

/* The members of the most derived class come first; slots lie the other way round. What is no member stays behind, in its order. */
static void
sort_members (HwTraverser *self,
              guint        object,
              guint        from)
{
  HwImage *image = self->image;
  guint n = self->order->len - from;
  guint32 *order = (guint32 *) (gpointer) self->order->data + from;
  g_autofree Member *members = NULL;

  if (n < 2 || !is_slotted (self, image->objects[object].type))
    return;
  members = g_new (Member, n);
  for (guint i = 0; i < n; i++) {
    const HwReferenceRecord *reference = &image->references[order[i]];
    gboolean named = reference->label_kind == HW_LABEL_ATTRIBUTE;

    members[i].reference = order[i];
    members[i].depth
      = named ? find_member (image, image->objects[object].type, hw_image_get_text (image, reference->label), 0) : G_MAXUINT;
  }
  qsort (members, n, sizeof *members, compare_members);
  for (guint i = 0; i < n; i++)
    order[i] = members[i].reference;
}

/* --------------------------------------------------------------------------------------------------------------- the parts */

/* Whether the values of a dict are visited by the instance in which they lie, and the dict itself by nobody. */
static gboolean
is_opaque (HwTraverser          *self,
           const HwObjectRecord *record)
{
  return record->kind == HW_KIND_DICT && record->flags & HW_FLAG_INLINE && self->inline_dict_opaque;
}

/* Members and inline values, else the __dict__. */
static void
add_attributes (HwTraverser *self,
                guint        object,
                guint32      base)
{
  HwImage *image = self->image;
  const HwObjectRecord *record = &image->objects[object];
  guint from = self->order->len, dict = G_MAXUINT;

  for (guint32 i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];

    if (reference->slot < base || reference->slot == G_MAXUINT32)
      continue;
    if (reference->slot == base)
      dict = i;
    else
      add (self, i);
  }
  sort_members (self, object, from);
  if (dict == G_MAXUINT)
    return;
  record = &image->objects[image->references[dict].target];
  if (!is_opaque (self, record))
    add (self, dict);
  else
    for (guint32 i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      if (image->references[i].label_kind != HW_LABEL_IS_KEY)
        add (self, i);
}

/* Each entry's value, then its key. */
static void
add_entries (HwTraverser          *self,
             const HwObjectRecord *record)
{
  const HwReferenceRecord *references = self->image->references;
  guint32 end = record->first_ref + record->n_refs;

  for (guint32 i = record->first_ref; i < end; i++) {
    gboolean pair = i + 1 < end && references[i].label_kind == HW_LABEL_IS_KEY && references[i + 1].slot == references[i].slot + 1;

    if (references[i].slot >= HW_SLOT_ATTRIBUTES)
      return;
    if (pair)
      add (self, i + 1);
    add (self, i);
    i += pair;
  }
}

static void
add_items (HwTraverser          *self,
           const HwObjectRecord *record,
           gboolean              backwards)
{
  for (guint32 i = 0; i < record->n_refs; i++) {
    guint32 index = record->first_ref + (backwards ? record->n_refs - 1 - i : i);

    if (self->image->references[index].slot < HW_SLOT_ATTRIBUTES)
      add (self, index);
  }
}

const guint32 *
hw_traverser_list (HwTraverser *self,
                   guint        object,
                   guint       *n_references)
{
  const HwObjectRecord *record = &self->image->objects[object];
  const HwReferenceRecord *last = &self->image->references[record->first_ref + record->n_refs - 1];

  g_array_set_size (self->order, 0);
  switch ((HwKind) record->kind) {
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
    add_items (self, record, TRUE);
    break;
  case HW_KIND_DICT:
    if (!is_opaque (self, record))
      add_entries (self, record);
    break;
  case HW_KIND_INSTANCE:
  case HW_KIND_FRAME:
    break;
  default:
    add_items (self, record, FALSE);
  }
  if (record->kind != HW_KIND_FRAME)
    add_attributes (self, object, record->kind == HW_KIND_INSTANCE ? 0 : HW_SLOT_ATTRIBUTES);
  if (record->n_refs > 0 && last->slot == G_MAXUINT32 && record->flags & HW_FLAG_GC)
    add (self, record->first_ref + record->n_refs - 1);
  *n_references = self->order->len;
  return (const guint32 *) (gpointer) self->order->data;
}
