/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The error domain and the names of the modelled versions. */

#include "hw-types.h"

static const char *const python_names[] = {
#define HW_X(id, text, minor) text,
  HW_PYTHON_LIST (HW_X)
#undef HW_X
};

const char *
hw_python_to_string (HwPython python)
{
  g_return_val_if_fail ((guint) python < HW_N_PYTHONS, NULL);

  return python_names[python];
}

gboolean
hw_python_parse (const char *text,
                 HwPython   *python)
{
  for (guint i = 0; i < HW_N_PYTHONS; i++) {
    if (g_str_equal (text, python_names[i])) {
      *python = (HwPython) i;
      return TRUE;
    }
  }
  return FALSE;
}

G_DEFINE_QUARK (hw-error-quark, hw_error)
