/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The session: one scenario, its record, the state that is shown and what is selected. Every view is given the session and
 * nothing else, reads its properties and listens to their notify signals. All calls are for the main thread.
 *
 * Text → record: a change of the text (or of the Python version) starts a run on a worker thread after a short pause. Until it
 * has ended the old record stays: timeline, step and image are always those of one run, which may be older than the text (see
 * "stale").
 *
 * Step → image: going to a step sets "step" at once; a worker then makes the image, and "image" is notified when it is there.
 * Wishes coalesce: while one image is made only the newest wish is kept. So "image" may lag behind "step", never the other way.
 *
 * Borrowed values are good until the property is notified again. */

#pragma once

#include "hw-event.h"
#include "hw-image.h"
#include "hw-gesture.h"
#include "hw-highlight.h"
#include "hw-picture.h"
#include "hw-run.h"
#include "hw-timeline.h"
#include "hw-types-ui.h"

G_BEGIN_DECLS

#define HW_TYPE_SESSION (hw_session_get_type ())

G_DECLARE_FINAL_TYPE (HwSession, hw_session, HW, SESSION, GObject)

HwSession  *hw_session_new                  (void);

/* Gives up the run and every worker; the session is of no more use. For a window that goes. */
void        hw_session_close                (HwSession            *self);

/* -------------------------------------------------------------------------------------------------- the scenario and its file */

/* "text", "name", "title", "file", "modified". The text is never NULL. A view that edits it calls hw_session_set_text() with the
 * whole text; a view that shows it compares on notify::text, so setting what is there already does nothing. */
const char *hw_session_get_text             (HwSession            *self);
void        hw_session_set_text             (HwSession            *self,
                                             const char           *text);

/* Begins anew: text, the name shown and used in tracebacks ("cycle.py") and the file behind it (or NULL). Forgets record,
 * selection and step, starts the run. [modified]: whether the text counts as not yet saved (a recovered one). The "loaded" signal
 * follows the notifications. */
void        hw_session_load_text            (HwSession            *self,
                                             const char           *name,
                                             const char           *text,
                                             GFile                *file,
                                             gboolean              modified);

