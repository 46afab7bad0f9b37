/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a scene looks, said once: the canvas, PDF, PNG and SVG are painters that are given the same shapes. */

#pragma once

#include "picture/measure.h"
#include "picture/scene.h"

#define HW_NO_COLOUR G_MAXUINT32

typedef enum {
  HW_CORNERS_NONE = 0,
  HW_CORNERS_TOP = 1,
  HW_CORNERS_BOTTOM = 2,
  HW_CORNERS_ALL = 3,
} HwCorners;

typedef struct {
  guint32 fill; /* or HW_NO_COLOUR; so is the stroke */
  guint32 stroke;
  double  width; /* of the stroke */
  gboolean dashed;
} HwPaint;

typedef struct _HwPainter HwPainter;

struct _HwPainter {
  HwMeasure    *measure;
  const HwRect *clip;     /* what lies outside need not be painted; NULL: all */
  double        scale;    /* device pixels for a point; 0 if that has no meaning */
  const HwSceneParts *parts; /* NULL: all */

  /* Around all shapes of one node or edge. [id] and [title] name it for whoever reads the file. Either may be NULL. */
  void (*begin)   (HwPainter *painter, const char *id, const char *title);
  void (*end)     (HwPainter *painter);
  void (*box)     (HwPainter *painter, const HwRect *rect, double radius, HwCorners corners, const HwPaint *paint);
  /* Cubic curves, as in HwSceneEdge. */
  void (*curve)   (HwPainter *painter, const double *points, guint n_points, const HwPaint *paint);
  void (*polygon) (HwPainter *painter, const double *points, guint n_points, const HwPaint *paint);
  void (*circle)  (HwPainter *painter, double x, double y, double radius, const HwPaint *paint);
  /* One line of text from [x] on. */
  void (*text)    (HwPainter *painter, HwFont font, double x, double baseline, guint32 colour, const char *text);
};

void hw_scene_paint (HwScene   *scene,
                     HwPainter *painter);
