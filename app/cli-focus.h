/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the object that an expression such as a.ref[0]['k'] names in an image. */

#pragma once

#include "hw-image.h"

G_BEGIN_DECLS

/* The serial of the object that [expression] names: a variable of the innermost frame or the module, followed by attributes and items,
 * or #SERIAL. 0 with HW_ERROR_ARGUMENT if it names none. */
guint32 hw_cli_find_object (HwImage     *image,
                            const char  *expression,
                            GError     **error);

G_END_DECLS
