/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The application: one instance, a window for each scenario, what belongs to no window. */

#pragma once

#include <adwaita.h>

#include "hw-types-ui.h"

G_BEGIN_DECLS

#define HW_TYPE_APPLICATION (hw_application_get_type ())

G_DECLARE_FINAL_TYPE (HwApplication, hw_application, HW, APPLICATION, AdwApplication)

/* Opens the files it is given as arguments, each in a window; without any, the welcome page. */
HwApplication *hw_application_new (void);

G_END_DECLS
