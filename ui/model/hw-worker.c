/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hw-worker.h"

static void
completed_cb (GTask        *task,
              GParamSpec   *pspec,
              GApplication *application)
{
  g_application_release (application);
}

void
hw_worker_run (GTask          *task,
               GTaskThreadFunc func)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL) {
    g_application_hold (application);
    g_signal_connect_object (task, "notify::completed", G_CALLBACK (completed_cb), application, 0);
  }
  g_task_run_in_thread (task, func);
}
