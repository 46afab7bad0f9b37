/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of facts per version: see profile.h. Each row was read off real interpreters. */

#include "heap/profile.h"

/* Letters that are identifiers of CPython's own C code, and so interned before any literal is. */
#define LETTERS "abcdefhijklmnopqrstvwxyBCLST_"

static const HwProfile profiles[HW_N_PYTHONS] = {
  [HW_PYTHON_3_11] = {
    .version = "3.11.2", .minor = 11,
    .threshold = { 700, 10, 10 }, .collects_in_allocation = TRUE,
    .untracks_tuples = TRUE, .untracks_dicts = TRUE, .tracks_dicts_lazily = TRUE,
    .startup_tracked = 5900,
    .getattr_bound = TRUE, .builds_keyword_names = TRUE,
    .varargs_in_tuple = TRUE, .extremes_in_tuple = TRUE, .immortal_count = 999999999, .frames_keep_locals = TRUE, .max_small_int = 256,
    .closing_clears_fresh_generators = TRUE, .separate_letters = LETTERS, .class_references = 3,
    .str_ascii = 49, .str_wide = 72, .tuple_header = 40,
    .instance_size = 56, .instance_block = 56,
    .function_size = 152, .class_size = 1688, .class_plain_size = 920, .static_type_size = 424,
    .generator_size = 168, .frame_size = 136, .exception_subclass_size = 96, .import_error_size = 112, .syntax_error_size = 152,
    .map_size = 48, .range_iterator_size = 48, .module_size = 72, .bytearray_empty = 56, .bytearray_header = 57,
    .dict_presize_3_11 = TRUE, .split_gives_even = TRUE, .list_of_views_even = TRUE, .keeps_slice = TRUE, .module_names = 9,
  },
  [HW_PYTHON_3_12] = {
    .version = "3.12.1", .minor = 12,
    .threshold = { 700, 10, 10 },
    .untracks_tuples = TRUE, .untracks_dicts = TRUE, .tracks_dicts_lazily = TRUE, .constant_tuples = HW_CONSTANTS_UNTRACKED, .pending_ignores_disable = TRUE,
    .startup_tracked = 5900,
    .copies_for_truth = TRUE,
    .immortals = TRUE, .interned_immortal = TRUE, .varargs_in_tuple = TRUE, .extremes_in_tuple = TRUE, .immortal_count = 4294967295u, .frames_keep_locals = TRUE, .max_small_int = 256,
    .generators_have_handler = TRUE, .enters_unpacked_calls = TRUE, .inlines_comprehensions = TRUE, .separate_letters = LETTERS, .class_references = 3,
    .str_ascii = 41, .str_wide = 56, .tuple_header = 40,
    .instance_size = 48, .instance_block = 48,
    .function_size = 160, .class_size = 1704, .class_plain_size = 936, .static_type_size = 432,
    .generator_size = 160, .frame_size = 136, .exception_subclass_size = 104, .import_error_size = 120, .syntax_error_size = 152,
    .map_size = 48, .range_iterator_size = 40, .module_size = 72, .bytearray_empty = 56, .bytearray_header = 57,
    .dict_presize_3_11 = TRUE, .list_of_views_even = TRUE, .keeps_slice = TRUE, .module_names = 9,
  },
  [HW_PYTHON_3_13] = {
    .version = "3.13.0", .minor = 13,
    .threshold = { 2000, 10, 10 },
    .untracks_tuples = TRUE, .untracks_dicts = TRUE, .tracks_dicts_lazily = TRUE, .inline_dict_opaque = TRUE,
    .startup_tracked = 5900,
    .copies_for_truth = TRUE,
    .immortals = TRUE, .varargs_in_tuple = TRUE, .immortal_count = 4294967295u, .max_small_int = 256,
    .generators_have_handler = TRUE, .enters_unpacked_calls = TRUE, .inlines_comprehensions = TRUE, .latin1_cached = TRUE, .class_notes = TRUE, .class_references = 3,
    .str_ascii = 41, .str_wide = 56, .tuple_header = 40,
    .instance_size = 48, .instance_block = 48, .values_in_instance = TRUE,
    .function_size = 160, .class_size = 1712, .class_plain_size = 944, .static_type_size = 416,
    .generator_size = 160, .frame_size = 152, .exception_subclass_size = 104, .import_error_size = 120, .syntax_error_size = 152,
    .map_size = 48, .range_iterator_size = 40, .module_size = 72, .bytearray_empty = 56, .bytearray_header = 57,
    .dict_presize_3_11 = TRUE, .keeps_slice = TRUE, .module_names = 9,
  },
  [HW_PYTHON_3_14] = {
    .version = "3.14.10", .minor = 14,
    .threshold = { 2000, 10, 10 },
    .untracks_tuples = TRUE, .builds_tuples_untracked = TRUE, .constant_tuples = HW_CONSTANTS_BUILT, .clears_weakrefs_again = TRUE,
    .startup_tracked = 5900,
    .copies_for_truth = TRUE, .folds_late = TRUE, .list_repr_holds = TRUE, .with_unbound = TRUE, .tuples_ask_no_length = TRUE,
    .immortals = TRUE, .math_errors_say_why = TRUE, .immortal_count = 3221225472u, .max_small_int = 256, .borrows_locals = TRUE, .borrows_up_to_gaps = TRUE, .releases_last_first = TRUE,
    .compares_right_first = TRUE,
    .closing_clears_fresh_generators = TRUE, .generators_have_handler = TRUE, .enters_unpacked_calls = TRUE, .inlines_comprehensions = TRUE, .lazy_annotations = TRUE, .class_notes = TRUE, .for_loop_checks_once = TRUE, .latin1_cached = TRUE, .class_references = 3,
    .str_ascii = 41, .str_wide = 56, .tuple_header = 48,
    .instance_size = 48, .instance_block = 48, .values_in_instance = TRUE,
    .function_size = 168, .class_size = 1720, .class_plain_size = 952, .static_type_size = 416,
    .generator_size = 168, .frame_size = 168, .exception_subclass_size = 104, .import_error_size = 120, .syntax_error_size = 160,
    .map_size = 56, .range_iterator_size = 40, .module_size = 72, .bytearray_empty = 56, .bytearray_header = 57,
    .list_small_never_shrinks = TRUE, .module_names = 8,
    .free_ints = 100, .free_list_iterators = 10, .free_tuple_iterators = 10, .free_ranges = 6, .free_range_iterators = 6,
    .free_methods = 20, .free_builtins = 16,
  },
  [HW_PYTHON_3_15] = {
    .version = "3.15.2", .minor = 15,
    .threshold = { 2000, 10, 10 },
    .untracks_tuples = TRUE, .builds_tuples_untracked = TRUE, .pairs_untracked = TRUE, .frozensets_untracked = TRUE, .plain_weakrefs_survive_finalizers = TRUE,
    .clears_weakrefs_again = TRUE,
    .startup_tracked = 5900, .names_wrong_results = TRUE,
    .copies_for_truth = TRUE, .folds_late = TRUE, .list_repr_holds = TRUE, .with_unbound = TRUE, .tuples_ask_no_length = TRUE, .borrows_constants = TRUE, .bytearray_in_bytes = TRUE,
    .immortals = TRUE, .math_errors_say_why = TRUE, .immortal_count = 3221225472u, .max_small_int = 1024, .borrows_locals = TRUE, .copies_keywords_only = TRUE, .releases_last_first = TRUE,
    .compares_right_first = TRUE, .multiplies_right_first = TRUE,
    .closing_clears_fresh_generators = TRUE, .generators_have_handler = TRUE, .enters_unpacked_calls = TRUE, .inlines_comprehensions = TRUE, .lazy_annotations = TRUE, .class_notes = TRUE, .for_loop_checks_once = TRUE, .latin1_cached = TRUE, .class_references = 1,
    .str_ascii = 41, .str_wide = 56, .tuple_header = 48,
    .instance_size = 48, .instance_block = 48, .values_in_instance = TRUE,
    .function_size = 168, .class_size = 1728, .class_plain_size = 960, .static_type_size = 424,
    .generator_size = 168, .frame_size = 168, .exception_subclass_size = 104, .import_error_size = 120, .syntax_error_size = 160,
    .map_size = 56, .range_iterator_size = 40, .module_size = 120, .bytearray_empty = 64, .bytearray_header = 97,
    .list_small_never_shrinks = TRUE, .loops_over_generators = TRUE, .module_names = 7,
    .free_ints = 100, .free_list_iterators = 10, .free_tuple_iterators = 10, .free_ranges = 6, .free_range_iterators = 6,
    .free_methods = 20, .free_builtins = 16,
  },
};

const HwProfile *
hw_profile_get (HwPython python)
{
  return &profiles[python];
}
