/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A scene as SVG. */

#pragma once

#include "picture/scene.h"

/* Owned. */
char       *hw_scene_to_svg      (HwScene    *scene);

/* What several SVG elements within one web page share: for each colour of a light scene that is another in the dark one, a class and
 * the rule that makes it dark. */
typedef struct {
  GHashTable *classes; /* "f", light and dark colour → name */
  GString    *rules;   /* of the dark colours */
} HwSvgTheme;

HwSvgTheme *hw_svg_theme_new     (void);
void        hw_svg_theme_free    (HwSvgTheme *theme);

/* The scene as an svg element for a web page: no declaration, no style of its own, [prefix] before every id. [dark] is the same scene in
 * dark colours, or NULL to have no second colours. Owned. */
char       *hw_scene_to_svg_part (HwScene    *scene,
                                  HwScene    *dark,
                                  const char *prefix,
                                  HwSvgTheme *theme);

/* The rules for the texts and lines of such elements, for those within [scope], a selector with a space behind it, or "". Owned. */
char       *hw_svg_dup_style     (const char *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSvgTheme, hw_svg_theme_free)
