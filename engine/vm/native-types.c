/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Built-in classes that are only made when something asks for them: those of modules, and rare iterators. They are found again among the
 * subclasses of their base, so that nobody must keep them. */

#include "vm/containers.h"

HwType *
hw_native_type_get (HwVm               *vm,
                    const char         *name,
                    HwKind              kind,
                    HwType             *base,
                    guint               flags,
                    guint32             size,
                    const HwNativeType *native)
{
  HwType *made;

  for (guint i = 0; base->subclasses != NULL && i < base->subclasses->len; i++) {
    HwType *type = g_ptr_array_index (base->subclasses, i);

    if (!type->is_heap && g_str_equal (type->name, name))
      return type;
  }
  made = hw_native_type_new (vm, name, kind, base, flags, native);
  made->basic_size = size;
  return made;
}
