/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The instructions of the stack machine. Their names and their order of taking and releasing operands are CPython's where it has the same;
 * one word each: operation in the low 8 bits, argument above. X (identifier). */

#pragma once

#include <glib.h>

#define HW_OPCODE_LIST(X)                                                                                                       \
  X (STEP)  /* a statement begins; argument: its line */                                                                        \
  X (RESUME) /* a function begins or a generator goes on: a check point */                                                      \
  X (MAKE_CELL) /* slot: its value, if any, moves into a new cell */                                                            \
  X (RETURN_GENERATOR)                                                                                                          \
  X (POP) X (COPY) X (SWAP) X (PUSH_NULL)                                                                                       \
  X (LOAD_CONST) X (LOAD_CONST_BORROW)                                                                                            \
  X (LOAD_FAST) X (LOAD_FAST_BORROW) X (STORE_FAST) X (DELETE_FAST) X (CLEAR_FAST)                                              \
  X (LOAD_DEREF) X (STORE_DEREF) X (DELETE_DEREF) X (LOAD_CLOSURE) X (LOAD_CLASS_DEREF)                                         \
  X (LOAD_NAME) X (STORE_NAME) X (DELETE_NAME)                                                                                  \
  X (LOAD_GLOBAL) X (STORE_GLOBAL) X (DELETE_GLOBAL)                                                                            \
  X (LOAD_ATTR) X (STORE_ATTR) X (DELETE_ATTR) X (LOAD_METHOD)                                                                  \
  X (BINARY) X (INPLACE) X (UNARY) X (NOT) X (COMPARE) X (IS) X (CONTAINS)                                                      \
  X (GET_ITEM) X (SET_ITEM) X (DELETE_ITEM) X (BUILD_SLICE)                                                                     \
  X (BUILD_LIST) X (BUILD_TUPLE) X (BUILD_SET) X (BUILD_MAP) X (BUILD_CONST_MAP) X (BUILD_STRING)                               \
  X (LIST_APPEND) X (SET_ADD) X (MAP_ADD) X (LIST_EXTEND) X (SET_UPDATE) X (DICT_UPDATE) X (DICT_MERGE) X (LIST_TO_TUPLE)       \
  X (FORMAT)                                                                                                                    \
  X (UNPACK) X (UNPACK_EX)                                                                                                      \
  X (GET_ITER) X (FOR_ITER)                                                                                                     \
  X (JUMP) X (JUMP_BACKWARD) X (JUMP_IF_FALSE) X (JUMP_IF_TRUE) X (JUMP_IF_FALSE_OR_POP) X (JUMP_IF_TRUE_OR_POP)                \
  X (CALL) X (CALL_KEYWORDS) X (CALL_EX)                                                                                        \
  X (RETURN) X (YIELD) X (GET_YIELD_FROM_ITER) X (YIELD_FROM)                                                                   \
  X (MAKE_FUNCTION) X (LOAD_BUILD_CLASS)                                                                                        \
  X (PUSH_EXCEPTION) X (MATCH_EXCEPTION) X (POP_EXCEPTION) X (RERAISE) X (RAISE) X (LOAD_ASSERTION_ERROR)                       \
  X (BEFORE_WITH) X (PUSH_EXIT_SELF) X (CALL_EXIT) X (WITH_EXCEPTION)                                                                                            \
  X (IMPORT_NAME) X (IMPORT_FROM)                                                                                               \
  X (SETUP_ANNOTATIONS)                                                                                                         \
  X (MATCH_SEQUENCE) X (MATCH_MAPPING) X (MATCH_KEYS) X (MATCH_CLASS) X (GET_LEN)

typedef enum {
#define HW_X(id) HW_OP_##id,
  HW_OPCODE_LIST (HW_X)
#undef HW_X
  HW_N_OPCODES
} HwOpcode;

#define HW_INSTRUCTION(op, argument) ((guint32) (op) | (guint32) (argument) << 8)
#define HW_INSTRUCTION_OP(word) ((HwOpcode) ((word) & 0xff))
#define HW_INSTRUCTION_ARGUMENT(word) ((word) >> 8)

/* Flags of MAKE_FUNCTION, CPython's. */
enum { HW_MAKE_DEFAULTS = 1, HW_MAKE_KWDEFAULTS = 2, HW_MAKE_ANNOTATIONS = 4, HW_MAKE_CLOSURE = 8 };
/* Argument of FORMAT: conversion, and whether a format spec is on the stack. */
enum { HW_FORMAT_NONE, HW_FORMAT_STR, HW_FORMAT_REPR, HW_FORMAT_ASCII, HW_FORMAT_CONVERSION = 3, HW_FORMAT_HAS_SPEC = 4 };
