/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables: what an image or a timeline holds, as named columns and rows. The command line prints them, the window shows them, so both
 * always say the same.
 *
 * A table is immutable once made and reads its image and timeline directly: making one costs one pass over the rows, a cell is
 * formatted only when it is asked for, and a million rows are no trouble. It may be read by many threads at once, and holds a
 * reference to what it reads.
 *
 * An *index* is an array of row numbers, the rows to show in the order to show them: sort one, then filter it, and give it to
 * the view. */

#pragma once

#include "hw-image.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

/* X (identifier, name on the command line, title for people, what it is made from: IMAGE or TIMELINE) */
#define HW_TABLE_LIST(X)                                        \
  X (OBJECTS, "objects", "Objects", IMAGE)                      \
  X (NAMES, "names", "Names", IMAGE)                            \
  X (REFERENCES, "references", "References", IMAGE)             \
  X (WEAKREFS, "weakrefs", "Weak references", IMAGE)            \
  X (CYCLES, "cycles", "Cycles", IMAGE)                         \
  X (GENERATIONS, "generations", "Generations", IMAGE)          \
  X (ALLOCATIONS, "allocations", "Allocations by line", IMAGE)  \
  X (COLLECTIONS, "collections", "Collections", TIMELINE)       \
  X (PHASES, "phases", "Phases of passes", TIMELINE)            \
  X (DECISIONS, "decisions", "Decisions of a pass", TIMELINE)   \
  X (SNAPSHOTS, "snapshots", "Snapshots", TIMELINE)             \
  X (EVENTS, "events", "Events", TIMELINE)

typedef enum {
#define HW_X(id, name, title, source) HW_TABLE_##id,
  HW_TABLE_LIST (HW_X)
#undef HW_X
  HW_N_TABLES
} HwTableKind;

typedef enum {
  HW_COLUMN_TEXT,
  HW_COLUMN_INTEGER, /* aligned to the right; hw_table_get_number() */
  HW_COLUMN_BYTES,   /* an integer that counts bytes: "1024 B" for people is the view's business, the text is the number */
  HW_COLUMN_BOOLEAN, /* the text is "yes" or "no", the number 1 or 0 */
} HwColumnType;

typedef struct {
  const char  *name;  /* "refs": stable, for CSV, JSON and settings */
  const char  *title; /* "Reference count": for people, English; pass it through gettext */
  HwColumnType type;
} HwColumn;

typedef struct _HwTable HwTable;

/* Static texts of the list above. */
const char     *hw_table_kind_get_name       (HwTableKind   kind);
const char     *hw_table_kind_get_title      (HwTableKind   kind);
gboolean        hw_table_kind_parse          (const char   *name,
                                              HwTableKind  *kind);
/* FALSE if it needs only an image. */
gboolean        hw_table_kind_needs_timeline (HwTableKind   kind);
/* All columns of a kind. Static. */
const HwColumn *hw_table_kind_get_columns    (HwTableKind   kind,
                                              guint        *n_columns);

/* What is taken into a table. All zero is a good default. */
typedef struct {
  gboolean background; /* also the interpreter's own objects */
  guint    from_step;  /* EVENTS: of the transitions to states [from_step, to_step]; 0, 0 means those of the whole record, and a */
  guint    to_step;    /*   from_step above to_step none. COLLECTIONS, SNAPSHOTS: those up to to_step; 0 means all, as above */
  guint    pass;       /* COLLECTIONS, PHASES, DECISIONS: this pass alone, counted from 1; 0: all up to to_step, of DECISIONS the last */
  guint    max_rows;   /* rows beyond are left out, see hw_table_get_n_left_out(); 0 means 5 million */
} HwTableOptions;

/* Makes a table. [image] is needed for IMAGE tables, [timeline] for TIMELINE tables; the other may be NULL, but ALLOCATIONS shows the
 * statements only when it has both. [options] may be NULL. Never fails; NULL only if [cancellable] (or NULL) was cancelled. */
HwTable        *hw_table_new                 (HwTableKind           kind,
                                              HwImage              *image,
                                              HwTimeline           *timeline,
                                              const HwTableOptions *options,
                                              GCancellable         *cancellable);
HwTable        *hw_table_ref                 (HwTable      *table);
void            hw_table_unref               (HwTable      *table);

HwTableKind     hw_table_get_kind            (HwTable      *table);
const HwColumn *hw_table_get_columns         (HwTable      *table,
                                              guint        *n_columns);
guint           hw_table_get_n_rows          (HwTable      *table);
guint64         hw_table_get_n_left_out      (HwTable      *table);

/* The cell as text for people and CSV: "Node #7", "41", "yes", "" where there is nothing to say. Owned. */
char           *hw_table_get_text            (HwTable      *table,
                                              guint         row,
                                              guint         column);
/* The cell as a number: of an INTEGER, BYTES or BOOLEAN column. FALSE if the cell is empty or the column is text. */
gboolean        hw_table_get_number          (HwTable      *table,
                                              guint         row,
                                              guint         column,
                                              gint64       *number);

/* The serial of the object that the row is about: the one to select; 0 if there is none. In REFERENCES it is the holder, and
 * hw_table_get_target() the target; elsewhere the target is the same as the serial or, in WEAKREFS, the referent. */
guint32         hw_table_get_serial          (HwTable      *table,
                                              guint         row);
guint32         hw_table_get_target          (HwTable      *table,
                                              guint         row);
/* The state to go to from this row: where the object was made, the pass ran, the event happened; G_MAXUINT if there is none.
 * And the event's position in the record, G_MAXUINT64 if there is none. */
guint           hw_table_get_step            (HwTable      *table,
                                              guint         row);
guint64         hw_table_get_position        (HwTable      *table,
                                              guint         row);
/* The first row about the object [serial], or G_MAXUINT. */
guint           hw_table_find                (HwTable      *table,
                                              guint32       serial);

/* An index of all rows, sorted by [column]; numbers by size, texts by their bytes with numbers in them by size; rows that are equal stay in
 * table order, either way; empty cells come first. A column of G_MAXUINT means table order. Takes 10^6 rows in about a second: use a
 * thread. NULL only if cancelled. Free with g_free(); [n] is hw_table_get_n_rows(). */
guint32        *hw_table_sort                (HwTable      *table,
                                              guint         column,
                                              gboolean      descending,
                                              GCancellable *cancellable);

/* Those of [index]'s [n_index] rows (NULL: all rows in table order) that hold every word of [text], in any column, without regard to case. An
 * empty text keeps all. NULL only if cancelled. Free with g_free(). */
guint32        *hw_table_filter              (HwTable       *table,
                                              const char    *text,
                                              const guint32 *index,
                                              guint          n_index,
                                              guint         *n_kept,
                                              GCancellable  *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTable, hw_table_unref)

G_END_DECLS
