/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture: an image (or the union of several) described once as a cgraph graph with its attributes. A layout gives it places; the
 * scene is the picture with places, as plain shapes, which the canvas draws and every export writes. So an export never differs from
 * the screen.
 *
 * cgraph and Graphviz keep global state: this library guards them with one lock, and lays out in a child process that can be
 * killed (the program "heapwright-layout"). */

#pragma once

#include "hw-image.h"

G_BEGIN_DECLS

/* X (identifier, name on the command line, text for people) */
#define HW_LAYOUT_LIST(X)                  \
  X (LAYERED, "layered", "Layered")        \
  X (FORCE, "force", "Force-directed")     \
  X (RADIAL, "radial", "Radial")           \
  X (GENERATIONS, "generations", "By generation")

typedef enum {
#define HW_X(id, name, text) HW_LAYOUT_##id,
  HW_LAYOUT_LIST (HW_X)
#undef HW_X
  HW_N_LAYOUTS
} HwLayout;

#define HW_COLOUR_LIST(X)                       \
  X (GENERATION, "generation", "Generation")    \
  X (TYPE, "type", "Type")                      \
  X (REACHABILITY, "reachability", "Reachability") \
  X (AGE, "age", "Age")                         \
  X (SIZE, "size", "Size")                      \
  X (RETAINED, "retained", "Retained size")

typedef enum {
#define HW_X(id, name, text) HW_COLOUR_##id,
  HW_COLOUR_LIST (HW_X)
#undef HW_X
  HW_N_COLOURS
} HwColour;

/* What the objects of one group have in common, where there are too many to show each. */
#define HW_GROUPING_LIST(X)                     \
  X (TYPE, "type", "Groups by type")            \
  X (COMPONENT, "component", "Groups by cycle") \
  X (LINE, "line", "Groups by line")

typedef enum {
#define HW_X(id, name, text) HW_GROUPING_##id,
  HW_GROUPING_LIST (HW_X)
#undef HW_X
  HW_N_GROUPINGS
} HwGrouping;

/* What the user has opened, folded and hidden. Never changed once it is made, so options that are copied may share it; reference
 * counted atomically; NULL is nothing at all. */
typedef struct _HwTrim HwTrim;

/* How often, by a key. */
typedef enum {
  HW_TRIM_OPENED,   /* a group (HwSceneNode.group): each time HW_OPENED_MEMBERS more of its objects become nodes */
  HW_TRIM_EXPANDED, /* a long container, by serial: each time max_items more of its slots become rows */
  HW_TRIM_FOLDED,   /* an object or a name table, by serial: what nothing else holds (see HwDominators) is not shown */
  HW_N_TRIMS
} HwTrimKind;

#define HW_OPENED_MEMBERS 24

typedef enum {
  HW_HIDDEN_TYPE, /* the objects of the classes of that name */
  HW_HIDDEN_NAME, /* a variable, wherever there is one of that name, and what no other way leads to */
  HW_N_HIDDEN
} HwHiddenKind;

HwTrim      *hw_trim_ref             (HwTrim                 *trim);
void         hw_trim_unref           (HwTrim                 *trim);
gboolean     hw_trim_equal           (const HwTrim           *a,
                                      const HwTrim           *b);

/* 0: not at all. */
guint        hw_trim_get             (const HwTrim           *trim,
                                      HwTrimKind              kind,
                                      guint64                 key);
guint        hw_trim_count           (const HwTrim           *trim,
                                      HwTrimKind              kind);
gboolean     hw_trim_hides           (const HwTrim           *trim,
                                      HwHiddenKind            kind,
                                      const char             *name);
guint        hw_trim_count_hidden    (const HwTrim           *trim,
                                      HwHiddenKind            kind);
const char  *hw_trim_get_hidden      (const HwTrim           *trim,
                                      HwHiddenKind            kind,
                                      guint                   number);

/* The same but for one thing, or for all of a kind. Owned; NULL if nothing is left. */
HwTrim      *hw_trim_with            (const HwTrim           *trim,
                                      HwTrimKind              kind,
                                      guint64                 key,
                                      guint                   value);
HwTrim      *hw_trim_with_hidden     (const HwTrim           *trim,
                                      HwHiddenKind            kind,
                                      const char             *name,
                                      gboolean                hidden);
HwTrim      *hw_trim_without         (const HwTrim           *trim,
                                      HwTrimKind              kind);
HwTrim      *hw_trim_without_hidden  (const HwTrim           *trim);

