/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of an image, for the files that make it. */

#pragma once

#include "hw-image.h"
#include "timeline/cursor.h"

G_BEGIN_DECLS

struct _HwImage {
  gatomicrefcount ref_count;
  HwPython python;
  guint    step;
  guint32  first_serial; /* as the timeline's */
  guint64  position;

  /* Owned. */
  HwObjectRecord    *objects;
  guint              n_objects;
  HwReferenceRecord *references;
  guint              n_references;
  GArray            *roots;  /* of HwRootRecord */
  GArray            *frames; /* of HwFrameRecord */
  GString           *texts;  /* NUL-terminated ones; offset 0 is "" */
  guint8            *shown;          /* by object: not in the background */
  guint32           *first_incoming; /* by object, and one more */
  guint32           *incoming;
  guint32            first_listed[HW_FIRST_CELL + 1];
  guint32           *listed; /* the objects of the collector's lists, one list after the other */
  HwCollectorRecord  collector;
};

/* What an image is made from, and what is needed only while it is. */
typedef struct {
  HwImage    *image;
  HwTimeline *timeline;
  HwReplica  *replica;
  guint32    *indexes;      /* by cell: the object's index, or HW_NO_OBJECT */
  guint32    *cells;        /* by object */
  guint32   **layout_texts; /* by layout: offsets of its labels by slot, 0: not yet made; NULL: none yet */
  GArray     *templates;    /* of HwKindTemplate, by kind */
} HwImageBuild;

/* The labels of a kind, taken apart. */
typedef enum {
  HW_REST_NONE,
  HW_REST_INDEX,
  HW_REST_DICT,
  HW_REST_SET,
  HW_REST_CLASS_LAYOUT,
  HW_REST_OWN_LAYOUT,
} HwRest;

typedef struct {
  guint8  n_fixed;
  guint8  rest; /* HwRest: what the slots behind the fixed ones are */
  guint32 weak; /* bit by fixed slot */
  guint32 fixed[24]; /* text offsets */
} HwKindTemplate;

HwImage       *hw_image_build            (HwCursor           *cursor);

/* labels.c: makes the references. */
void           hw_image_build_templates  (HwImageBuild       *build);
void           hw_image_build_references (HwImageBuild       *build);

/* text.c: fills in text and length of the objects. */
void           hw_image_build_texts      (HwImageBuild       *build);
guint32        hw_image_add_text         (HwImage            *image,
                                          const char         *text,
                                          gssize              length);

/* incoming.c: counts and the reverse index. */
void           hw_image_build_incoming   (HwImage            *image);

/* roots.c: lists, generations, frames, roots and what they reach. */
void           hw_image_build_lists      (HwImageBuild       *build);
void           hw_image_build_frames     (HwImageBuild       *build);
void           hw_image_build_reachable  (HwImage            *image);
void           hw_image_build_shown      (HwImage            *image);

/* expression.c: whether [text] can be a name; whether the text of [object] is a literal equal to it. */
gboolean       hw_image_is_identifier    (const char         *text);
gboolean       hw_image_is_literal       (HwImage            *image,
                                          guint               object);

/* The target of the field or attribute [name] of [object], HW_NO_OBJECT if it has none. */
guint          hw_image_find_field       (HwImage            *image,
                                          guint               object,
                                          const char         *name);

/* What the dicts of [class] and its bases, in the order of its __mro__, have as [name], as they hold it; HW_NO_OBJECT: nothing. */
guint          hw_image_find_class_attribute (HwImage        *image,
                                              guint           class,
                                              const char     *name);

/* The reference by which a dict or namespace holds the value of the str [name]; G_MAXUINT if it has none. */
guint          hw_image_find_key         (HwImage            *image,
                                          guint               dict,
                                          const char         *name);

/* The namespace of the module builtins, HW_NO_OBJECT if the module's names do not tell. */
guint          hw_image_find_builtins    (HwImage            *image);

/* How many references to [object] the image's references do not explain; 0 for immortal ones. */
static inline guint32
hw_image_get_excess (HwImage *image,
                     guint    object)
{
  const HwObjectRecord *record = &image->objects[object];

  if (record->flags & HW_FLAG_IMMORTAL || record->refs <= record->n_in)
    return 0;
  return record->refs - record->n_in;
}

G_END_DECLS
