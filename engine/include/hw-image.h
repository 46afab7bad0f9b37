/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An image: the immutable picture of a heap at one moment, as flat arrays. Tables, pictures and analyses read images and nothing
 * else. Reference counted atomically; all texts and arrays are borrowed from it.
 *
 * Objects stand in the order of their serials; an object's *index* is its place in that array and is good for this image only, its
 * *serial* is good for the whole run. References are sorted by holder, then by slot, so those of one object are a contiguous range. */

#pragma once

#include "hw-event.h"
#include "hw-kind.h"
#include "hw-types.h"

G_BEGIN_DECLS

#define HW_NO_OBJECT G_MAXUINT32

typedef struct {
  guint32 serial;
  guint32 type;      /* index of its class, or HW_NO_OBJECT */
  guint32 refs;      /* reference count, or what an immortal one reports */
  guint32 size;      /* as sys.getsizeof, in bytes */
  guint32 address;   /* modelled address / 16 */
  guint32 birth;     /* the step whose statement made it; 0: there from the start */
  guint32 line;      /* of that statement; 0 if birth is 0 */
  guint32 first_ref; /* its references: [first_ref, first_ref + n_refs) */
  guint32 n_refs;
  guint32 n_in;      /* strong references to it from objects of the image */
  guint32 text;      /* offset of its short text in the image's texts: 'abc', 1000, "Node", "f", or "" */
  guint32 length;    /* items, entries, characters; 0 where it has no meaning */
  guint16 flags;     /* HW_FLAG_… */
  guint8  kind;      /* HwKind */
  gint8   generation; /* 0, 1, 2; 3 permanent; 4 tentatively unreachable; -1 untracked */
  guint8  reachable; /* 1 if a root holds it, by strong references; set for all by hw_cursor_make_image() */
} HwObjectRecord;

/* How a holder names what it holds. */
typedef enum {
  HW_LABEL_NONE,
  HW_LABEL_INDEX, /* label is the index: [3] */
  HW_LABEL_KEY,   /* label is the index of the key object: ['k'] */
  HW_LABEL_IS_KEY, /* the target is a key of the dict; label is the entry's number */
  HW_LABEL_MEMBER, /* the target is an element of the set */
  HW_LABEL_ATTRIBUTE, /* label is a text offset: .name */
  HW_LABEL_NAME,  /* label is a text offset: a variable of a module or frame */
  HW_LABEL_FIELD, /* label is a text offset: a field of the interpreter's own: __code__, tb_next, class */
} HwLabelKind;

typedef struct {
  guint32 holder;
  guint32 target;
  guint32 slot;  /* in the holder */
  guint32 label; /* by label_kind */
  guint8  label_kind;
  guint8  weak;
} HwReferenceRecord;

/* A root: something outside the heap that holds an object: a running frame, the interpreter's modules. */
typedef struct {
  guint32 target;
  guint32 text; /* what it is: "module __main__", "frame of f, line 3" */
} HwRootRecord;

/* A running frame, innermost last. Its variables are the references of its object (kind FRAME). */
typedef struct {
  guint32 object; /* index of the FRAME object; for the module, of the namespace dict */
  guint32 text;   /* "f" or "<module>" */
  guint32 line;
} HwFrameRecord;

HwImage                 *hw_image_ref            (HwImage *image);
void                     hw_image_unref          (HwImage *image);

HwPython                 hw_image_get_python     (HwImage *image);
guint                    hw_image_get_step       (HwImage *image);
guint64                  hw_image_get_position   (HwImage *image);

/* The arrays; their lengths may be asked for or not (NULL). */
const HwObjectRecord    *hw_image_get_objects    (HwImage *image,
                                                  guint   *n_objects);
const HwReferenceRecord *hw_image_get_references (HwImage *image,
                                                  guint   *n_references);
const HwRootRecord      *hw_image_get_roots      (HwImage *image,
                                                  guint   *n_roots);
const HwFrameRecord     *hw_image_get_frames     (HwImage *image,
                                                  guint   *n_frames);

/* The NUL-terminated text at an offset. */
const char              *hw_image_get_text       (HwImage *image,
                                                  guint32  offset);

/* The index of the object with [serial], or HW_NO_OBJECT. Binary search. */
guint                    hw_image_find           (HwImage *image,
                                                  guint32  serial);

/* Strong and weak references *to* object [object], as indexes into the references: the reverse of the array above. The reverse index is
 * made with the image. */
const guint32           *hw_image_get_incoming   (HwImage *image,
                                                  guint    object,
                                                  guint   *n_incoming);

/* The objects of the collector's list [list] (HW_LIST_…) in list order, as indexes. */
const guint32           *hw_image_get_list       (HwImage *image,
                                                  guint    list,
                                                  guint   *n_objects);

/* Thresholds, counts, enabled: what the collector stands at. */
typedef struct {
  guint32  threshold[3];
  guint32  count[3];
  gboolean enabled;
  guint32  debug;
} HwCollectorRecord;

const HwCollectorRecord *hw_image_get_collector  (HwImage *image);

/* TRUE for what the interpreter itself brings (None, types, small ints, builtins): views leave it out unless asked. */
gboolean                 hw_image_is_background  (HwImage *image,
                                                  guint    object);

/* TRUE for small immutable values that pictures show inside their holder's slot: None, bools, numbers, str, bytes. */
gboolean                 hw_image_is_atom        (HwImage *image,
                                                  guint    object);

/* hw_timeline_get_number() of an object of the image. */
guint32                  hw_image_get_number     (HwImage *image,
                                                  guint    object);

/* "Node #12", "list #3", "'abc'", "None". Owned. And the class's name alone, borrowed. */
char                    *hw_image_dup_title      (HwImage *image,
                                                  guint    object);
const char              *hw_image_get_type_name  (HwImage *image,
                                                  guint    object);

/* "x", ".ref", "[3]", "['k']" for a reference; for HW_LABEL_FIELD the field's name in angle brackets. Owned. */
char                    *hw_image_dup_label      (HwImage *image,
                                                  guint    reference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwImage, hw_image_unref)

G_END_DECLS