typedef struct {
  HwLayout   layout;
  HwColour   colour;
  HwGrouping grouping;
  gboolean   dark;
  gboolean   atoms_as_nodes; /* everything on the heap: small values too are nodes of their own */
  gboolean   background;     /* also what the interpreter brings */
  guint      max_items;      /* slots shown of a long container; default 12 */
  guint      max_nodes;      /* above: objects are grouped; default 200 */
  guint32    focus;          /* serial to show with its neighbourhood only; 0: everything */
  guint      depth;          /* of that neighbourhood; default 2 */
  guint32    centre;         /* serial that the radial layout begins with; 0: the focus, or the names */
  guint32    selected;       /* serial drawn as selected; 0: none */
  HwTrim    *trim;           /* borrowed, unless the options were made by hw_picture_options_copy() */
} HwPictureOptions;

void         hw_picture_options_init (HwPictureOptions       *options);

/* Copies with a reference to the trim, in place of what [to] had: it must have been initialized or zeroed. To be cleared. */
void         hw_picture_options_copy (HwPictureOptions       *to,
                                      const HwPictureOptions *from);
void         hw_picture_options_clear (HwPictureOptions      *options);

/* Whether pictures made with these options show the same in the same places: they may differ in colours and in the selection. */
gboolean     hw_picture_options_agree (const HwPictureOptions *a,
                                       const HwPictureOptions *b);

/* What a shade of a scale stands for: ages in steps, sizes in bytes. */
typedef struct {
  guint64     from; /* to [to], both included */
  guint64     to;   /* G_MAXUINT64: and more */
  guint32     fill; /* 0xRRGGBB */
  guint32     border;
  const char *mark; /* the scale's second mark; static. Nodes may have a word behind it. */
} HwShade;

/* As an age: there before the program began. */
#define HW_AGE_OF_THE_INTERPRETER G_MAXUINT64

/* How many shades a colour has, from the smallest value on; 0 for one that is no scale. */
guint        hw_colour_count_shades  (HwColour                colour);
void         hw_colour_get_shade     (HwColour                colour,
                                      gboolean                dark,
                                      guint                   number,
                                      HwShade                *shade);

/* Describes [image]; what differs from [before] (or NULL) is marked. Cost: the objects shown, after a scan of the image. */
HwPicture   *hw_picture_new          (HwImage                *image,
                                      HwImage                *before,
                                      const HwPictureOptions *options);
void         hw_picture_free         (HwPicture              *picture);

/* The union of the pictures of several images in order, such as all steps of a short run: every node that one of them has, as large
 * as it ever gets there, each compared with the one before it. Lay it out into empty HwPlaces, and the pictures of the single images
 * into the same: no object then ever moves. Objects that follow one another in the same slot share a place. */
HwPicture   *hw_picture_new_union    (HwImage               **images,
                                      guint                   n_images,
                                      const HwPictureOptions *options);

/* Places kept between pictures, by serial: give one to each layout of the same run, and an object that stays stays where it was. All
 * scenes laid out with the same places are of one size, but for what a new object adds. The layout by generation keeps none: there an
 * object moves with its generation. Belongs to one thread at a time; clear it when layout, focus or what is shown changes. */
typedef struct _HwPlaces HwPlaces;
HwPlaces    *hw_places_new           (void);
void         hw_places_free          (HwPlaces               *places);
void         hw_places_clear         (HwPlaces               *places);

/* Lays the picture out. Blocks up to [seconds] (0: 10), so call it on a worker thread; the child process is killed when time is up
 * or [cancellable] is cancelled. When Graphviz cannot do it in time a plain layout of our own is taken, so a scene always comes but for
 * HW_ERROR_CANCELLED. Objects that have a place in [places] (or NULL) keep it; new ones get one and are entered. Owned. */
HwScene     *hw_picture_layout       (HwPicture              *picture,
                                      HwPlaces               *places,
                                      double                  seconds,
                                      GCancellable           *cancellable,
                                      GError                **error);

/* A plain quick layout without Graphviz: linear in the size. Never fails. Owned. */
HwScene     *hw_picture_layout_quick (HwPicture              *picture,
                                      HwPlaces               *places);

/* ------------------------------------------------------------------------------------------------------------------- the scene */

/* Coordinates are in points, y downwards, the origin at the top left of the scene. */
typedef struct {
  double x, y, width, height;
} HwRect;

typedef enum {
  HW_NODE_OBJECT, /* one object: title bar and rows */
  HW_NODE_FRAME,  /* a name table: module or function frame */
  HW_NODE_GROUP,  /* many objects that have something in common */
} HwNodeKind;

typedef enum {
  HW_ROW_SLOT,
  HW_ROW_MORE,   /* slots that are left out: expands */
  HW_ROW_FOLDED, /* objects that are hidden because this one is folded: unfolds */
  HW_ROW_NOTE,
} HwRowKind;

