/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds objects from outside the heap, what those hold, and which of the collector's lists each object is in. */

#include "image/image.h"

/* ------------------------------------------------------------------------------------------- the collector's lists */

void
hw_image_build_lists (HwImageBuild *build)
{
  HwImage *image = build->image;
  const HwCell *cells = build->replica->cells;
  guint32 n = 0;

  image->listed = g_new (guint32, image->n_objects + 1);
  for (guint32 list = 0; list < HW_FIRST_CELL; list++) {
    int generation = list <= HW_LIST_PERMANENT ? (int) list - HW_LIST_GENERATION_0 : 4;

    image->first_listed[list] = n;
    if (list < HW_LIST_GENERATION_0 || list > HW_LIST_FINALIZERS)
      continue;
    for (guint32 cell = cells[list].next; cell != list; cell = cells[cell].next) {
      guint32 object = build->indexes[cell];

      image->objects[object].generation = generation;
      image->listed[n++] = object;
    }
  }
  image->first_listed[HW_FIRST_CELL] = n;
}

/* ---------------------------------------------------------------------------------------------------------- frames */

/* "__main__" for the module that [dict] is the namespace of; NULL if it belongs to none. Owned. */
static char *
dup_module_name (HwImage *image,
                 guint    dict)
{
  guint n_incoming;
  const guint32 *incoming = hw_image_get_incoming (image, dict, &n_incoming);

  for (guint i = 0; i < n_incoming; i++) {
    const HwObjectRecord *record = &image->objects[image->references[incoming[i]].holder];

    if (record->kind == HW_KIND_MODULE && image->references[incoming[i]].slot == 0)
      return g_strdup (hw_image_get_text (image, record->text));
  }
  return NULL;
}

static void
add_root (HwImage    *image,
          guint       object,
          const char *text)
{
  HwRootRecord root = { object, hw_image_add_text (image, text, -1) };

  g_array_append_val (image->roots, root);
}

static void
add_frame (HwImage    *image,
           guint       object,
           const char *name,
           guint32     line)
{
  HwFrameRecord frame = { object, hw_image_add_text (image, name, -1), line };

  g_array_append_val (image->frames, frame);
}

/* The lines that the frames are at: for each the last statement begun in it, or where it was called if it has begun none.
 * [lines] has one for each frame, outermost first. */
static void
find_lines (HwImageBuild *build,
            guint32      *lines,
            guint         n)
{
  const HwStep *steps = build->timeline->steps;
  guint wanted = n;

  for (guint step = build->image->step; step > 0 && wanted > 0; step--) {
    guint depth = steps[step - 1].depth;

    if (depth < wanted && steps[step - 1].line > 0) {
      lines[depth] = steps[step - 1].line;
      wanted = depth;
    }
  }
}

/* The namespace of the module __main__, HW_NO_OBJECT if there is none. */
static guint
find_main (HwImage *image)
{
  for (guint i = 0; i < image->n_objects; i++)
    if (image->objects[i].flags & HW_FLAG_NAMESPACE) {
      g_autofree char *name = dup_module_name (image, i);

      if (g_strcmp0 (name, "__main__") == 0)
        return i;
    }
  return HW_NO_OBJECT;
}

/* Whether [frame] is that of the module. */
static gboolean
is_module_frame (HwImageBuild         *build,
                 const HwReplicaFrame *frame)
{
  const char *name = hw_timeline_get_layout_name (build->timeline, frame->layout);
  guint object = build->indexes[frame->cell];

  return g_strcmp0 (name, "<module>") == 0 || (object != HW_NO_OBJECT && build->image->objects[object].kind == HW_KIND_DICT);
}

/* One frame of the stack. */
static void
hw_image_build_frame (HwImageBuild         *build,
                      const HwReplicaFrame *frame,
                      guint32               line)
{
  HwImage *image = build->image;
  guint object = build->indexes[frame->cell];
  const char *name = hw_timeline_get_layout_name (build->timeline, frame->layout);
  g_autofree char *text = NULL;

  if (object == HW_NO_OBJECT)
    return;
  if (name == NULL)
    name = "?";
  if (!is_module_frame (build, frame))
    add_frame (image, object, name, line);
  text = g_strdup_printf ("frame of %s, line %u", name, line);
  if (image->objects[object].kind != HW_KIND_DICT)
    add_root (image, object, text);
}

/* The stack. The names of the module are those of its namespace, which stands in place of its frame; it is there even before and
 * after the module runs. */
