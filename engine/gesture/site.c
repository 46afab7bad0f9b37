/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sites: where in the text a statement goes that is to run when the cursor's statement has run. */

#include "gesture/writer.h"

/* The state in which the module goes on behind line [end], from state [step] on. */
static guint
find_state_behind (HwTimeline *timeline,
                   guint       step,
                   guint       begin,
                   guint       end)
{
  guint n_steps = hw_timeline_get_n_steps (timeline);

  while (step < n_steps) {
    const HwStep *next = hw_timeline_get_step (timeline, step + 1);

    if (next->depth == 0 && (next->line < begin || next->line > end))
      break;
    step++;
  }
  return step;
}

void
hw_site_find (HwTimeline *timeline,
              guint       step,
              HwPlace     place,
              HwSite     *site)
{
  HwScenario *scenario = hw_timeline_get_scenario (timeline);
  guint n_steps = hw_timeline_get_n_steps (timeline);
  guint outer = step;
  guint line = 0;

  site->offset = hw_scenario_get_length (scenario);
  site->step = n_steps;
  if (place == HW_PLACE_END || step > n_steps)
    return;
  while (outer > 0 && hw_timeline_get_step (timeline, outer)->depth > 0)
    outer--;
  if (outer > 0) {
    line = hw_timeline_get_step (timeline, outer)->line;
    line = hw_scenario_get_group_end (scenario, line);
  } else {
    line = hw_scenario_get_import_line (scenario) - 1;
  }
  site->offset = hw_scenario_get_offset (scenario, line + 1);
  site->step = find_state_behind (timeline, step, 0, line);
}
