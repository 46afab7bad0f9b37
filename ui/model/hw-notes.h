/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes pinned to objects. A note is a comment of the scenario, at the end of the line whose statement makes the object:
 *
 *   a = Node()  # note: the first one
 *   pair = [Node(), Node()]  # note: left  # note 2: right  # note 3: holds both
 *
 * The number counts what the line makes in the whole run: instances in the order in which they are made, then classes and
 * functions, then containers and all else but plain values. Without a number it is the first. So notes are saved, undone and
 * shared with the text. */

#pragma once

#include "hw-gesture.h"

G_BEGIN_DECLS

typedef struct {
  guint  line;   /* from 1 */
  guint  number; /* from 1 */
  char  *text;
  gsize  begin;  /* its comment in the scenario's text, with the spaces before it: [begin, end) */
  gsize  end;
} HwNote;

/* The notes of a text, in order. HwNote, owned. */
GPtrArray  *hw_notes_list    (const char   *text);

/* Serial → text of all notes whose object the record has. Borrows nothing; owned. */
GHashTable *hw_notes_find    (HwTimeline   *timeline);

/* Which note is the object's: FALSE if it can have none, as what is there from the start and plain values. */
gboolean    hw_notes_address (HwTimeline   *timeline,
                              guint32       serial,
                              guint        *line,
                              guint        *number);

/* The edit that writes [note] there, in the place of one that there is; NULL or "" takes that away. HW_ERROR_REFUSED where
 * no comment can stand. Owned. */
HwEdit     *hw_notes_edit    (const char   *text,
                              guint         line,
                              guint         number,
                              const char   *note,
                              GError      **error);

G_END_DECLS
