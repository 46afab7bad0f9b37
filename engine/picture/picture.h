/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a picture is made of, for the files of this folder. A picture's nodes and edges are those of the scene to be, complete
 * but for their places: every rectangle stands relative to its node's top left corner, no edge has points. */

#pragma once

#include "hw-picture.h"

#include <string.h>

typedef struct {
  HwSceneNode shown;
  guint64     key;           /* for the kept places: see hw_picture_key() */
  double      label_width;   /* of the rows' labels: where the values begin */
  double      reserve_width; /* the most that it takes in any image of a union; else its size */
  double      reserve_height;
  guint32     lane_order;    /* its place in the collector's list */
  gint8       lane;          /* generation; 3 permanent, 4 tentatively unreachable, -1 untracked */
  guint8      badge_changed;
  guint8      immortal;
} HwPictureNode;

typedef struct {
  HwSceneEdge shown;
  guint32     to_serial; /* names the edge when its ends are drawn */
} HwPictureEdge;

/* In a union: another object that uses a node's place, at other times. */
typedef struct {
  guint64 key;
  guint   node;
} HwAlias;

struct _HwPicture {
  gatomicrefcount  ref_count;
  HwPictureOptions options;
  HwPython         python;
  guint            step;
  guint            n_images;  /* 1, or more for a union */
  char            *summary;
  char            *details;   /* a longer text on the whole, for screen readers */
  GStringChunk    *texts;     /* of all nodes, rows and edges */
  HwPictureNode   *nodes;
  guint            n_nodes;
  HwSceneRow      *rows;      /* of all nodes, node by node */
  guint            n_rows;
  HwPictureEdge   *edges;
  guint            n_edges;
  HwAlias         *aliases;   /* of a union, else NULL */
  guint            n_aliases;
};

HwPicture *hw_picture_ref (HwPicture *picture);

/* The name of a node in the kept places: an object's serial, a name table's depth in the stack, so that each call finds its table
 * where the last call's was. */
static inline guint64
hw_picture_key (HwNodeKind kind,
                guint32    number)
{
  return (guint64) kind << 34 | number;
}

/* The name of a group, there and in a trim: what it is of, a class's serial, a line and 1, or the first serial of a cycle; 0 is the
 * group of the rest. The objects that are reachable and those that are not are two groups. */
static inline guint64
hw_group_key (HwGrouping grouping,
              guint32    number,
              gboolean   reachable)
{
  return (guint64) HW_NODE_GROUP << 34 | (guint64) grouping << 36 | (guint64) !reachable << 33 | number;
}

static inline HwGrouping
hw_group_get_grouping (guint64 key)
{
  return (HwGrouping) (key >> 36);
}

/* "", "component-", "line-". */
static inline const char *
hw_group_get_word (guint64 key)
{
  static const char *const words[] = {
#define HW_X(id, name, text) HW_GROUPING_##id == HW_GROUPING_TYPE ? "" : name "-",
    HW_GROUPING_LIST (HW_X)
#undef HW_X
  };

  return words[hw_group_get_grouping (key)];
}

/* TRUE if an edge shows its label: the row that it leaves says what it is, unless there is more to say. */
static inline gboolean
hw_picture_labels_edge (const HwSceneEdge *edge)
{
  return *edge->label != '\0' && (edge->from_row == G_MAXUINT || edge->count > 1 || strcmp (edge->label, "key") == 0);
}

/* "obj-7", "frame-3", "group-5": the name of a node in every export. Owned. */
char *hw_picture_dup_id (const HwSceneNode *node);

/* "ref-7-2": the name of an edge in every export: its holder, and the number of the edge among those of its holder. Owned. */
char *hw_picture_dup_edge_id (const HwPicture *picture,
                              guint            edge);

/* "Node #7 ref refers to list #3": an edge in words. Owned. */
char *hw_picture_dup_edge_title (const HwSceneNode *from,
                                 const HwSceneNode *to,
                                 const HwSceneEdge *edge);
