/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A scene as SVG. */

#pragma once

#include "picture/scene.h"

/* Owned. */
char *hw_scene_to_svg (HwScene *scene);
