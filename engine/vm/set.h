/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What set.c and set-methods.c share. */

#pragma once

#include "vm/containers.h"

extern const HwNativeDef hw_set_methods[], hw_frozenset_methods[];

/* set or frozenset, whatever subclass [set] is of. */
HwType   *hw_set_base_type                   (HwVm     *vm,
                                              HwObject *set);
/* 1, 0, -1; both sets. */
int       hw_set_is_subset                   (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
gboolean  hw_set_lookup_hash                 (HwVm      *vm,
                                              HwObject  *key,
                                              gint64    *hash,
                                              HwObject **stand_in);
/* New sets; [other] is any iterable. */
HwObject *hw_set_intersection                (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
HwObject *hw_set_union                       (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
HwObject *hw_set_difference                  (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
HwObject *hw_set_symmetric_difference        (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
gboolean  hw_set_intersection_update         (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
gboolean  hw_set_difference_update           (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
gboolean  hw_set_symmetric_difference_update (HwVm     *vm,
                                              HwObject *self,
                                              HwObject *other);
