/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The options that say how a picture looks, for every verb that draws. */

#pragma once

#include "cli.h"

#include "hw-picture.h"

G_BEGIN_DECLS

/* As they stood on the command line. Texts are owned. */
typedef struct {
  char    *layout;
  char    *colour;
  char    *group;
  char   **hide_types;
  char   **hide_names;
  HwTrim  *trim;       /* made of those two */
  int      max_nodes;
  gboolean dark;
  gboolean atoms;
  gboolean background;
} HwCliPicture;

void     hw_cli_picture_clear (HwCliPicture     *picture);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwCliPicture, hw_cli_picture_clear)

void     hw_cli_picture_add   (GOptionContext   *context,
                               HwCliPicture     *picture);

/* Fills in all of [options], whose trim is the picture's. FALSE with [status]. */
gboolean hw_cli_picture_parse (const char         *verb,
                               HwCliPicture       *picture,
                               HwPictureOptions   *options,
                               int                *status);

/* Finds [text] among [names], and says on standard error which there are if it is none of them. TRUE, and [chosen] as it was, if it is
 * NULL. FALSE with [status]. */
gboolean hw_cli_choose        (const char        *verb,
                               const char        *option,
                               const char        *text,
                               const char *const *names,
                               guint              n_names,
                               guint             *chosen,
                               int               *status);

G_END_DECLS
