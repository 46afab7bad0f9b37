/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the loss of a reference does, followed over the flat arrays of an image. Models subtype_dealloc and the tp_dealloc and tp_clear
 * of the built-in types (as heap/dealloc.c does on a live heap), the trashcan of Objects/object.c, and the last phases of a pass. The
 * calls of nested deallocations are an array, so a long chain costs no stack. */

#include "hw-cut.h"

#include <string.h>

#include "heap/heap.h"
#include "image/image.h"

/* As in heap/trashcan.c. */
#define NESTING 50

/* gc.DEBUG_SAVEALL */
#define DEBUG_SAVEALL 32

/* An object that lets go of what it holds: being deallocated, or only cleared by the collector. */
typedef struct {
  guint32  object;
  guint    begin; /* its references in [order], up to [end] */
  guint    next;
  guint    end;
  gboolean guarded;
  gboolean clears;
} Release;

typedef struct {
  HwImage    *image;
  guint32    *refs;    /* by object */
  guint8     *gone;    /* by object */
  guint8     *mute;    /* by object: weak references to it have ended */
  guint8     *cut;     /* by reference: let go of already */
  GArray     *stack;   /* of Release */
  GArray     *order;   /* of guint: references in the order in which they are let go */
  GArray     *later;   /* of guint32: what the trashcan has put aside */
  guint       depth;
  gboolean    draining;
  GHashTable *finalizers; /* class → 1 if it has none, 2 if it has one */

  /* Where the story is written. */
  GArray *freed;
  GArray *finalized;
  GArray *called_back;
} Fall;

/* --------------------------------------------------------------------------------------------------- what classes say */

static gboolean
has_finalizer (Fall   *fall,
               guint32 object)
{
  HwImage *image = fall->image;
  const HwObjectRecord *record = &image->objects[object];
  guint known;

  if (record->flags & HW_FLAG_FINALIZED || record->type == HW_NO_OBJECT)
    return FALSE;
  if (image->objects[record->type].flags & HW_FLAG_STATIC)
    return FALSE;
  known = GPOINTER_TO_UINT (g_hash_table_lookup (fall->finalizers, GUINT_TO_POINTER (record->type)));
  if (known == 0) {
    known = hw_image_find_class_attribute (image, record->type, "__del__") != HW_NO_OBJECT ? 2 : 1;
    g_hash_table_insert (fall->finalizers, GUINT_TO_POINTER (record->type), GUINT_TO_POINTER (known));
  }
  return known == 2;
}

static gboolean
uses_trashcan (const HwObjectRecord *record)
{
  return hw_kind_uses_trashcan ((HwKind) record->kind) || (record->flags & HW_FLAG_GC && record->flags & HW_FLAG_CLASS_HELD);
}

/* Whether the collector can empty such an object. */
static gboolean
can_clear (HwKind kind)
{
  switch (kind) {
  case HW_KIND_LIST:
  case HW_KIND_DICT:
  case HW_KIND_SET:
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
  case HW_KIND_FUNCTION:
  case HW_KIND_TYPE:
  case HW_KIND_CELL:
  case HW_KIND_EXCEPTION:
  case HW_KIND_TRACEBACK:
  case HW_KIND_FRAME_OBJECT:
  case HW_KIND_MODULE:
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
  case HW_KIND_NATIVE:
  case HW_KIND_NAMESPACE:
    return TRUE;
  default:
    return FALSE;
  }
}

static const char *
get_field_name (HwImage                 *image,
                const HwReferenceRecord *reference)
{
  return reference->label_kind == HW_LABEL_FIELD ? hw_image_get_text (image, reference->label) : "";
}

static gboolean
is_class (const HwReferenceRecord *reference)
{
  return reference->slot == G_MAXUINT32;
}

/* -------------------------------------------------------------------------------------------------- the order of letting go */

static void
add_order (Fall *fall,
           guint reference)
{
  if (!fall->image->references[reference].weak && !fall->cut[reference])
    g_array_append_val (fall->order, reference);
}

/* The attributes: __slots__ and inline values first, the __dict__ last. A dict that the collector does not track is emptied with its
 * owner where it would be cleared. */
