/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the number types share among themselves and offer to builtins and modules (divmod, pow, round, sum, math). */

#pragma once

#include "vm/vm.h"

/* Results with more bits than this are refused, so that no operation can hang or eat the memory. */
#define HW_INT_MAX_BITS 10000000

/* Digits that int() and str() convert between: sys.get_int_max_str_digits(). */
#define HW_INT_MAX_DIGITS 4300

/* The modulus of numeric hashes, 2**61 - 1. */
#define HW_HASH_MODULUS ((G_GUINT64_CONSTANT (1) << 61) - 1)
#define HW_HASH_INFINITY 314159
#define HW_HASH_IMAGINARY 1000003

/* NotImplemented, new. */
static inline HwObject *
hw_not_implemented (HwVm *vm)
{
  return hw_newref (H (vm), H (vm)->not_implemented);
}

/* --------------------------------------------------------------------------------------------- instances of subclasses */

/* An instance of the class [type], a class statement's subclass of a built-in type: of the kind and with the payload of [payload], which is
 * taken over as it is; ready for attributes, and tracked. An int's big part is not to be in it. */
HwObject *hw_subclass_new        (HwVm *vm, HwType *type, const HwObject *payload);

/* --------------------------------------------------------------------------------------------------------------- ints */

/* The value of an int or bool that fits 64 bits. */
static inline gboolean
hw_int_get (const HwObject *object,
            gint64         *value)
{
  *value = object->as.integer.value;
  return object->as.integer.big == NULL;
}

/* Gives up the body of an int beyond 64 bits: for the heap's free_data hook. */
void      hw_int_free_big        (HwHeap *heap, HwObject *object);
/* Makes a fresh int object [z], which does not fit 64 bits. */
void      hw_int_set_big         (HwVm *vm, HwObject *object, const mpz_t z);
/* -1, 0 or 1. */
int       hw_int_sign            (const HwObject *object);
int       hw_int_compare         (HwObject *left, HwObject *right);
gint64    hw_int_hash            (HwObject *object);
/* str(int): NULL with ValueError over the limit of digits. */
char     *hw_int_to_text         (HwVm *vm, HwObject *object);
/* Digits in [base] without prefix or sign, of any length. */
char     *hw_int_to_digits       (HwObject *object, int base);
/* The arithmetic of ints; both must be int or bool. */
HwObject *hw_int_binary          (HwVm *vm, HwOperator op, HwObject *left, HwObject *right);
HwObject *hw_int_binary_big      (HwVm *vm, HwOperator op, HwObject *left, HwObject *right);
HwObject *hw_int_true_divide_big (HwVm *vm, HwObject *left, HwObject *right);
/* divmod (left, right). */
HwObject *hw_int_divmod          (HwVm *vm, HwObject *left, HwObject *right);
/* pow (base, exponent, modulus). */
HwObject *hw_int_power_modulo    (HwVm *vm, HwObject *base, HwObject *exponent, HwObject *modulus);
HwObject *hw_int_power           (HwVm *vm, HwObject *base, HwObject *exponent);
HwObject *hw_int_from_double     (HwVm *vm, double value);
/* An instance of int's subclass [type] with the value of [integer]. */
HwObject *hw_int_as_subclass     (HwVm *vm, HwType *type, HwObject *integer);
/* int(object): a new exact int. */
HwObject *hw_int_of              (HwVm *vm, HwObject *object);

extern const HwNativeDef hw_int_methods[];

/* -------------------------------------------------------------------------------------------------------------- floats */

/* The shortest digits that read back as [value] (finite, not negative), without a point: "15", point after *point of them. */
char     *hw_double_digits       (double value, int *point);
gint64    hw_double_hash         (HwObject *object, double value);
/* -1, 0, 1; both finite or infinite. */
int       hw_double_compare_int  (double left, HwObject *right);
/* float(object) as arithmetic sees it: ints and floats. 1; 0 another type; -1 exception. */
int       hw_double_of_operand   (HwVm *vm, HwObject *object, double *value);
/* float(object) as math sees it, with __float__ and __index__. FALSE: exception. */
gboolean  hw_double_of           (HwVm *vm, HwObject *object, double *value);
/* OverflowError (34, 'Numerical result out of range'). */
gpointer  hw_double_raise_range  (HwVm *vm);
HwObject *hw_double_power        (HwVm *vm, double left, double right);
gboolean  hw_double_divmod       (double left, double right, double *floor_quotient, double *remainder);
/* round (value, digits). */
HwObject *hw_double_round        (HwVm *vm, double value, gint64 digits);

extern const HwNativeDef hw_float_methods[];

HwObject *hw_complex_power       (HwVm *vm, HwObject *left, HwObject *right);
/* repr() of a complex number's two parts. */
char     *hw_complex_to_text     (double real, double imaginary);
