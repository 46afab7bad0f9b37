/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the session share: its fields, and the calls by which one part tells another that something has changed.
 * hw-session.c owns the object, hw-session-run.c the runs, hw-session-images.c cursor and images, hw-session-go.c the ways
 * through a record, hw-session-files.c reading and writing. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_NO_POSITION G_MAXUINT64

/* One run under way, shared with its worker thread. */
typedef struct _HwRunJob HwRunJob;

/* X (identifier, property name) for every property that is notified. */
#define HW_SESSION_PROPERTY_LIST(X)    \
  X (TEXT, text)                       \
  X (NAME, name)                       \
  X (TITLE, title)                     \
  X (FILE, file)                       \
  X (MODIFIED, modified)               \
  X (PYTHON, python)                   \
  X (RUNNING, running)                 \
  X (PROGRESS, progress)               \
  X (SCENARIO, scenario)               \
  X (RUN_STATE, run_state)             \
  X (RUN_MESSAGE, run_message)         \
  X (EXIT_STATUS, exit_status)         \
  X (STALE, stale)                     \
  X (TIMELINE, timeline)               \
  X (STEP, step)                       \
  X (LAST_STEP, last_step)             \
  X (POSITION, position)               \
  X (PLAYING, playing)                 \
  X (SPEED, speed)                     \
  X (IMAGE, image)                     \
  X (BEFORE_IMAGE, before_image)       \
  X (BUSY, busy)                       \
  X (SELECTION, selection)             \
  X (HOVERED, hovered)                 \
  X (HIGHLIGHT, highlight)             \
  X (LAYOUT, layout)                   \
  X (COLOUR_BY, colour_by)             \
  X (GROUP_BY, group_by)               \
  X (TRIM, trim)                       \
  X (DARK, dark)                       \
  X (SHOW_BACKGROUND, show_background) \
  X (SHOW_ATOMS, show_atoms)           \
  X (FOCUS, focus)                     \
  X (DEPTH, depth)                     \
  X (CENTRE, centre)                   \
  X (OPTIONS, options)

typedef enum {
  HW_SESSION_PROP_0,
#define HW_X(id, name) HW_SESSION_PROP_##id,
  HW_SESSION_PROPERTY_LIST (HW_X)
#undef HW_X
  HW_SESSION_N_PROPS
} HwSessionProperty;

struct _HwSession {
  GObject          parent_instance;

  /* the scenario; owned */
  char            *text;
  char            *name;
  char            *title;
  GFile           *file;
  GBytes          *saved;         /* the text as it was loaded or saved last; NULL: it is nowhere but here */
  gboolean         modified;
  HwPython         python;
  HwPython         default_python;
  gboolean         python_chosen; /* by the user, since the scenario was loaded */
  guint            revision;      /* of the text: counts its changes */

  /* the run */
  HwRunJob        *job;           /* owned; NULL when none is under way */
  guint            run_timeout;   /* the pause before a run */
  guint            progress_timeout;
  guint64          progress;
  HwScenario      *scenario;      /* owned */
  HwRunState       run_state;
  char            *run_message;   /* owned */
  int              exit_status;
  gboolean         stale;
  gboolean         fresh;         /* no record yet since loading */
  gboolean         go_after_run;   /* to a state of its own of the next record: */
  guint            step_after_run; /* that one, or the last statement's */

  /* the record and what is shown of it */
  HwTimeline      *timeline;      /* owned */
  guint            step;
  guint            last_step;
  guint64          position;
  HwCursor        *cursor;        /* owned; NULL while a worker has it */
  GCancellable    *image_cancellable; /* owned; of the image being made, NULL if none is */
  HwImage         *image;         /* owned */
  HwImage         *before_image;  /* owned */
  guint            image_step;
  guint64          image_position;
  GCancellable    *search_cancellable; /* owned; of the search for an event */

  guint            play_timeout;
  double           speed;

  guint32          selection;
  guint32          hovered;
  HwHighlight     *highlight; /* owned */
  HwPictureOptions options;     /* its trim is owned */
  guint            options_serial;
};

void hw_session_notify           (HwSession         *self,
                                  HwSessionProperty  property);

/* Runs after a short pause, so that typing does not run every letter. Any run under way is given up. */
void hw_session_schedule_run     (HwSession         *self);
void hw_session_abandon_run      (HwSession         *self);

/* Takes [timeline] (or NULL) as the record that is shown and goes to [step] of it. */
void hw_session_take_timeline    (HwSession         *self,
                                  HwTimeline        *timeline,
                                  guint              step);

/* Asks for the image of the state that is wanted now. */
void hw_session_want_image       (HwSession         *self);

void hw_session_update_modified  (HwSession         *self);
void hw_session_set_file         (HwSession         *self,
                                  GFile             *file);
void hw_session_set_title        (HwSession         *self,
                                  const char        *title);
void hw_session_stop_searching   (HwSession         *self);

G_END_DECLS
