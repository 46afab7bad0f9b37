/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window remembers from one start to the next. Kept by GSettings where the schema is installed (a program started
 * from its build folder need not have it); else, and for keys that an older schema lacks, kept for this process only.
 *
 * X (identifier, key, kind, default): kind is one of INT, BOOLEAN, STRING. */

#pragma once

#include "hw-types-ui.h"

G_BEGIN_DECLS

#define HW_SETTING_LIST(X)                                \
  X (WINDOW_WIDTH, "window-width", INT, 1280)             \
  X (WINDOW_HEIGHT, "window-height", INT, 800)            \
  X (WINDOW_MAXIMIZED, "window-maximized", BOOLEAN, FALSE) \
  X (PYTHON_VERSION, "python-version", STRING, "3.13")    \
  X (LAYOUT, "layout", STRING, "layered")                 \
  X (COLOUR_BY, "colour-by", STRING, "generation")        \
  X (SHOW_BACKGROUND, "show-background", BOOLEAN, FALSE)  \
  X (GROUP_BY, "group-by", STRING, "type")                \
  X (SHOW_ATOMS, "show-atoms", BOOLEAN, FALSE)            \
  X (SIDEBAR_WIDTH, "sidebar-width", INT, 360)            \
  X (OUTPUT_HEIGHT, "output-height", INT, 190)            \
  X (INSPECTOR_WIDTH, "inspector-width", INT, 290)        \
  X (TABLE_HEIGHT, "table-height", INT, 220)              \
  X (SHOW_MINIMAP, "show-minimap", BOOLEAN, TRUE)         \
  X (ANIMATION_SPEED, "animation-speed", STRING, "normal") \
  X (COLOUR_SCHEME, "colour-scheme", STRING, "system")

typedef enum {
#define HW_X(id, key, kind, fallback) HW_SETTING_##id,
  HW_SETTING_LIST (HW_X)
#undef HW_X
  HW_N_SETTINGS
} HwSetting;

#define HW_TYPE_SETTINGS (hw_settings_get_type ())

G_DECLARE_FINAL_TYPE (HwSettings, hw_settings, HW, SETTINGS, GObject)

HwSettings *hw_settings_new         (void);

int         hw_settings_get_int     (HwSettings *self,
                                     HwSetting   setting);
gboolean    hw_settings_get_boolean (HwSettings *self,
                                     HwSetting   setting);
char       *hw_settings_dup_string  (HwSettings *self,
                                     HwSetting   setting);
void        hw_settings_set_int     (HwSettings *self,
                                     HwSetting   setting,
                                     int         value);
void        hw_settings_set_boolean (HwSettings *self,
                                     HwSetting   setting,
                                     gboolean    value);
void        hw_settings_set_string  (HwSettings *self,
                                     HwSetting   setting,
                                     const char *value);

/* "changed" is emitted with the HwSetting (guint) that got another value. */

G_END_DECLS
