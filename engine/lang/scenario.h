/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rest of the engine may see of a scenario beyond hw-scenario.h: its tree and its symbol tables. */

#pragma once

#include "hw-scenario.h"
#include "lang/ast.h"
#include "lang/symtable.h"

G_BEGIN_DECLS

/* Borrowed, immutable, never NULL. To be compiled only if the scenario has no diagnostics. */
const HwAstTree  *hw_scenario_get_tree     (HwScenario *scenario);
const HwSymtable *hw_scenario_get_symtable (HwScenario *scenario);

/* The file as the program knows it: __file__, in tracebacks and traces. Absolute, or the name if the text is from no file. */
const char       *hw_scenario_get_path     (HwScenario *scenario);

G_END_DECLS
