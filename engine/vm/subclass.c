/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Instances of user classes that derive from numbers, texts and bytes. Models PyType_GenericAlloc and the sizes that type_new gives such
 * classes: a header before the object for the collector and for managed pointers, or words for them behind it. */

#include "vm/numbers.h"

guint32
hw_subclass_block (HwVm    *vm,
                   HwType  *type,
                   guint32  size,
                   gboolean is_var)
{
  const HwProfile *profile = H (vm)->profile;
  gboolean older = profile->instance_size > 48; /* 3.11: only fixed sizes have a managed dict; weak lists lie in the object */
  guint32 block = size;

  if (!older)
    return ((block + 7) & ~7u) + 16 + (type->has_dict || type->has_weakrefs ? 16 : 0);
  if (is_var)
    return ((block + (type->has_dict ? 8 : 0) + 7) & ~7u) + 16;
  return block + (type->has_weakrefs ? 8 : 0) + 16 + (type->has_dict ? 16 : 0);
}

HwObject *
hw_subclass_new (HwVm    *vm,
                 HwType  *type,
                 HwKind   kind,
                 guint32  size,
                 gboolean is_var)
{
  HwObject *object = hw_object_new (H (vm), type, kind, hw_subclass_block (vm, type, size, is_var));

  hw_object_init_attrs (H (vm), object);
  if (type->is_gc)
    hw_object_track (H (vm), object);
  return object;
}
