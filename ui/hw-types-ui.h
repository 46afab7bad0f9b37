/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Forward declarations of the window's classes, so that their headers need not include each other. */

#pragma once

#include <gtk/gtk.h>

#include "hw-types.h"

G_BEGIN_DECLS

typedef struct _HwApplication HwApplication;
typedef struct _HwCanvas HwCanvas;
typedef struct _HwInspector HwInspector;
typedef struct _HwOutputPane HwOutputPane;
typedef struct _HwSession HwSession;
typedef struct _HwSettings HwSettings;
typedef struct _HwSourcePane HwSourcePane;
typedef struct _HwTables HwTables;
typedef struct _HwTimeBar HwTimeBar;
typedef struct _HwTimeScale HwTimeScale;
typedef struct _HwWelcome HwWelcome;
typedef struct _HwWindow HwWindow;

G_END_DECLS
