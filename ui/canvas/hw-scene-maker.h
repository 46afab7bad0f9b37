/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the scene of what a session shows, off the main thread, and keeps objects in their places while stepping. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_SCENE_MAKER (hw_scene_maker_get_type ())

G_DECLARE_FINAL_TYPE (HwSceneMaker, hw_scene_maker, HW, SCENE_MAKER, GObject)

HwSceneMaker *hw_scene_maker_new         (HwSession    *session);

/* "scene": the newest one, or NULL while there is no image. Borrowed. */
HwScene      *hw_scene_maker_get_scene   (HwSceneMaker *self);

/* The image that "scene" shows; NULL if there is none. Borrowed. */
HwImage      *hw_scene_maker_get_image   (HwSceneMaker *self);

/* How many times places were given up, because of another record or other options: scenes of one number agree in their
 * places. */
guint         hw_scene_maker_get_era     (HwSceneMaker *self);

/* Whether the era began with another record only, under the same options. */
gboolean      hw_scene_maker_is_edited   (HwSceneMaker *self);

/* Gives up all places, and lays out what is shown now, without regard to what other steps show. What comes later finds
 * places as it comes. */
void          hw_scene_maker_lay_out_again (HwSceneMaker *self);

/* "busy": a scene is being made. */
gboolean      hw_scene_maker_get_busy    (HwSceneMaker *self);

G_END_DECLS