/* One row of a node: a slot, with its label and, for small values, the value itself. */
typedef struct {
  HwRect      rect;
  HwRowKind   kind;
  const char *label;   /* "x", "[3]", "'k'", "… 37 more", "+ 12 objects" */
  const char *value;   /* "1000", "'abc'" or "" if the slot's target is drawn as a node */
  guint32     target;  /* serial, 0: none */
  guint32     holder;  /* the slot itself: serial of the object that has it, 0 if the row is no slot, */
  guint32     slot;    /*   and its number there */
  guint8      changed;
} HwSceneRow;

typedef struct {
  HwNodeKind        kind;
  HwRect            rect;
  guint32           serial;     /* of the object; for a group by type, of its class, for others, of one of its objects */
  guint32           count;      /* objects it stands for */
  guint64           group;      /* names the group that it is, or out of which it was opened; 0: none */
  const char       *title;      /* "Node #7" */
  const char       *subtitle;   /* "gen 0 · 56 B" */
  const char       *description; /* a whole sentence for tooltips, SVG titles and screen readers */
  const char       *badge;      /* the reference count as text, "" for none */
  const char       *mark;       /* the colour's second mark: a letter or two */
  guint32           fill;       /* 0xRRGGBB */
  guint32           border;
  guint8            changed;    /* something about it changed in this step */
  guint8            born;       /* made in this step */
  guint8            reachable;
  guint8            selected;
  const HwSceneRow *rows;
  guint             n_rows;
} HwSceneNode;

typedef struct {
  guint         from;     /* node index */
  guint         from_row; /* or G_MAXUINT: from the node itself */
  guint         to;
  const char   *label;
  HwRect        label_rect;
  guint8        weak;
  guint8        changed;
  guint32       count;    /* references it stands for */
  const double *points;   /* x, y pairs: a start, then cubic Bézier triples */
  guint         n_points; /* pairs */
} HwSceneEdge;

/* A name whose object is drawn: part of a FRAME node; edges leave its rows. There is nothing else in a scene. */

HwScene           *hw_scene_ref         (HwScene     *scene);
void               hw_scene_unref       (HwScene     *scene);
void               hw_scene_get_size    (HwScene     *scene,
                                         double      *width,
                                         double      *height);
const HwSceneNode *hw_scene_get_nodes   (HwScene     *scene,
                                         guint       *n_nodes);
const HwSceneEdge *hw_scene_get_edges   (HwScene     *scene,
                                         guint       *n_edges);
gboolean           hw_scene_is_dark     (HwScene     *scene);
/* One sentence on the whole: "12 objects, 14 references, step 9". */
const char        *hw_scene_get_summary (HwScene     *scene);

/* The node at a point, or G_MAXUINT. The node of [serial], which may be a group's, or G_MAXUINT. */
guint              hw_scene_hit         (HwScene     *scene,
                                         double       x,
                                         double       y);
/* The edge whose line is nearest to a point, not farther than [distance], or G_MAXUINT. Cost: the edges, and the lines near it. */
guint              hw_scene_hit_edge    (HwScene     *scene,
                                         double       x,
                                         double       y,
                                         double       distance);
guint              hw_scene_find        (HwScene     *scene,
                                         guint32      serial);

/* Draws on [cr], in scene coordinates, what lies inside [clip] (NULL: all); text is left out where it would be under 5 device pixels at [scale]. */
typedef struct _cairo HwCairo;
void               hw_scene_draw        (HwScene      *scene,
                                         HwCairo      *cr,
                                         const HwRect *clip,
                                         double        scale);

/* What is drawn of a scene: of each node and each edge whether it is, and the lanes. */
typedef struct {
  const guint8 *nodes;
  const guint8 *edges;
  gboolean      lanes;
} HwSceneParts;

/* The same, of some parts only (NULL: all). */
void               hw_scene_draw_parts  (HwScene            *scene,
                                         HwCairo            *cr,
                                         const HwRect       *clip,
                                         double              scale,
                                         const HwSceneParts *parts);

typedef enum {
  HW_FORMAT_SVG,
  HW_FORMAT_PDF,
  HW_FORMAT_PNG,
  HW_FORMAT_DOT,
  HW_N_FORMATS
} HwFormat;

/* By the ending of a file name. */
gboolean           hw_format_from_path  (const char   *path,
                                         HwFormat     *format);

/* Writes [scene] to [path], atomically (a temporary file beside it, then a rename). The bytes are the same from run to run. */
gboolean           hw_scene_export      (HwScene      *scene,
                                         HwFormat      format,
                                         const char   *path,
                                         GError      **error);

/* The same into memory. */
GBytes            *hw_scene_to_bytes    (HwScene      *scene,
                                         HwFormat      format,
                                         GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPicture, hw_picture_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPlaces, hw_places_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwScene, hw_scene_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTrim, hw_trim_unref)

G_END_DECLS
