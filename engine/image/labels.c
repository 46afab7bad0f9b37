/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The references of an image and how their holders name them, by the kinds' slot layouts (hw-kind.h). */

#include "image/image.h"

#include "timeline/text.h"

/* ------------------------------------------------------------------------------------------------------ templates */

static void
hw_kind_template_parse (HwKindTemplate *template,
                        HwImage        *image,
                        const char     *slots)
{
  static const struct {
    const char *text;
    HwRest      rest;
  } rests[] = {
    { "[]", HW_REST_INDEX },
    { "{}", HW_REST_DICT },
    { "()", HW_REST_SET },
    { ".", HW_REST_CLASS_LAYOUT },
    { "=", HW_REST_OWN_LAYOUT },
  };
  g_auto (GStrv) labels = g_strsplit (slots, " ", -1);

  for (guint i = 0; labels[i] != NULL; i++) {
    const char *label = labels[i];
    guint rest;

    for (rest = 0; rest < G_N_ELEMENTS (rests); rest++)
      if (g_str_equal (label, rests[rest].text))
        break;
    if (rest < G_N_ELEMENTS (rests)) {
      template->rest = rests[rest].rest;
      return;
    }
    g_return_if_fail (template->n_fixed < G_N_ELEMENTS (template->fixed));
    if (*label == '~') {
      template->weak |= 1u << template->n_fixed;
      label++;
    }
    template->fixed[template->n_fixed++] = hw_image_add_text (image, label, -1);
  }
}

void
hw_image_build_templates (HwImageBuild *build)
{
  build->templates = g_array_new (FALSE, TRUE, sizeof (HwKindTemplate));
  g_array_set_size (build->templates, HW_N_KINDS);
  for (guint kind = 0; kind < HW_N_KINDS; kind++)
    hw_kind_template_parse (&g_array_index (build->templates, HwKindTemplate, kind), build->image, hw_kind_get_slots (kind));
}

/* ------------------------------------------------------------------------------------------------------- labelling */

/* The references of one holder, on their way into the image's array. */
typedef struct {
  HwImageBuild *build;
  guint         holder;
  HwCell       *cell;
  guint         room;
} HwLabeller;

/* The object in [cell], HW_NO_OBJECT if there is none: an empty slot, or in the middle of a statement one about to be emptied. */
static inline guint32
hw_labeller_get_target (HwLabeller *self,
                        guint32     cell)
{
  return self->build->indexes[cell];
}

static HwReferenceRecord *
hw_labeller_add (HwLabeller *self,
                 guint32     target,
                 guint32     slot)
{
  HwImage *image = self->build->image;
  HwReferenceRecord *reference;

  if (G_UNLIKELY (image->n_references == self->room)) {
    self->room *= 2;
    image->references = g_renew (HwReferenceRecord, image->references, self->room);
  }
  reference = &image->references[image->n_references++];
  reference->holder = self->holder;
  reference->target = target;
  reference->slot = slot;
  reference->label = 0;
  reference->label_kind = HW_LABEL_NONE;
  reference->weak = FALSE;
  return reference;
}

/* The text of slot [slot] in [layout], made on first use; 0 if the layout has no name for it. */
static guint32
hw_labeller_get_layout_text (HwLabeller *self,
                             guint       layout,
                             guint       slot,
                             guint8     *weak)
{
  HwImageBuild *build = self->build;
  const char *label = hw_timeline_get_label (build->timeline, layout, slot);
  GPtrArray *labels;

  if (label == NULL)
    return 0;
  *weak = *label == '~';
  labels = ((HwTimelineLayout *) build->timeline->layouts->pdata[layout])->labels;
  if (build->layout_texts[layout] == NULL)
    build->layout_texts[layout] = g_new0 (guint32, labels->len);
  if (build->layout_texts[layout][slot] == 0)
    build->layout_texts[layout][slot] = hw_image_add_text (build->image, label + *weak, -1);
  return build->layout_texts[layout][slot];
}

static void
hw_labeller_add_named (HwLabeller  *self,
                       guint32      target,
                       guint32      slot,
                       guint        layout,
                       guint        number,
                       HwLabelKind  kind)
{
  HwReferenceRecord *reference = hw_labeller_add (self, target, slot);
  guint32 text = hw_labeller_get_layout_text (self, layout, number, &reference->weak);

  reference->label_kind = text != 0 ? kind : HW_LABEL_INDEX;
  reference->label = text != 0 ? text : number;
}

static const char *
hw_labeller_get_str (HwLabeller *self,
                     guint32     cell,
                     gsize      *length)
{
  return hw_text_get_str (self->build->timeline, self->build->replica, cell, length);
}

