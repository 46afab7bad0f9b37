/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Work off the main thread that the program waits for at its end: whoever closes the last window cancels what is under way, and the
 * process ends when that has been given up, not in the midst of it. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As g_task_run_in_thread(). */
void hw_worker_run (GTask          *task,
                    GTaskThreadFunc func);

G_END_DECLS