static void
add_attributes (Fall    *fall,
                guint32  object,
                gboolean clears)
{
  HwImage *image = fall->image;
  const HwObjectRecord *record = &image->objects[object];
  guint32 base = record->kind == HW_KIND_INSTANCE ? 0 : HW_SLOT_ATTRIBUTES;
  guint dict = G_MAXUINT;

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];

    if (is_class (reference) || reference->slot < base)
      continue;
    if (reference->slot == base)
      dict = i;
    else
      add_order (fall, i);
  }
  if (dict == G_MAXUINT)
    return;
  record = &image->objects[image->references[dict].target];
  if (!clears || record->generation >= 0)
    add_order (fall, dict);
  else
    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      add_order (fall, i);
}

/* The items or fields. */
static void
add_content (Fall    *fall,
             guint32  object,
             gboolean clears)
{
  HwImage *image = fall->image;
  const HwObjectRecord *record = &image->objects[object];
  gboolean late = image->python >= HW_PYTHON_3_14 && (record->kind == HW_KIND_FRAME_OBJECT || record->kind == HW_KIND_GENERATOR);
  gboolean backwards = record->kind == HW_KIND_LIST || record->kind == HW_KIND_TUPLE || (late && !clears);

  if (record->kind == HW_KIND_INSTANCE)
    return;
  for (guint i = 0; i < record->n_refs; i++) {
    guint index = backwards ? record->first_ref + record->n_refs - 1 - i : record->first_ref + i;
    const HwReferenceRecord *reference = &image->references[index];
    const char *field = get_field_name (image, reference);

    if (is_class (reference) || reference->slot >= HW_SLOT_ATTRIBUTES)
      continue;
    if (clears && record->kind == HW_KIND_FUNCTION
        && (g_str_equal (field, "__code__") || g_str_equal (field, "__name__") || g_str_equal (field, "__qualname__")))
      continue;
    if (clears && record->kind == HW_KIND_TYPE) {
      const HwObjectRecord *dict = &image->objects[reference->target];

      if (g_str_equal (field, "__dict__"))
        for (guint k = dict->first_ref; k < dict->first_ref + dict->n_refs; k++)
          add_order (fall, k);
      if (!g_str_equal (field, "__mro__"))
        continue;
    }
    add_order (fall, index);
  }
}

/* ------------------------------------------------------------------------------------------------------------ the fall */

/* The callback of weak reference object [weakref], as a reference; G_MAXUINT if it has none. */
static guint
find_callback (HwImage *image,
               guint32  weakref)
{
  const HwObjectRecord *record = &image->objects[weakref];

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (g_str_equal (get_field_name (image, &image->references[i]), "__callback__")
        && image->objects[image->references[i].target].kind != HW_KIND_NONE)
      return i;
  return G_MAXUINT;
}

/* The weak references to [object] end, the newest first; their callbacks go. Not for those that are [spared]. */
static void
end_weakrefs (Fall        *fall,
              guint32      object,
              const guint8 *spared,
              gboolean     release)
{
  HwImage *image = fall->image;
  guint n;
  const guint32 *incoming = hw_image_get_incoming (image, object, &n);

  if (fall->mute[object])
    return;
  fall->mute[object] = TRUE;
  for (guint i = n; i > 0; i--) {
    const HwReferenceRecord *reference = &image->references[incoming[i - 1]];
    guint callback = reference->weak && !fall->gone[reference->holder] && (spared == NULL || !spared[reference->holder])
                       ? find_callback (image, reference->holder)
                       : G_MAXUINT;

    if (callback == G_MAXUINT || fall->cut[callback])
      continue;
    g_array_append_val (fall->called_back, reference->holder);
    if (release)
      add_order (fall, callback);
  }
}

static void
push (Fall    *fall,
      guint32  object,
      guint    begin,
      gboolean guarded,
      gboolean clears)
{
  Release release = { object, begin, begin, fall->order->len, guarded, clears };

  g_array_append_val (fall->stack, release);
}

/* The count of [object] is zero. */
static void
begin_dealloc (Fall   *fall,
               guint32 object)
{
  gboolean guarded = uses_trashcan (&fall->image->objects[object]);
  guint begin = fall->order->len;

  if (guarded && fall->depth >= NESTING) {
    g_array_append_val (fall->later, object);
    return;
  }
  fall->depth += guarded;
  if (has_finalizer (fall, object))
    g_array_append_val (fall->finalized, object);
  end_weakrefs (fall, object, NULL, TRUE);
  add_attributes (fall, object, FALSE);
  add_content (fall, object, FALSE);
  push (fall, object, begin, guarded, FALSE);
}