static void
hw_image_build_stack (HwImageBuild *build)
{
  const GArray *stack = build->replica->frames;
  const HwReplicaFrame *frames = (const HwReplicaFrame *) stack->data;
  guint base = stack->len > 0 && is_module_frame (build, &frames[0]) ? 0 : 1;
  g_autofree guint32 *lines = g_new0 (guint32, stack->len + 1);
  guint module = find_main (build->image);

  for (guint i = 0; i < stack->len; i++)
    lines[base + i] = frames[i].line;
  find_lines (build, lines, stack->len + base);
  if (module != HW_NO_OBJECT)
    add_frame (build->image, module, "<module>", lines[0]);
  for (guint i = 0; i < stack->len; i++)
    hw_image_build_frame (build, &frames[i], lines[base + i]);
}

void
hw_image_build_frames (HwImageBuild *build)
{
  HwImage *image = build->image;

  image->roots = g_array_new (FALSE, FALSE, sizeof (HwRootRecord));
  image->frames = g_array_new (FALSE, FALSE, sizeof (HwFrameRecord));
  for (guint i = 0; i < image->n_objects; i++)
    if (image->objects[i].flags & HW_FLAG_NAMESPACE) {
      g_autofree char *name = dup_module_name (image, i);
      g_autofree char *text = g_strdup_printf ("module %s", name);

      if (name != NULL)
        add_root (image, i, text);
    }
  hw_image_build_stack (build);
}

/* --------------------------------------------------------------------------------------------------- reachability */

/* Marks [object] and everything it holds; [stack] has room for all objects. */
static void
mark_from (HwImage *image,
           guint32 *stack,
           guint    object)
{
  guint n = 0;

  if (image->objects[object].reachable)
    return;
  image->objects[object].reachable = TRUE;
  stack[n++] = object;
  while (n > 0) {
    const HwObjectRecord *record = &image->objects[stack[--n]];
    const HwReferenceRecord *references = image->references + record->first_ref;

    for (guint i = 0; i < record->n_refs; i++) {
      HwObjectRecord *target = &image->objects[references[i].target];

      if (!target->reachable && !references[i].weak) {
        target->reachable = TRUE;
        stack[n++] = references[i].target;
      }
    }
  }
}

void
hw_image_build_reachable (HwImage *image)
{
  g_autofree guint32 *stack = g_new (guint32, image->n_objects + 1);

  for (guint i = 0; i < image->roots->len; i++)
    mark_from (image, stack, g_array_index (image->roots, HwRootRecord, i).target);
  for (guint i = 0; i < image->n_objects; i++)
    if (image->objects[i].flags & HW_FLAG_STATIC)
      mark_from (image, stack, i);
  for (guint i = 0; i < image->n_objects; i++)
    if (!image->objects[i].reachable && hw_image_get_excess (image, i) > 0) {
      add_root (image, i, image->objects[i].birth == 0 ? "the interpreter" : "the evaluation stack");
      mark_from (image, stack, i);
    }
}

/* ------------------------------------------------------------------------------------------------------ background */

/* Whether what [reference] leads to is looked at because its holder is: not the names and code by which a function or a namespace
 * works. */
static gboolean
shows_target (HwImage                 *image,
              const HwReferenceRecord *reference)
{
  const HwObjectRecord *target = &image->objects[reference->target];

  if (target->flags & HW_FLAG_STATIC || target->kind == HW_KIND_CODE || target->kind == HW_KIND_DESCRIPTOR || reference->label_kind == HW_LABEL_FIELD)
    return FALSE;
  /* __main__.__annotations__, as long as the program has put nothing into it. */
  if (target->kind == HW_KIND_DICT && target->birth == 0 && target->n_refs == 0)
    return FALSE;
  return reference->label_kind != HW_LABEL_IS_KEY || !(image->objects[reference->holder].flags & HW_FLAG_NAMESPACE);
}

/* What the program made is shown, and of what was there when it began (its code with all constants) what the program's objects and
 * names hold. */
void
hw_image_build_shown (HwImage *image)
{
  g_autofree guint32 *stack = g_new (guint32, image->n_objects + 1);
  guint n = 0;

  image->shown = g_new0 (guint8, image->n_objects + 1);
  for (guint i = 0; i < image->n_objects; i++) {
    const HwObjectRecord *record = &image->objects[i];

    image->shown[i] = !(record->flags & HW_FLAG_STATIC) && record->kind != HW_KIND_CODE && record->kind != HW_KIND_DESCRIPTOR
                      && (record->birth > 0 || record->flags & HW_FLAG_NAMESPACE);
    if (image->shown[i])
      stack[n++] = i;
  }
  while (n > 0) {
    const HwObjectRecord *record = &image->objects[stack[--n]];

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
      const HwReferenceRecord *reference = &image->references[i];

      if (!image->shown[reference->target] && shows_target (image, reference)) {
        image->shown[reference->target] = TRUE;
        stack[n++] = reference->target;
      }
    }
  }
}
