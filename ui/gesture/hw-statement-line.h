/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes an entry the line where statements are typed: Return writes the statement at the end of the scenario, Tab completes names and
 * attributes of the heap that is shown, Up and Down bring back what was typed before. What is no Python stays in the entry, with the
 * reason. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_STATEMENT_LINE (hw_statement_line_get_type ())

G_DECLARE_FINAL_TYPE (HwStatementLine, hw_statement_line, HW, STATEMENT_LINE, GObject)

/* [note] shows the reason, and what can follow when Tab has no single answer. It is hidden when there is nothing to say. The line is to be
 * given up before both. */
HwStatementLine *hw_statement_line_new (HwSession *session,
                                        GtkEntry  *entry,
                                        GtkLabel  *note);

G_END_DECLS