static void
let_go (Fall *fall,
        guint reference)
{
  guint32 target = fall->image->references[reference].target;

  if (fall->cut[reference])
    return;
  fall->cut[reference] = TRUE;
  if (fall->image->objects[target].flags & HW_FLAG_IMMORTAL || fall->gone[target] || fall->refs[target] == 0)
    return;
  if (--fall->refs[target] == 0)
    begin_dealloc (fall, target);
}

/* What was put aside is deallocated when the outermost is done. */
static void
empty_trashcan (Fall *fall)
{
  guint32 object;

  if (fall->depth > (fall->draining ? 1 : 0))
    return;
  fall->draining = fall->later->len > 0;
  fall->depth = fall->draining;
  if (!fall->draining)
    return;
  object = g_array_index (fall->later, guint32, fall->later->len - 1);
  g_array_set_size (fall->later, fall->later->len - 1);
  begin_dealloc (fall, object);
}

/* The innermost object has let go of everything: it ends, and its class has one instance less. */
static void
end_release (Fall *fall)
{
  Release release = g_array_index (fall->stack, Release, fall->stack->len - 1);
  const HwObjectRecord *record = &fall->image->objects[release.object];

  g_array_set_size (fall->stack, fall->stack->len - 1);
  g_array_set_size (fall->order, release.begin);
  if (release.clears) {
    if (--fall->refs[release.object] == 0)
      begin_dealloc (fall, release.object);
    return;
  }
  fall->gone[release.object] = TRUE;
  g_array_append_val (fall->freed, release.object);
  fall->depth -= release.guarded;
  if (record->n_refs > 0 && is_class (&fall->image->references[record->first_ref + record->n_refs - 1]))
    let_go (fall, record->first_ref + record->n_refs - 1);
  if (release.guarded)
    empty_trashcan (fall);
}

static void
run (Fall *fall)
{
  while (fall->stack->len > 0) {
    Release *release = &g_array_index (fall->stack, Release, fall->stack->len - 1);

    if (release->next < release->end)
      let_go (fall, g_array_index (fall->order, guint, release->next++));
    else
      end_release (fall);
  }
}

/* ------------------------------------------------------------------------------------------------------------ the pass */

/* Marks what holds on without the cut reference: from the roots, the interpreter's objects and the permanent generation. */
static guint8 *
mark_reachable (Fall *fall)
{
  HwImage *image = fall->image;
  guint8 *marks = g_new0 (guint8, image->n_objects + 1);
  g_autofree guint32 *stack = g_new (guint32, image->n_objects + 1);
  guint n = 0;

  for (guint i = 0; i < image->roots->len; i++)
    stack[n++] = g_array_index (image->roots, HwRootRecord, i).target;
  for (guint i = 0; i < n; i++)
    marks[stack[i]] = TRUE;
  for (guint32 i = 0; i < image->n_objects; i++)
    if (!marks[i] && (image->objects[i].flags & HW_FLAG_STATIC || image->objects[i].generation == 3)) {
      marks[i] = TRUE;
      stack[n++] = i;
    }
  while (n > 0) {
    const HwObjectRecord *record = &image->objects[stack[--n]];

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
      const HwReferenceRecord *reference = &image->references[i];

      if (reference->weak || fall->cut[i] || fall->gone[reference->target] || marks[reference->target])
        continue;
      marks[reference->target] = TRUE;
      stack[n++] = reference->target;
    }
  }
  return marks;
}

/* The tracked trash in the order of the merged lists: the oldest generation, then those that were merged into it. */
static GArray *
list_trash (Fall         *fall,
            const guint8 *marks,
            guint8       *is_trash)
{
  static const guint lists[] = { HW_LIST_GENERATION_2, HW_LIST_GENERATION_0, HW_LIST_GENERATION_1 };
  GArray *trash = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    guint n;
    const guint32 *members = hw_image_get_list (fall->image, lists[i], &n);

    for (guint k = 0; k < n; k++)
      if (!marks[members[k]] && !fall->gone[members[k]]) {
        g_array_append_val (trash, members[k]);
        is_trash[members[k]] = TRUE;
      }
  }
  return trash;
}

