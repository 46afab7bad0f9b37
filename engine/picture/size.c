/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The sizes of nodes and rows, from what is written in them. */

#include "picture/content.h"
#include "picture/look.h"

#include <math.h>

double
hw_content_mark_width (HwMeasure         *measure,
                       const HwSceneNode *node)
{
  return *node->mark ? hw_measure_width (measure, HW_FONT_MARK, node->mark) + 8 : 0;
}

double
hw_content_badge_width (HwMeasure         *measure,
                        const HwSceneNode *node)
{
  if (!*node->badge)
    return 0;
  return MAX (hw_measure_width (measure, HW_FONT_BADGE, node->badge) + 10, HW_BADGE_HEIGHT);
}

void
hw_content_measure (HwMeasure     *measure,
                    HwPictureNode *node,
                    HwSceneRow    *rows)
{
  HwSceneNode *shown = &node->shown;
  double mark = hw_content_mark_width (measure, shown), badge = hw_content_badge_width (measure, shown);
  double head = shown->kind == HW_NODE_FRAME ? HW_TABLE_HEIGHT : HW_HEAD_HEIGHT;
  double width = 2 * HW_PADDING + hw_measure_width (measure, HW_FONT_TITLE, shown->title);

  width += (mark > 0 ? mark + 6 : 0) + (badge > 0 ? badge + 10 : 0);
  width = MAX (width, 2 * HW_PADDING + hw_measure_width (measure, HW_FONT_SUBTITLE, shown->subtitle));
  for (guint i = 0; i < shown->n_rows; i++)
    if (*rows[i].value)
      node->label_width = MAX (node->label_width, hw_measure_width (measure, HW_FONT_LABEL, rows[i].label));
  for (guint i = 0; i < shown->n_rows; i++) {
    double label = hw_measure_width (measure, HW_FONT_LABEL, rows[i].label);
    double value = hw_measure_width (measure, HW_FONT_VALUE, rows[i].value);

    width = MAX (width, 2 * HW_PADDING + (*rows[i].value ? node->label_width + 12 + value : label + HW_DOT_SPACE));
  }
  shown->rect.width = ceil (MAX (width, HW_MIN_WIDTH));
  shown->rect.height = head + shown->n_rows * HW_ROW_HEIGHT + (shown->n_rows > 0 ? 4 : 0);
  for (guint i = 0; i < shown->n_rows; i++)
    rows[i].rect = (HwRect) { 0, head + 2 + i * HW_ROW_HEIGHT, shown->rect.width, HW_ROW_HEIGHT };
  node->reserve_width = shown->rect.width;
  node->reserve_height = shown->rect.height;
}
