/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps unsaved text safe: while a session is modified, a copy of its text lies in the user's state folder, written shortly after
 * each change. It goes when the text is saved or given up; if the program ends otherwise, the next start finds it. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

/* A copy that an earlier start left. */
typedef struct {
  char  *path;
  char  *name;
  char  *text;
  GFile *file; /* where it was from, or NULL */
} HwAutosaveEntry;

#define HW_TYPE_AUTOSAVE (hw_autosave_get_type ())

G_DECLARE_FINAL_TYPE (HwAutosave, hw_autosave, HW, AUTOSAVE, GObject)

HwAutosave *hw_autosave_new         (HwSession       *session);

/* The session's text is the one that was rescued in [entry]: its copy is this session's from now on. */
void        hw_autosave_adopt       (HwAutosave      *self,
                                     HwAutosaveEntry *entry);

/* The text was given up: removes the copy. */
void        hw_autosave_discard     (HwAutosave      *self);

/* All copies left by programs that no longer run, as HwAutosaveEntry. Owned. */
GPtrArray  *hw_autosave_list         (void);
void        hw_autosave_entry_remove (HwAutosaveEntry *entry);

G_END_DECLS
