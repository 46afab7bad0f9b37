/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "picture/pdf.h"

/* Whatever the clock says. */
#define DATE "2000-01-01T00:00:00Z"

cairo_status_t
hw_bytes_append_cb (void                *bytes,
                    const unsigned char *data,
                    unsigned int         length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *
hw_pdf_surface_new (GByteArray *bytes,
                    double      width,
                    double      height,
                    const char *title,
                    const char *subject)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (hw_bytes_append_cb, bytes, width, height);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Heapwright");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, DATE);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, DATE);
  return surface;
}
