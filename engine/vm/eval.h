/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the evaluator's loop (eval.c) hands to eval-*.c: instructions that are more than a few lines. Operands lie on the frame's stack; a
 * gboolean result of FALSE means an exception is set, with the operands taken from the stack all the same. */

#pragma once

#include "vm/machine.h"
#include "vm/numbers.h"

typedef enum { HW_CALL_FAILED, HW_CALL_DONE, HW_CALL_ENTERED /* a frame was pushed: go on there */ } HwCallOutcome;

/* eval-names.c */
gboolean  hw_raise_unbound      (HwVm *vm, HwFrame *frame, guint32 slot); /* always FALSE */
HwObject *hw_load_class_deref   (HwVm *vm, HwFrame *frame, guint32 slot);
HwObject *hw_load_name          (HwVm *vm, HwFrame *frame, HwObject *name);
HwObject *hw_load_global        (HwVm *vm, HwFrame *frame, HwObject *name);
gboolean  hw_delete_name        (HwVm *vm, HwObject *dict, HwObject *name);
HwObject *hw_import_from        (HwVm *vm, HwObject *module, HwObject *name);
void      hw_setup_annotations  (HwVm *vm, HwFrame *frame);

/* eval-build.c */
void      hw_build_slice        (HwVm *vm, HwFrame *frame, guint32 n);
void      hw_build_list         (HwVm *vm, HwFrame *frame, guint32 n);
void      hw_build_tuple        (HwVm *vm, HwFrame *frame, guint32 n);
gboolean  hw_build_set          (HwVm *vm, HwFrame *frame, guint32 n);
gboolean  hw_build_map          (HwVm *vm, HwFrame *frame, guint32 n);
gboolean  hw_build_const_map    (HwVm *vm, HwFrame *frame, guint32 n);
void      hw_build_string       (HwVm *vm, HwFrame *frame, guint32 n);
gboolean  hw_extend_collection  (HwVm *vm, HwFrame *frame, HwOpcode op, guint32 depth);
/* "module.name()", as errors about a call name the callable; new. */
char     *hw_describe_callable   (HwVm *vm, HwObject *callable);
HwObject *hw_list_to_tuple      (HwVm *vm, HwObject *list);
gboolean  hw_format_value       (HwVm *vm, HwFrame *frame, guint32 argument);
gboolean  hw_unpack             (HwVm *vm, HwFrame *frame, guint32 n);
gboolean  hw_unpack_ex          (HwVm *vm, HwFrame *frame, guint32 before, guint32 after);
HwObject *hw_not                (HwVm *vm, HwObject *object);
HwObject *hw_contains_result    (HwVm *vm, HwObject *container, HwObject *item, gboolean negated);
void      hw_make_function_object (HwVm *vm, HwFrame *frame, guint32 flags);

/* eval-call.c */
HwCallOutcome hw_call_on_stack          (HwVm *vm, HwFrame *frame, guint32 n);
HwCallOutcome hw_call_keywords_on_stack (HwVm *vm, HwFrame *frame, guint32 n);
HwCallOutcome hw_call_unpacked_on_stack (HwVm *vm, HwFrame *frame, gboolean keywords);

/* eval-exceptions.c */
/* TRUE: the exception handled is raised again, which adds no entry to its traceback. */
gboolean  hw_raise_on_stack     (HwVm *vm, HwFrame *frame, guint32 n);
gboolean  hw_before_with        (HwVm *vm, HwFrame *frame);
gboolean  hw_push_exit_self     (HwVm *vm, HwFrame *frame);
/* A block of with ends: its exit function, on top, is called with three Nones and goes. */
gboolean  hw_call_exit           (HwVm *vm, HwFrame *frame);
gboolean  hw_with_exception     (HwVm *vm, HwFrame *frame);

/* eval-match.c */
gboolean  hw_match_pattern      (HwVm *vm, HwFrame *frame, HwOpcode op, guint32 argument);

/* generator.c */
void      hw_generator_finish   (HwVm *vm, HwFrame *frame);
/* TRUE with a value to yield in [result]; FALSE with the iterator's final value there, or NULL: exception. */
gboolean  hw_yield_from         (HwVm *vm, HwFrame *frame, HwObject **result);
