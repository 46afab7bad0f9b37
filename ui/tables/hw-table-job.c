/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The work of a table view's refresh. Nothing here knows a widget. */

#include "hw-table-job.h"

void
hw_table_job_free (HwTableJob *job)
{
  g_clear_pointer (&job->image, hw_image_unref);
  g_clear_pointer (&job->before, hw_image_unref);
  g_clear_pointer (&job->timeline, hw_timeline_unref);
  g_clear_pointer (&job->table, hw_table_unref);
  g_clear_pointer (&job->changes, hw_changes_free);
  g_free (job->filter);
  g_free (job->index);
  g_free (job);
}

gboolean
hw_table_job_run (HwTableJob   *job,
                  GCancellable *cancellable)
{
  if (job->table == NULL)
    job->table = hw_table_new (job->kind, job->image, job->timeline, &job->options, cancellable);
  if (job->table == NULL)
    return FALSE;
  if (!hw_table_kind_needs_timeline (job->kind))
    job->changes = hw_changes_new (job->before, job->image);

  job->n_index = hw_table_get_n_rows (job->table);
  if (job->sort_column != G_MAXUINT) {
    job->index = hw_table_sort (job->table, job->sort_column, job->descending, cancellable);
    if (job->index == NULL)
      return FALSE;
  }
  if (*job->filter != '\0') {
    g_autofree guint32 *sorted = g_steal_pointer (&job->index);

    job->index = hw_table_filter (job->table, job->filter, sorted, job->n_index, &job->n_index, cancellable);
    if (job->index == NULL)
      return FALSE;
  }
  return TRUE;
}
