/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger of a reference count: who holds an object, entry by entry, so that the entries add up to the count. */

#include "hw-analysis.h"
#include "image/image.h"

static void
hw_ledger_entry_free (gpointer data)
{
  HwLedgerEntry *entry = data;

  g_free (entry->text);
  g_free (entry);
}

static void
add_entry (GPtrArray *ledger,
           char      *text,
           guint      count,
           guint      reference)
{
  HwLedgerEntry *entry = g_new (HwLedgerEntry, 1);

  entry->text = text;
  entry->count = count;
  entry->reference = reference;
  g_ptr_array_add (ledger, entry);
}

/* "name a" of the module or a frame; "in f" tells apart whose. */
static char *
dup_name_text (HwImage                 *image,
               const HwReferenceRecord *reference)
{
  const char *name = hw_image_get_text (image, reference->label);
  g_autofree char *holder = NULL;

  if (image->objects[reference->holder].flags & HW_FLAG_NAMESPACE)
    return g_strdup_printf ("name %s", name);
  for (guint i = 0; i < image->frames->len; i++) {
    const HwFrameRecord *frame = &g_array_index (image->frames, HwFrameRecord, i);

    if (frame->object == reference->holder)
      return g_strdup_printf ("name %s in %s", name, hw_image_get_text (image, frame->text));
  }
  holder = hw_image_dup_title (image, reference->holder);
  return g_strdup_printf ("name %s in %s", name, holder);
}

static char *
dup_reference_text (HwImage *image,
                    guint    index)
{
  const HwReferenceRecord *reference = &image->references[index];
  g_autofree char *label = NULL;
  g_autofree char *holder = NULL;

  if (reference->label_kind == HW_LABEL_NAME)
    return dup_name_text (image, reference);
  holder = hw_image_dup_title (image, reference->holder);
  label = hw_image_dup_label (image, index);
  switch ((HwLabelKind) reference->label_kind) {
  case HW_LABEL_ATTRIBUTE:
    return g_strdup_printf ("%s of %s", label + 1, holder);
  case HW_LABEL_FIELD:
    return g_strdup_printf ("%s of %s", hw_image_get_text (image, reference->label), holder);
  case HW_LABEL_IS_KEY:
    return g_strdup_printf ("key of %s", holder);
  default:
    return *label != '\0' ? g_strdup_printf ("%s of %s", label, holder) : g_strdup (holder);
  }
}

/* How many references are in the image but not in the count: since 3.14 a variable may borrow what the caller holds. */
static guint
get_deficit (HwImage *image,
             guint    object)
{
  const HwObjectRecord *record = &image->objects[object];

  return !(record->flags & HW_FLAG_IMMORTAL) && record->n_in > record->refs ? record->n_in - record->refs : 0;
}

/* The holders that the image has. */
static void
add_references (GPtrArray *ledger,
                HwImage   *image,
                guint      object)
{
  guint n_incoming;
  const guint32 *incoming = hw_image_get_incoming (image, object, &n_incoming);
  guint deficit = get_deficit (image, object);

  for (guint i = n_incoming; i > 0; i--) {
    const HwReferenceRecord *reference = &image->references[incoming[i - 1]];
    gboolean borrows = deficit > 0 && image->objects[reference->holder].kind == HW_KIND_FRAME;
    g_autofree char *text = NULL;

    if (reference->weak)
      continue;
    text = dup_reference_text (image, incoming[i - 1]);
    if (borrows) {
      deficit--;
      add_entry (ledger, g_strconcat (text, ", borrowed", NULL), 0, incoming[i - 1]);
    } else
      add_entry (ledger, g_steal_pointer (&text), 1, incoming[i - 1]);
  }
  for (guint i = 0; i < ledger->len / 2; i++) {
    gpointer entry = ledger->pdata[i];

    ledger->pdata[i] = ledger->pdata[ledger->len - 1 - i];
    ledger->pdata[ledger->len - 1 - i] = entry;
  }
}

/* Whether any function is running. */
static gboolean
is_in_call (HwImage *image)
{
  for (guint i = 0; i < image->frames->len; i++)
    if (image->objects[g_array_index (image->frames, HwFrameRecord, i).object].kind != HW_KIND_DICT)
      return TRUE;
  return FALSE;
}

/* The references that the image does not have. */
static void
add_rest (GPtrArray *ledger,
          HwImage   *image,
          guint      object)
{
  const HwObjectRecord *record = &image->objects[object];
  guint excess = hw_image_get_excess (image, object);

  if (record->flags & HW_FLAG_IMMORTAL) {
    add_entry (ledger, g_strdup ("immortal, a count that never moves"), record->refs - record->n_in, G_MAXUINT);
    return;
  }
  for (guint i = 0; i < image->frames->len && excess > 0; i++) {
    const HwFrameRecord *frame = &g_array_index (image->frames, HwFrameRecord, i);

    if (frame->object == object && record->kind == HW_KIND_FRAME) {
      add_entry (ledger, g_strdup_printf ("running, line %u", frame->line), 1, G_MAXUINT);
      excess--;
    }
  }
  if (excess > 0 && (hw_image_is_background (image, object) || !is_in_call (image)))
    add_entry (ledger, g_strdup_printf ("%u held by the interpreter", excess), excess, G_MAXUINT);
  else if (excess > 0)
    add_entry (ledger, g_strdup_printf ("%u on the evaluation stack", excess), excess, G_MAXUINT);
}

GPtrArray *
hw_analysis_ledger (HwImage *image,
                    guint    object)
{
  GPtrArray *ledger = g_ptr_array_new_with_free_func (hw_ledger_entry_free);

  add_references (ledger, image, object);
  add_rest (ledger, image, object);
  return ledger;
}
