/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The built-in functions of numbers and characters. Models Python/bltinmodule.c. */

#include "vm/builtins.h"
#include "vm/numbers.h"

HwObject *
hw_builtin_abs (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  gboolean found;
  HwObject *result = hw_call_special (vm, args[0], HW_NAME___abs__, NULL, 0, &found);

  if (!found && vm->exception == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "bad operand type for abs(): '%s'", HW_TYPE_NAME (args[0]));
  return result;
}

/* A special method of [self] with one argument: NULL with [declined] if it is not there or gives NotImplemented. */
static HwObject *
try_special (HwVm     *vm,
             HwObject *self,
             HwNameId  name,
             HwObject *other,
             gboolean *declined)
{
  gboolean found;
  HwObject *result = hw_call_special (vm, self, name, &other, 1, &found);

  *declined = FALSE;
  if (result == H (vm)->not_implemented) {
    hw_decref (H (vm), result);
    result = NULL;
    *declined = TRUE;
  } else if (!found && vm->exception == NULL) {
    *declined = TRUE;
  }
  return result;
}

HwObject *
hw_builtin_divmod (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *left = args[0], *right = args[1], *result;
  gboolean is_derived = left->type != right->type && hw_type_is_subtype (right->type, left->type);
  gboolean declined;

  if (hw_is_exact (vm, left, int) && hw_is_exact (vm, right, int))
    return hw_int_divmod (vm, left, right);
  if (is_derived) {
    result = try_special (vm, right, HW_NAME___rdivmod__, left, &declined);
    if (!declined)
      return result;
  }
  result = try_special (vm, left, HW_NAME___divmod__, right, &declined);
  if (!declined)
    return result;
  if (!is_derived && left->type != right->type) {
    result = try_special (vm, right, HW_NAME___rdivmod__, left, &declined);
    if (!declined)
      return result;
  }
  return hw_raise (vm, HW_EXC_TypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'", HW_TYPE_NAME (left),
                   HW_TYPE_NAME (right));
}

HwObject *
hw_builtin_pow (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3];

  if (!hw_bind (vm, "pow", "base,exp,mod=", args, n, kwnames, values))
    return NULL;
  if (values[2] == NULL || values[2] == H (vm)->none)
    return hw_binary (vm, HW_OPERATOR_POW, values[0], values[1]);
  if (hw_is_int (values[0]) && hw_is_int (values[1]) && hw_is_int (values[2]))
    return hw_int_power_modulo (vm, values[0], values[1], values[2]);
  if (values[0]->type->is_heap) {
    gboolean found;
    HwObject *result = hw_call_special (vm, values[0], HW_NAME___pow__, values + 1, 2, &found);

    if (found)
      return result;
  }
  if (values[0]->kind == HW_KIND_FLOAT)
    return hw_raise (vm, HW_EXC_TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  return hw_raise (vm, HW_EXC_TypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", HW_TYPE_NAME (values[0]),
                   HW_TYPE_NAME (values[1]), HW_TYPE_NAME (values[2]));
}

HwObject *
hw_builtin_round (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *values[2], *result;
  gboolean found;

  if (!hw_bind (vm, "round", "number,ndigits=", args, n, kwnames, values))
    return NULL;
  if (values[1] == NULL || values[1] == H (vm)->none)
    result = hw_call_special (vm, values[0], HW_NAME___round__, NULL, 0, &found);
  else
    result = hw_call_special (vm, values[0], HW_NAME___round__, &values[1], 1, &found);
  if (!found && vm->exception == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "type %s doesn't define __round__ method", HW_TYPE_NAME (values[0]));
  return result;
}

static HwObject *
digits_of (HwVm       *vm,
           HwObject   *object,
           const char *prefix,
           int         base)
{
  HwObject *integer = hw_index (vm, object);
  HwObject *result;
  g_autofree char *digits = NULL;

  if (integer == NULL)
    return NULL;
  digits = hw_int_to_digits (integer, base);
  result = hw_str_printf (vm, "%s%s%s", hw_int_sign (integer) < 0 ? "-" : "", prefix, digits);
  hw_decref (H (vm), integer);
  return result;
}

HwObject *
hw_builtin_bin (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return digits_of (vm, args[0], "0b", 2);
}

HwObject *
hw_builtin_oct (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return digits_of (vm, args[0], "0o", 8);
}

HwObject *
hw_builtin_hex (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return digits_of (vm, args[0], "0x", 16);
}

HwObject *
hw_builtin_chr (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  char text[8];
  gint64 code;

  if (!hw_index_value (vm, args[0], &code, TRUE))
    return NULL;
  if (code < 0 || code > 0x10ffff)
    return hw_raise (vm, HW_EXC_ValueError, "chr() arg not in range(0x110000)");
  if (code == 0)
    return hw_str_new (H (vm), "", 1);
  /* surrogates too are written as three bytes */
  return hw_str_new (H (vm), text, g_unichar_to_utf8 ((gunichar) code, text));
}

HwObject *
hw_builtin_ord (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *text = args[0];
  guint32 length;

  if (text->kind == HW_KIND_STR && text->as.str.n_chars == 1)
    return hw_int_new (H (vm), text->as.str.n_bytes == 1 ? (guchar) text->as.str.utf8[0] : g_utf8_get_char (text->as.str.utf8));
  if ((text->kind == HW_KIND_BYTES || text->kind == HW_KIND_BYTEARRAY) && text->as.bytes.n == 1)
    return hw_int_new (H (vm), text->as.bytes.data[0]);
  if (text->kind != HW_KIND_STR && text->kind != HW_KIND_BYTES && text->kind != HW_KIND_BYTEARRAY)
    return hw_raise (vm, HW_EXC_TypeError, "ord() expected string of length 1, but %s found", HW_TYPE_NAME (text));
  length = text->kind == HW_KIND_STR ? text->as.str.n_chars : text->as.bytes.n;
  return hw_raise (vm, HW_EXC_TypeError, "ord() expected a character, but string of length %u found", length);
}
