/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Objects of kind NATIVE that modules make: field 0 is their __dict__, made when something is put into it, the others are named here. */

#pragma once

#include "vm/containers.h"

enum { HW_NATIVE_DICT };

/* An object of the class [name] with [n_fields] fields in all, tracked. The class is made with [native] when it is first asked for. */
HwObject *hw_native_object_new    (HwVm         *vm,
                                   HwType       *type,
                                   guint32       n_fields);
/* get_attribute and set_attribute of such a class: attributes of its own dict first. */
HwObject *hw_native_get_attribute (HwVm         *vm,
                                   HwObject     *self,
                                   HwObject     *name);
gboolean  hw_native_set_attribute (HwVm         *vm,
                                   HwObject     *self,
                                   HwObject     *name,
                                   HwObject     *value);
/* functools.update_wrapper (wrapper, wrapped) with the usual attributes. FALSE: exception. */
gboolean  hw_update_wrapper       (HwVm         *vm,
                                   HwObject     *wrapper,
                                   HwObject     *wrapped);
