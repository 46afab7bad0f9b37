/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* PDF files in memory that are the same from run to run. */

#pragma once

#include <cairo-pdf.h>
#include <glib.h>

/* A cairo_write_func_t that appends to a GByteArray. */
cairo_status_t   hw_bytes_append_cb (void                *bytes,
                                     const unsigned char *data,
                                     unsigned int         length);

/* Pages of that size in points, written to [bytes]. Owned. */
cairo_surface_t *hw_pdf_surface_new (GByteArray          *bytes,
                                     double               width,
                                     double               height,
                                     const char          *title,
                                     const char          *subject);
