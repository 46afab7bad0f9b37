/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the installed files are. In order: the environment's HEAPWRIGHT_DATA (the data/ folder of a checkout) and HEAPWRIGHT_LIBEXEC
 * (where heapwright-layout was built), the place relative to the running program, the place it was configured for. So a tree that
 * was moved after its installation still works. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The path of [name] ("scenarios", "scenarios/01-creation-and-rebinding.py") in the data folder; NULL if there is no such file. Owned. */
char  *hw_paths_dup_data      (const char *name);

/* The path of the helper program [name] ("heapwright-layout"); NULL if there is none. Owned. */
char  *hw_paths_dup_program   (const char *name);

/* The paths of all lessons, in the order of their numbers; empty if no data is found. Owned, NULL-terminated. */
char **hw_paths_dup_lessons   (void);

G_END_DECLS