/* Reads [file] on a worker, then as above. On an error the session is as it was. */
void        hw_session_load_file_async      (HwSession            *self,
                                             GFile                *file,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean    hw_session_load_file_finish     (HwSession            *self,
                                             GAsyncResult         *result,
                                             GError              **error);

/* Writes the text to [file] on a worker, atomically; then [file] is the session's file and "modified" is FALSE if nothing was
 * typed meanwhile. */
void        hw_session_save_async           (HwSession            *self,
                                             GFile                *file,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean    hw_session_save_finish          (HwSession            *self,
                                             GAsyncResult         *result,
                                             GError              **error);

/* Appends one statement on a line of its own at the end of the text and, when its run is recorded, goes to the last state. */
void        hw_session_append_statement     (HwSession            *self,
                                             const char           *statement);

/* Changes the text by [edit], which was made for it, runs it at once and goes to state [step] of the new record, or to the last one
 * (G_MAXUINT). FALSE, with nothing changed, if the text has changed since. */
gboolean    hw_session_apply_edit           (HwSession            *self,
                                             const HwEdit         *edit,
                                             HwScenario           *scenario,
                                             guint                 step);

const char *hw_session_get_name             (HwSession            *self);
/* The first line of what the scenario says about itself, or its name. */
const char *hw_session_get_title            (HwSession            *self);
GFile      *hw_session_get_file             (HwSession            *self);
gboolean    hw_session_get_modified         (HwSession            *self);

/* "python": the version wanted. Setting it runs again. A first-line comment of the scenario decides unless the user chose since
 * loading. */
HwPython    hw_session_get_python           (HwSession            *self);
void        hw_session_set_python           (HwSession            *self,
                                             HwPython              python);

/* The version for scenarios that name none, from the next one loaded on. */
void        hw_session_set_default_python   (HwSession            *self,
                                             HwPython              python);

/* -------------------------------------------------------------------------------------------------------------------- the run */

/* "running", "progress": statements executed so far by the run under way. */
gboolean    hw_session_get_running          (HwSession            *self);
guint64     hw_session_get_progress         (HwSession            *self);
void        hw_session_run                  (HwSession            *self);
void        hw_session_cancel               (HwSession            *self);

/* "scenario": the last text that was parsed, with its diagnostics; NULL before. Notified before the run ends. */
HwScenario *hw_session_get_scenario         (HwSession            *self);

/* "run-state", "run-message", "exit-status": how the last run ended; the message is one sentence for the user when it was
 * refused, stopped by a budget or cancelled, else NULL. */
HwRunState  hw_session_get_run_state        (HwSession            *self);
const char *hw_session_get_run_message      (HwSession            *self);
int         hw_session_get_exit_status      (HwSession            *self);

/* "stale": the record is of an older text. */
gboolean    hw_session_get_stale            (HwSession            *self);

/* "timeline": the record that is shown, or NULL. When it is notified "step", "last-step" and "image" are already of the new
 * record ("image" may be NULL). */
HwTimeline *hw_session_get_timeline         (HwSession            *self);

/* ---------------------------------------------------------------------------------------------------- the state that is shown */

/* "step", "last-step": the state wanted, from 0 to hw_timeline_get_last(); 0 and 0 without a record. */
guint       hw_session_get_step             (HwSession            *self);
guint       hw_session_get_last_step        (HwSession            *self);
void        hw_session_go_to_step           (HwSession            *self,
                                             guint                 step);
void        hw_session_go_first             (HwSession            *self);
void        hw_session_go_previous          (HwSession            *self);
void        hw_session_go_next              (HwSession            *self);
void        hw_session_go_last              (HwSession            *self);

/* "position": G_MAXUINT64 when a whole step is shown, else the event in the statement of step + 1 before which it stands. */
guint64     hw_session_get_position         (HwSession            *self);
void        hw_session_go_to_position       (HwSession            *self,
                                             guint64               position);
void        hw_session_go_next_event        (HwSession            *self);
void        hw_session_go_previous_event    (HwSession            *self);

/* To the next (or, with [backwards], previous) state of a mark of this kind. FALSE if there is none. */
gboolean    hw_session_go_to_mark           (HwSession            *self,
                                             HwMarkKind            kind,
                                             gboolean              backwards);

/* To the next state whose statement has an event of the selected object; searches off the main thread. "failed" is emitted if
 * there is none. */
void        hw_session_go_to_selected_event (HwSession            *self,
                                             gboolean              backwards);

/* "playing": steps on by itself, "speed" steps a second (0.25 to 32), up to the last state. */
gboolean    hw_session_get_playing          (HwSession            *self);
void        hw_session_set_playing          (HwSession            *self,
                                             gboolean              playing);
double      hw_session_get_speed            (HwSession            *self);
void        hw_session_set_speed            (HwSession            *self,
                                             double                speed);

/* "image": what is shown now; "before-image": the state one step earlier, to mark changes against; both may be NULL, and both are
 * set when notify::image is emitted. */
HwImage    *hw_session_get_image            (HwSession            *self);
HwImage    *hw_session_get_before_image     (HwSession            *self);

/* The step of the image, and whether an image is being made. */
guint       hw_session_get_image_step       (HwSession            *self);
gboolean    hw_session_get_busy             (HwSession            *self);

/* ------------------------------------------------------------------------------------------------------ selection and options */

/* "selection", "hovered": serials; 0 none. A serial may name an object that is not alive in the image. */
guint32     hw_session_get_selection        (HwSession            *self);
void        hw_session_select               (HwSession            *self,
                                             guint32               serial);
guint32     hw_session_get_hovered          (HwSession            *self);
void        hw_session_set_hovered          (HwSession            *self,
                                             guint32               serial);

/* "highlight": what views of the heap light up on behalf of the inspector; NULL: nothing. */
HwHighlight *hw_session_get_highlight       (HwSession            *self);
void        hw_session_set_highlight        (HwSession            *self,
                                             HwHighlight          *highlight);

/* How pictures are made: also the properties "layout", "colour-by", "group-by" (guint: HwLayout, HwColour, HwGrouping), "trim"
 * (HwTrim, forgotten when another scenario is loaded), "dark", "show-background", "show-atoms", "focus" and "centre" (guint serials;
 * choosing the radial layout puts the selection into its centre) and "depth". "options" is notified once after any of them has
 * changed. The selection is filled in. */
void        hw_session_get_picture_options  (HwSession            *self,
                                             HwPictureOptions     *options);

/* The trim in those options is borrowed; this takes a reference to another. */
void        hw_session_set_trim             (HwSession            *self,
                                             HwTrim               *trim);

/* Asks the source view to show a line ("reveal-line" signal, guint). */
void        hw_session_reveal_line          (HwSession            *self,
                                             guint                 line);

/* Tells the user one sentence, as a toast ("failed" signal, const char *). */
void        hw_session_report               (HwSession            *self,
                                             const char           *message);

G_END_DECLS
