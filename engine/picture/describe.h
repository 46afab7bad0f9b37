/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture as a cgraph graph. */

#pragma once

#include "picture/picture.h"

typedef enum {
  HW_DESCRIBE_FULL,  /* with all texts: for people and for any Graphviz program */
  HW_DESCRIBE_SIZES, /* the same graph with blank cells of the measured sizes: quick to lay out, and without fonts */
} HwDescribe;

/* The graph in the DOT language. Owned. */
char *hw_describe (HwPicture  *picture,
                   HwDescribe  what);
