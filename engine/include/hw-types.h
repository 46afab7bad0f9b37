/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Types that every public header shares: the opaque handles, the modelled CPython versions and the error domain. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Opaque handles, one per noun. Each is documented in the header of its name. */
typedef struct _HwScenario HwScenario;
typedef struct _HwRun HwRun;
typedef struct _HwTimeline HwTimeline;
typedef struct _HwCursor HwCursor;
typedef struct _HwImage HwImage;
typedef struct _HwPicture HwPicture;
typedef struct _HwScene HwScene;

/* The modelled versions of CPython, oldest first: X (identifier, text, minor version). */
#define HW_PYTHON_LIST(X) \
  X (3_11, "3.11", 11)    \
  X (3_12, "3.12", 12)    \
  X (3_13, "3.13", 13)    \
  X (3_14, "3.14", 14)    \
  X (3_15, "3.15", 15)

typedef enum {
#define HW_X(id, text, minor) HW_PYTHON_##id,
  HW_PYTHON_LIST (HW_X)
#undef HW_X
  HW_N_PYTHONS
} HwPython;

#define HW_PYTHON_DEFAULT HW_PYTHON_3_13

/* "3.12" for HW_PYTHON_3_12. Static text. */
const char *hw_python_to_string (HwPython   python);

/* Reads "3.12" (nothing before or behind it). FALSE if no profile has that version; [python] is then left alone. */
gboolean    hw_python_parse     (const char *text,
                                 HwPython   *python);

/* What can go wrong, for every function that takes a GError. The message is one sentence for the user. */
typedef enum {
  HW_ERROR_SYNTAX,      /* the scenario is not Python */
  HW_ERROR_UNSUPPORTED, /* it is Python, but outside the subset */
  HW_ERROR_IO,          /* a file could not be read or written, or is not a text file */
  HW_ERROR_BUDGET,      /* a budget of steps, events, time or memory ran out */
  HW_ERROR_CANCELLED,   /* the user's cancel */
  HW_ERROR_ARGUMENT,    /* a request that makes no sense: no such step, no such name, … */
  HW_ERROR_LAYOUT,      /* Graphviz refused or was stopped */
  HW_ERROR_REFUSED,     /* Python would raise, in CPython's words; or what is asked for cannot be said in Python */
} HwError;

#define HW_ERROR (hw_error_quark ())
GQuark      hw_error_quark      (void);

G_END_DECLS
