/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cut and see: what would be freed if one reference were gone, or weak, in the order in which it would happen. */

#include "hw-facts-private.h"

#include <glib/gi18n.h>

#include "hw-cut.h"
#include "hw-describe.h"

/* Lines of each list. */
#define MAX_FREED 20

/* Of which CPython makes no weak reference; in the first case not of instances of a derived class either. */
static gboolean
refuses_weakref (const HwObjectRecord *record)
{
  switch ((HwKind) record->kind) {
  case HW_KIND_INT:
  case HW_KIND_BYTES:
  case HW_KIND_TUPLE:
  case HW_KIND_BOOL:
  case HW_KIND_NONE:
    return TRUE;
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_STR:
  case HW_KIND_BYTEARRAY:
  case HW_KIND_LIST:
  case HW_KIND_DICT:
  case HW_KIND_RANGE:
  case HW_KIND_SLICE:
    return !(record->flags & HW_FLAG_HEAP_TYPE);
  default:
    return FALSE;
  }
}

static gboolean
contains (GArray *list,
          guint   object)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, guint, i) == object)
      return TRUE;
  return FALSE;
}

/* "3 objects, 168 bytes". Owned. */
static char *
dup_total (guint   n_objects,
           guint64 bytes)
{
  g_autofree char *size = hw_describe_bytes (bytes);
  g_autofree char *number = hw_describe_number (n_objects);

  return g_strdup_printf (ngettext ("%s object, %s", "%s objects, %s", n_objects), number, size);
}

static void
add_freed (HwFactsSection *section,
           HwImage        *image,
           const char     *title,
           GArray         *freed,
           guint64         bytes,
           GArray         *finalized,
           guint           n_before)
{
  char *total = freed->len > 0 ? dup_total (freed->len, bytes) : g_strdup (_ ("nothing"));
  HwFact *heading = _hw_facts_section_add (section, g_strdup (title), total);

  heading->total = TRUE;
  for (guint i = 0; i < freed->len && i < MAX_FREED; i++) {
    guint object = g_array_index (freed, guint, i);

    _hw_facts_section_add_object (section, image, object, g_strdup_printf ("%u", n_before + i + 1),
                                  contains (finalized, object)
                                    ? g_strdup_printf (_ ("%s, finalized"), hw_image_dup_title (image, object))
                                    : hw_image_dup_title (image, object));
  }
  _hw_facts_section_add_rest (section, freed->len, MAX_FREED);
}

static void
add_called (HwFactsSection *section,
            HwImage        *image,
            const char     *label,
            GArray         *called)
{
  for (guint i = 0; i < called->len && i < MAX_FREED; i++) {
    guint object = g_array_index (called, guint, i);

    _hw_facts_section_add_object (section, image, object, g_strdup (label), hw_image_dup_title (image, object));
  }
  _hw_facts_section_add_rest (section, called->len, MAX_FREED);
}

static void
append_serials (GArray  *serials,
                HwImage *image,
                GArray  *objects)
{
  const HwObjectRecord *records = hw_image_get_objects (image, NULL);

  for (guint i = 0; i < objects->len; i++)
    g_array_append_val (serials, records[g_array_index (objects, guint, i)].serial);
}

/* What happens to the count, in a sentence. */
static char *
dup_count (HwImage     *image,
           const HwCut *cut)
{
  g_autofree char *title = hw_image_dup_title (image, cut->target);

  if (hw_image_get_objects (image, NULL)[cut->target].flags & HW_FLAG_IMMORTAL)
    return g_strdup_printf (_ ("%s is immortal: its count never moves."), title);
  if (cut->refs_after == 0 && cut->freed->len > 0)
    return g_strdup_printf (_ ("The count of %s falls from %u to 0: it is freed at once."), title, cut->refs_before);
  if (cut->collected->len > 0)
    return g_strdup_printf (_ ("The count of %s falls from %u to %u, so counting does not free it; the next full pass does."),
                            title, cut->refs_before, cut->refs_after);
  return g_strdup_printf (_ ("The count of %s falls from %u to %u: it stays alive."), title, cut->refs_before, cut->refs_after);
}

static void
add_cut (HwFactsSection *section,
         HwImage        *image,
         const HwCut    *cut)
{
  add_freed (section, image, _ ("At once"), cut->freed, cut->bytes, cut->finalized, 0);
  add_called (section, image, _ ("callback of"), cut->called_back);
  add_freed (section, image, _ ("Next pass"), cut->collected, cut->collected_bytes, cut->collected_finalized, cut->freed->len);
  add_called (section, image, _ ("callback of"), cut->collected_called_back);
  if (cut->n_tracked > 0)
    _hw_facts_section_add (section, g_strdup (_ ("gc.collect() returns")),
                           cut->n_old_garbage > 0 ? g_strdup_printf (_ ("%u more than it would now"), cut->n_tracked)
                                                  : g_strdup_printf ("%u", cut->n_tracked));
}

/* A dict's entry that holds its value weakly keeps its key. */
static void
keep_key (HwImage *image,
          HwEdge   edge,
          HwCut   *cut)
{
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  guint key = edge.slot % 2 == 1 ? hw_edge_find (image, (HwEdge) { edge.holder, edge.slot - 1 }) : G_MAXUINT;

  if (key == G_MAXUINT || objects[references[key].holder].kind != HW_KIND_DICT)
    return;
  for (guint i = 0; i < cut->freed->len; i++)
    if (g_array_index (cut->freed, guint, i) == references[key].target) {
      cut->bytes -= objects[references[key].target].size;
      g_array_remove_index (cut->freed, i);
      return;
    }
}

HwFactsSection *
hw_facts_new_loss (HwImage      *image,
                   HwEdge        edge,
                   gboolean      weak,
                   HwHighlight **highlight,
                   GCancellable *cancellable)
{
  guint reference = hw_edge_find (image, edge);
  g_autoptr (HwCut) cut = reference != G_MAXUINT ? hw_cut_new (image, reference, cancellable) : NULL;
  g_autofree char *name = NULL;
  HwFactsSection *section;

  if (cut == NULL)
    return NULL;
  name = _hw_facts_dup_reference (image, reference);
  section = hw_facts_section_new (HW_FACTS_LOSS);
  g_free (section->title);
  section->title = g_strdup_printf (weak ? _ ("If %s were weak") : _ ("Without %s"), name);
  *highlight = hw_highlight_new ();
  g_array_append_val ((*highlight)->cut, edge);
  if (weak && refuses_weakref (&hw_image_get_objects (image, NULL)[cut->target])) {
    section->note = g_strdup_printf (_ ("It cannot be: cannot create weak reference to '%s' object."),
                                     hw_image_get_type_name (image, cut->target));
    return section;
  }
  if (weak)
    keep_key (image, edge, cut);
  section->note = dup_count (image, cut);
  add_cut (section, image, cut);
  append_serials ((*highlight)->freed, image, cut->freed);
  append_serials ((*highlight)->collected, image, cut->collected);
  return section;
}