static void
clear_object (Fall   *fall,
              guint32 object)
{
  HwKind kind = fall->image->objects[object].kind;
  guint begin = fall->order->len;

  fall->refs[object]++;
  if (can_clear (kind))
    add_content (fall, object, TRUE);
  add_attributes (fall, object, TRUE);
  push (fall, object, begin, FALSE, TRUE);
  run (fall);
}

static void
run_pass (Fall  *fall,
          HwCut *cut)
{
  HwImage *image = fall->image;
  g_autofree guint8 *marks = mark_reachable (fall);
  g_autofree guint8 *is_trash = g_new0 (guint8, image->n_objects + 1);
  g_autoptr (GArray) trash = list_trash (fall, marks, is_trash);

  for (guint i = 0; i < trash->len; i++) {
    guint32 object = g_array_index (trash, guint32, i);

    cut->n_tracked += image->objects[object].reachable;
    end_weakrefs (fall, object, is_trash, FALSE);
  }
  for (guint i = 0; i < trash->len; i++) {
    guint32 object = g_array_index (trash, guint32, i);

    if (has_finalizer (fall, object))
      g_array_append_val (fall->finalized, object);
  }
  /* They have run: none runs again as the objects go. */
  g_hash_table_remove_all (fall->finalizers);
  for (guint i = 0; i < trash->len; i++)
    g_hash_table_insert (fall->finalizers, GUINT_TO_POINTER (image->objects[g_array_index (trash, guint32, i)].type), GUINT_TO_POINTER (1));
  for (guint i = 0; i < trash->len && !(image->collector.debug & DEBUG_SAVEALL); i++)
    if (!fall->gone[g_array_index (trash, guint32, i)])
      clear_object (fall, g_array_index (trash, guint32, i));
}

/* --------------------------------------------------------------------------------------------------------------- the cut */

static GArray *
new_list (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
fall_init (Fall    *fall,
           HwImage *image)
{
  *fall = (Fall) { .image = image };
  fall->refs = g_new (guint32, image->n_objects + 1);
  for (guint i = 0; i < image->n_objects; i++)
    fall->refs[i] = image->objects[i].refs;
  fall->gone = g_new0 (guint8, image->n_objects + 1);
  fall->mute = g_new0 (guint8, image->n_objects + 1);
  fall->cut = g_new0 (guint8, image->n_references + 1);
  fall->stack = g_array_new (FALSE, FALSE, sizeof (Release));
  fall->order = new_list ();
  fall->later = new_list ();
  fall->finalizers = g_hash_table_new (NULL, NULL);
}

static void
fall_clear (Fall *fall)
{
  g_free (fall->refs);
  g_free (fall->gone);
  g_free (fall->mute);
  g_free (fall->cut);
  g_array_unref (fall->stack);
  g_array_unref (fall->order);
  g_array_unref (fall->later);
  g_hash_table_unref (fall->finalizers);
}

/* Takes out of [list] what was unreachable before the cut; returns how many of the others there are in bytes. */
static guint64
keep_new (HwImage *image,
          GArray  *list,
          guint   *n_old)
{
  guint64 bytes = 0;
  guint n = 0;

  for (guint i = 0; i < list->len; i++) {
    guint object = g_array_index (list, guint, i);

    if (!image->objects[object].reachable)
      continue;
    g_array_index (list, guint, n++) = object;
    bytes += image->objects[object].size;
  }
  if (n_old != NULL)
    *n_old = list->len - n;
  g_array_set_size (list, n);
  return bytes;
}

/* The other half of a dict's entry; G_MAXUINT if [reference] is of none. */
static guint
find_partner (HwImage *image,
              guint    reference)
{
  const HwReferenceRecord *record = &image->references[reference];
  const HwObjectRecord *holder = &image->objects[record->holder];

  if (holder->kind != HW_KIND_DICT || record->slot >= HW_SLOT_ATTRIBUTES)
    return G_MAXUINT;
  for (guint i = holder->first_ref; i < holder->first_ref + holder->n_refs; i++)
    if (image->references[i].slot == (record->slot ^ 1))
      return i;
  return G_MAXUINT;
}

HwCut *
hw_cut_new (HwImage      *image,
            guint         reference,
            GCancellable *cancellable)
{
  HwCut *cut = g_new0 (HwCut, 1);
  guint partner = find_partner (image, reference);
  Fall fall;

  cut->reference = reference;
  cut->target = image->references[reference].target;
  cut->refs_before = cut->refs_after = image->objects[cut->target].refs;
  cut->freed = new_list ();
  cut->finalized = new_list ();
  cut->called_back = new_list ();
  cut->collected = new_list ();
  cut->collected_finalized = new_list ();
  cut->collected_called_back = new_list ();
  if (image->references[reference].weak)
    return cut;

  fall_init (&fall, image);
  fall.freed = cut->freed;
  fall.finalized = cut->finalized;
  fall.called_back = cut->called_back;
  if (partner != G_MAXUINT && image->references[partner].slot % 2 == 0)
    let_go (&fall, partner);
  run (&fall);
  let_go (&fall, reference);
  run (&fall);
  if (partner != G_MAXUINT)
    let_go (&fall, partner);
  run (&fall);
  cut->refs_after = fall.refs[cut->target];
  for (guint i = 0; i < cut->freed->len; i++)
    cut->bytes += image->objects[g_array_index (cut->freed, guint, i)].size;

  fall.freed = cut->collected;
  fall.finalized = cut->collected_finalized;
  fall.called_back = cut->collected_called_back;
  run_pass (&fall, cut);
  cut->collected_bytes = keep_new (image, cut->collected, &cut->n_old_garbage);
  keep_new (image, cut->collected_finalized, NULL);
  fall_clear (&fall);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&cut, hw_cut_free);
  return cut;
}

