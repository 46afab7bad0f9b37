/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes a table to standard output. */

#pragma once

#include "hw-table.h"

G_BEGIN_DECLS

typedef enum {
  HW_CLI_TABLE_TEXT, /* columns aligned, titles first */
  HW_CLI_TABLE_CSV,  /* names of columns first; quoted where needed, lines end in CR LF */
  HW_CLI_TABLE_JSON, /* an array of objects by names of columns; an empty number is null */
} HwCliTableFormat;

gboolean hw_cli_table_format_parse (const char       *text,
                                    HwCliTableFormat *format);

/* FALSE if standard output does not take it. */
gboolean hw_cli_write_table        (HwTable          *table,
                                    HwCliTableFormat  format);

G_END_DECLS
