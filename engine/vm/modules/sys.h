/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the module sys share. */

#pragma once

#include "vm/vm.h"

HwObject *hw_sys_version_info_new   (HwVm *vm, const guint numbers[3]);
HwObject *hw_sys_implementation_new (HwVm *vm, const guint numbers[3], gint64 hex);
/* sys.stdout, sys.stderr, sys.stdin and the originals. */
void      hw_sys_set_streams        (HwVm *vm, HwObject *dict);
/* Is it the stream that writes to the run's standard output? */
gboolean  hw_sys_is_stdout          (HwObject *stream);
