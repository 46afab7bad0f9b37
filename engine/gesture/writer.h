/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing a gesture: the operands as Python, the lines that are written, and the edit they become. */

#pragma once

#include "hw-gesture.h"

G_BEGIN_DECLS

/* A gesture on its way to an edit. A writer function adds lines, or replacements, or refuses. */
typedef struct {
  /* Borrowed. */
  HwScenario      *scenario;
  HwImage         *image;
  const HwSite    *site;
  const HwGesture *gesture;
  GError         **error;

  /* Owned. */
  GPtrArray *lines;        /* the new statements, without line ends */
  GPtrArray *imports;      /* those that go to the top */
  GPtrArray *late_imports; /* those that must go before the statements, because the top's would not last */
  GArray    *replacements; /* of HwReplacement: what is rewritten, for gestures that add no statement */
  GString   *preview;      /* for those gestures too */
  GString   *subject;      /* what the title names, or empty */
} HwWriter;

typedef gboolean (*HwWriteFunc) (HwWriter *writer);

/* Sets the error; FALSE, so that it can be returned. */
gboolean    hw_writer_refuse          (HwWriter     *writer,
                                       HwError       code,
                                       const char   *format,
                                       ...) G_GNUC_PRINTF (3, 4);

/* One line of the new statements. */
void        hw_writer_add             (HwWriter     *writer,
                                       const char   *format,
                                       ...) G_GNUC_PRINTF (2, 3);

/* What the title names. */
void        hw_writer_set_subject     (HwWriter     *writer,
                                       const char   *format,
                                       ...) G_GNUC_PRINTF (2, 3);

/* The name that the module [module] has where the statement runs; it is imported if it has none. Owned. */
char       *hw_writer_import          (HwWriter     *writer,
                                       const char   *module);

/* ------------------------------------------------------------------------------------------------- operands.c: as Python */

/* The index of the object with [serial]; FALSE with an error if the image has none. */
gboolean    hw_writer_get_object      (HwWriter     *writer,
                                       guint32       serial,
                                       guint        *object);

/* The expression of the object with [serial]. Owned; NULL with an error. */
char       *hw_writer_dup_expression  (HwWriter     *writer,
                                       guint32       serial);

/* The expression of the gesture's value: its target's or the typed one. Owned; NULL with an error. */
char       *hw_writer_dup_value       (HwWriter     *writer);

/* The name for what the gesture makes: its own, checked, or a new one. Owned; NULL with an error. */
char       *hw_writer_dup_name        (HwWriter     *writer);

/* The gesture's name as it is, checked to be one. Owned; NULL with an error. */
char       *hw_writer_dup_identifier  (HwWriter     *writer,
                                       const char   *name,
                                       const char   *what);

/* A reference as a place that can be assigned to, read and deleted. */
typedef struct {
  guint                    index;
  const HwReferenceRecord *reference;
  char                    *holder; /* expression of the holder; NULL for a name */
  char                    *text;   /* "a", "a.ref", "d['k']", "xs[0]"; NULL for the element of a set and the key of a dict */
  char                    *target; /* expression of what it leads to, not through this place if there is another; NULL if none */
} HwSpot;

/* FALSE with an error if there is no such edge or no expression for its holder. */
gboolean    hw_writer_get_spot        (HwWriter     *writer,
                                       HwEdge        edge,
                                       HwSpot       *spot);
void        hw_spot_clear             (HwSpot       *spot);

/* "a.ref" without an image's help: the place of a reference as it stands in the module; NULL if Python cannot say it. Owned. */
char       *hw_image_dup_place        (HwImage      *image,
                                       guint         reference);

/* ---------------------------------------------------------------------------------------------- typed.c: text that was typed */

/* What a piece of typed text may be. X (identifier, what it is, in the words of an error) */
#define HW_TYPED_LIST(X)                \
  X (EXPRESSION, "one expression")      \
  X (ARGUMENTS, "arguments of a call")  \
  X (PARAMETERS, "parameters")          \
  X (ITEMS, "items of a list")          \
  X (ENTRIES, "entries of a dict")      \
  X (ELEMENTS, "elements of a set")

typedef enum {
#define HW_X(id, text) HW_TYPED_##id,
  HW_TYPED_LIST (HW_X)
#undef HW_X
} HwTyped;

/* [text] without the blanks around it, if it is one whole [typed] and nothing else: no end of a line, no comment. An expression that
 * would be several arguments of a call is put in parentheses. Owned; NULL with an error. */
char       *hw_typed_check            (const char   *text,
                                       HwTyped       typed,
                                       GError      **error);

/* The first problem of [scenario] as an error, in CPython's words; TRUE if it has none. */
gboolean    hw_scenario_is_right      (HwScenario   *scenario,
                                       GError      **error);

/* ------------------------------------------------------------------------------------------------------ names.c: names */

/* Whether [name] is an identifier and no keyword. */
gboolean    hw_name_is_valid          (const char   *name);

/* The index of the reference by which the module's namespace holds [name]; G_MAXUINT if it has no such name. */
guint       hw_image_find_global      (HwImage      *image,
                                       const char   *name);

/* [stem] or, if that is in use, with the first number from [first] on behind it that makes it free. Owned. */
char       *hw_names_dup_free         (HwScenario   *scenario,
                                       HwImage      *image,
                                       const char   *stem,
                                       guint         first);

gboolean    hw_names_is_free          (HwScenario   *scenario,
                                       HwImage      *image,
                                       const char   *name);

/* --------------------------------------------------------------------------------------------------- text.c: places in a text */

/* What ends the lines of the text. Static. */
const char *hw_scenario_get_newline   (HwScenario   *scenario);

/* Where line [line] begins; the text's end for those behind it. */
gsize       hw_scenario_get_offset    (HwScenario   *scenario,
                                       guint         line);

/* The line that byte [offset] is in; one more than there are for the text's end. */
guint       hw_scenario_get_line_at   (HwScenario   *scenario,
                                       gsize         offset);

/* The last line that the module's statements beginning on or before [line], and reaching to it, share with others: the first line behind
 * which a new statement may stand. */
guint       hw_scenario_get_group_end (HwScenario   *scenario,
                                       guint         line);

/* Whether a class or function of the module ends in [line]. */
gboolean    hw_scenario_ends_definition (HwScenario *scenario,
                                         guint       line);

/* The line before which a new import is written: behind the docstring and the imports that the text begins with, else behind its
 * first comment. */
guint       hw_scenario_get_import_line (HwScenario *scenario);

/* -------------------------------------------------------------------------------------------------------- write-….c: the kinds */

#define HW_X(id, title, operands, text) gboolean hw_write_##id (HwWriter *writer);
HW_GESTURE_LIST (HW_X)
#undef HW_X

G_END_DECLS
