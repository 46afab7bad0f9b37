/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Instances of user classes that derive from numbers, texts and bytes. Models PyType_GenericAlloc. */

#include "vm/numbers.h"

HwObject *
hw_subclass_new (HwVm           *vm,
                 HwType         *type,
                 const HwObject *payload)
{
  HwObject probe = *payload;
  HwObject *object;

  probe.type = type;
  probe.flags = type->is_gc ? HW_FLAG_GC : 0;
  object = hw_object_new (H (vm), type, probe.kind, hw_object_get_request (H (vm), &probe));
  object->sub = probe.sub;
  object->as = probe.as;
  hw_emit_size (H (vm), object, 0, 0);
  hw_object_init_attrs (H (vm), object);
  if (type->is_gc)
    hw_object_track (H (vm), object);
  return object;
}