void
hw_cut_free (HwCut *cut)
{
  if (cut == NULL)
    return;
  g_array_unref (cut->freed);
  g_array_unref (cut->finalized);
  g_array_unref (cut->called_back);
  g_array_unref (cut->collected);
  g_array_unref (cut->collected_finalized);
  g_array_unref (cut->collected_called_back);
  g_free (cut);
}

/* ------------------------------------------------------------------------------------------------------------- in words */

/* "Node #3 and 2 more", by those that people look at. FALSE if there are none. */
static gboolean
append_titles (GString *text,
               HwImage *image,
               GArray  *list)
{
  g_autofree char *first = NULL;
  guint n = 0;

  for (guint i = 0; i < list->len; i++) {
    guint object = g_array_index (list, guint, i);

    if (hw_image_is_background (image, object) || hw_image_is_atom (image, object))
      continue;
    if (n++ == 0)
      first = hw_image_dup_title (image, object);
  }
  if (n == 0)
    return FALSE;
  g_string_append (text, first);
  if (n > 1)
    g_string_append_printf (text, " and %u more", n - 1);
  return TRUE;
}

char *
hw_cut_describe (HwImage     *image,
                 const HwCut *cut)
{
  GString *text = g_string_new ("frees ");
  g_autofree char *title = hw_image_dup_title (image, cut->target);

  if (append_titles (text, image, cut->freed))
    g_string_append_printf (text, ", %" G_GUINT64_FORMAT " bytes", cut->bytes);
  else if (image->references[cut->reference].weak)
    g_string_assign (text, "frees nothing: a weak reference holds nothing");
  else if (cut->refs_before == cut->refs_after)
    g_string_printf (text, "frees nothing: the count of %s never moves", title);
  else if (cut->refs_after == 0)
    g_string_printf (text, "frees %s, %" G_GUINT64_FORMAT " bytes", title, cut->bytes);
  else
    g_string_printf (text, "frees nothing at once: the count of %s falls to %u", title, cut->refs_after);
  if (cut->finalized->len > 0) {
    g_string_append (text, "; finalizes ");
    append_titles (text, image, cut->finalized);
  }
  if (cut->collected->len > 0) {
    gsize before = text->len;

    g_string_append (text, "; the next full pass frees ");
    if (append_titles (text, image, cut->collected))
      g_string_append_printf (text, ", %" G_GUINT64_FORMAT " bytes", cut->collected_bytes);
    else
      g_string_truncate (text, before);
  }
  return g_string_free (text, FALSE);
}