static void
hw_labeller_add_dict (HwLabeller    *self,
                      const guint32 *slots,
                      guint32        n)
{
  gboolean is_namespace = (HW_NATURE_FLAGS (self->cell->nature) & HW_FLAG_NAMESPACE) != 0;

  for (guint32 slot = 0; slot < n; slot++) {
    guint32 target = hw_labeller_get_target (self, slots[slot]);
    guint32 key = hw_labeller_get_target (self, slots[slot & ~1u]);
    HwReferenceRecord *reference;

    if (target == HW_NO_OBJECT)
      continue;
    reference = hw_labeller_add (self, target, slot);
    if (slot % 2 == 0) {
      reference->label_kind = HW_LABEL_IS_KEY;
      reference->label = slot / 2;
    } else if (key != HW_NO_OBJECT) {
      gsize length = 0;
      const char *name = is_namespace ? hw_labeller_get_str (self, slots[slot - 1], &length) : NULL;

      reference->label_kind = name != NULL ? HW_LABEL_NAME : HW_LABEL_KEY;
      reference->label = name != NULL ? hw_image_add_text (self->build->image, name, length) : key;
    }
  }
}

/* The slots from [first] on, behind the fixed ones. */
static void
hw_labeller_add_rest (HwLabeller    *self,
                      HwRest         rest,
                      const guint32 *slots,
                      guint32        first,
                      guint32        n)
{
  HwReplica *replica = self->build->replica;
  guint32 layout = 0;

  if (rest == HW_REST_DICT) {
    hw_labeller_add_dict (self, slots, n);
    return;
  }
  if (rest == HW_REST_CLASS_LAYOUT)
    layout = replica->cells[self->cell->type].layout;
  else if (rest == HW_REST_OWN_LAYOUT)
    layout = self->cell->layout;

  for (guint32 slot = first; slot < n; slot++) {
    guint32 target = hw_labeller_get_target (self, slots[slot]);

    if (target == HW_NO_OBJECT)
      continue;
    if (rest == HW_REST_CLASS_LAYOUT)
      hw_labeller_add_named (self, target, slot, layout, slot - first, HW_LABEL_ATTRIBUTE);
    else if (rest == HW_REST_OWN_LAYOUT)
      hw_labeller_add_named (self, target, slot, layout, slot - first, HW_LABEL_NAME);
    else {
      HwReferenceRecord *reference = hw_labeller_add (self, target, slot);

      reference->label_kind = rest == HW_REST_SET ? HW_LABEL_MEMBER : HW_LABEL_INDEX;
      reference->label = slot - first;
    }
  }
}

static void
hw_labeller_add_object (HwLabeller *self)
{
  HwImageBuild *build = self->build;
  HwCell *cell = self->cell;
  const HwKindTemplate *template = &g_array_index (build->templates, HwKindTemplate, HW_NATURE_KIND (cell->nature));
  const guint32 *slots = hw_slots_data (&cell->slots);
  guint32 n = cell->slots.n;
  guint class_layout = build->replica->cells[cell->type].layout;
  HwSlots *attributes;

  for (guint32 slot = 0; slot < template->n_fixed && slot < n; slot++) {
    guint32 target = hw_labeller_get_target (self, slots[slot]);
    HwReferenceRecord *reference;

    if (target == HW_NO_OBJECT)
      continue;
    reference = hw_labeller_add (self, target, slot);
    reference->label_kind = HW_LABEL_FIELD;
    reference->label = template->fixed[slot];
    reference->weak = template->weak >> slot & 1;
  }
  hw_labeller_add_rest (self, template->rest, slots, template->n_fixed, n);

  attributes = hw_replica_get_attributes (build->replica, build->cells[self->holder]);
  for (guint32 i = 0; attributes != NULL && i < attributes->n; i++) {
    guint32 target = hw_labeller_get_target (self, hw_slots_get (attributes, i));

    if (target != HW_NO_OBJECT)
      hw_labeller_add_named (self, target, HW_SLOT_ATTRIBUTES + i, class_layout, i, HW_LABEL_ATTRIBUTE);
  }
}

/* The reference of an instance to its class, which has no slot. */
static void
hw_labeller_add_class (HwLabeller *self,
                       guint32     text)
{
  guint32 class = hw_labeller_get_target (self, self->cell->type);
  HwReferenceRecord *reference;

  if (!(HW_NATURE_FLAGS (self->cell->nature) & HW_FLAG_CLASS_HELD) || class == HW_NO_OBJECT)
    return;
  reference = hw_labeller_add (self, class, G_MAXUINT32);
  reference->label_kind = HW_LABEL_FIELD;
  reference->label = text;
}

void
hw_image_build_references (HwImageBuild *build)
{
  HwImage *image = build->image;
  HwLabeller self = { .build = build, .room = image->n_objects * 2 + 16 };
  guint32 class_text = hw_image_add_text (image, "class", -1);

  image->references = g_new (HwReferenceRecord, self.room);
  for (self.holder = 0; self.holder < image->n_objects; self.holder++) {
    HwObjectRecord *record = &image->objects[self.holder];

    self.cell = &build->replica->cells[build->cells[self.holder]];
    record->first_ref = image->n_references;
    hw_labeller_add_object (&self);
    hw_labeller_add_class (&self, class_text);
    record->n_refs = image->n_references - record->first_ref;
  }
}
