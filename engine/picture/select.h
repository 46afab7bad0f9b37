/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What of an image is shown, and how: for each object its role, for each shown object its slots, and the groups. */

#pragma once

#include "hw-analysis.h"
#include "picture/picture.h"

/* What becomes of an object. */
typedef enum {
  HW_ROLE_NONE,    /* not shown at all */
  HW_ROLE_TEXT,    /* a text inside its holders' rows */
  HW_ROLE_PRIVATE, /* an inner part of a class or function, which stands for it */
  HW_ROLE_TABLE,   /* a name table */
  HW_ROLE_HEAP,    /* may be shown; not (yet) a node of its own */
  HW_ROLE_NODE,    /* a node of its own */
  HW_ROLE_GROUP,   /* one of a group */
} HwRole;

typedef struct {
  guint64 key;         /* see hw_group_key() */
  guint32 serial;      /* that it is known by outside: of its class, or of one of its objects */
  guint32 type;        /* index of the class or HW_NO_OBJECT */
  guint32 first;       /* index of one of its objects */
  guint32 count;       /* objects in it; 0 if all are opened */
  guint32 n_opened;    /* more objects, which have nodes of their own */
  guint64 size;
  guint64 retained;    /* if the colour asks for it */
  guint32 birth;       /* of the youngest */
  int     generation;  /* of all of them, or -2 */
  guint8  reachable;
  guint8  changed;
  guint8  others;      /* stands for the objects of several classes */
} HwGroup;

typedef struct {
  HwImage                 *image;  /* borrowed, as is the next */
  HwImage                 *before;
  const HwPictureOptions  *options;
  const HwObjectRecord    *objects;
  guint                    n_objects;
  const HwReferenceRecord *references;
  const HwObjectRecord    *objects_before; /* of [before], NULL without */
  const HwReferenceRecord *references_before;
  HwDominators            *dominators; /* NULL unless something asks for them */
  guint8                  *roles;  /* HwRole by object */
  GHashTable              *roots;  /* object → text of the root that holds it: those that are no tables */
  GArray                  *tables; /* of guint: objects that are name tables, outermost first */
  GArray                  *nodes;  /* of guint: objects with a node, in the order in which they are reached */
  GArray                  *groups; /* of HwGroup */
  guint32                 *group_of; /* by object; NULL without groups */
  GHashTable              *folded;   /* folded object → objects hidden with it, and 1; NULL if nothing is folded */
  GHashTable              *opened;   /* object → its group and 1; NULL if no group is open */
  guint                    n_calls_left_out; /* frames without a table, between the first and the second table */
  guint                    n_heap; /* objects that are shown, in a node of their own or in a group */
} HwSelection;

/* One line of a node: a slot with what it holds, or several that are left out. */
typedef struct {
  guint32 reference;  /* of the value, or HW_NO_OBJECT if [n_more] */
  guint32 key;        /* the reference to the key of a dict's entry, or HW_NO_OBJECT */
  guint32 n_more;     /* slots left out; they are [first, end) of the references but for those shown */
  guint8  changed;
} HwSlot;

HwSelection *hw_selection_new          (HwImage                *image,
                                        HwImage                *before,
                                        const HwPictureOptions *options);
void         hw_selection_free         (HwSelection            *selection);

/* Appends the HwSlots of [object] to [slots]. */
void         hw_selection_get_slots    (HwSelection            *selection,
                                        guint                   object,
                                        GArray                 *slots);

/* TRUE for a reference that is no row and no edge: a field that explains nothing in a picture. */
gboolean     hw_selection_hides        (HwSelection            *selection,
                                        guint                   reference);

/* TRUE if [reference] is a dict's value under a key like '__doc__'. */
gboolean     hw_selection_has_dunder_key (HwSelection          *selection,
                                        guint                   reference);

/* The object of the same serial in the image before, or NULL. */
const HwObjectRecord *hw_selection_get_before (HwSelection     *selection,
                                               guint            object);

/* Something about the object is not as it was in the image before. FALSE without one, and for one that was just made. */
gboolean     hw_selection_is_changed   (HwSelection            *selection,
                                        guint                   object);

/* TRUE for classes, functions and the like: what a program defines, as opposed to what it makes. */
gboolean     hw_kind_is_definition     (HwKind                  kind);

/* Gives every object its role but for NODE and GROUP. */
void         hw_selection_set_roles    (HwSelection            *selection);

/* Takes their role from the objects that the trim hides. */
void         hw_selection_apply_trim   (HwSelection            *selection);

/* TRUE for a name that is hidden. */
gboolean     hw_selection_hides_name   (HwSelection            *selection,
                                        guint                   reference);

/* TRUE if [object] is folded; then with how many are hidden. */
gboolean     hw_selection_get_folded   (HwSelection            *selection,
                                        guint                   object,
                                        guint                  *n_hidden);

/* Turns nodes into groups, those that make the largest groups first, until there are few enough; what is in no node already is
 * grouped in any case. Of an opened group the first members become nodes again. */
void         hw_selection_make_groups  (HwSelection            *selection);

/* The key of the group out of which [object] was opened, 0 if it was not. */
guint64      hw_selection_get_opened   (HwSelection            *selection,
                                        guint                   object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSelection, hw_selection_free)
