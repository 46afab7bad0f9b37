/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing a file as a whole or not at all. */

#pragma once

#include <glib.h>

/* Writes [bytes] to [path]: to a new file beside it, which then takes its name and, if there was a file, its mode. A symbolic link stays
 * one; a device or a pipe is written to. FALSE with HW_ERROR_IO, and nothing has changed. */
gboolean hw_file_write      (const char  *path,
                             GBytes      *bytes,
                             GError     **error);

/* Sets [error] to HW_ERROR_IO, "PATH cannot be written: …" by the errno [code]. Returns FALSE. */
gboolean hw_file_write_fail (const char  *path,
                             int          code,
                             GError     **error);
