/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* functools.total_ordering: the comparisons that a class lacks, each made from the one it has and __eq__. Models Lib/functools.py. */

#include "vm/modules/functools.h"
#include "vm/modules/native-method.h"

/* Calls the special method [root]; [combine]: how its truth and (in)equality give the answer. */
typedef enum {
  NOT_ROOT,            /* not root */
  ROOT_OR_EQUAL,       /* root or equal */
  NOT_ROOT_AND_UNEQUAL, /* not root and not equal */
  NOT_ROOT_OR_EQUAL,   /* not root or equal */
  ROOT_AND_UNEQUAL,    /* root and not equal */
} Combine;

static HwObject *
derive (HwVm     *vm,
        HwObject *self,
        HwObject *other,
        HwNameId  root,
        Combine   combine)
{
  gboolean found, negate = combine == NOT_ROOT || combine == NOT_ROOT_AND_UNEQUAL || combine == NOT_ROOT_OR_EQUAL;
  HwObject *result = hw_call_special (vm, self, root, &other, 1, &found);
  int truth, equal;

  if (result == NULL || result == H (vm)->not_implemented)
    return result;
  truth = hw_truth (vm, result);
  hw_decref (H (vm), result);
  if (truth < 0)
    return NULL;
  truth = truth != negate;
  if (combine == NOT_ROOT)
    return hw_bool_new (H (vm), truth);
  if (combine == ROOT_OR_EQUAL || combine == NOT_ROOT_OR_EQUAL) {
    if (truth)
      return hw_bool_new (H (vm), TRUE);
    equal = hw_compare_bool (vm, self, other, HW_COMPARE_EQ);
    return hw_result_bool (vm, equal);
  }
  if (!truth)
    return hw_bool_new (H (vm), FALSE);
  equal = hw_compare_bool (vm, self, other, HW_COMPARE_NOT_EQ);
  return hw_result_bool (vm, equal);
}

/* X (root, derived, how) */
#define DERIVED_LIST(X)             \
  X (lt, gt, NOT_ROOT_AND_UNEQUAL)  \
  X (lt, le, ROOT_OR_EQUAL)         \
  X (lt, ge, NOT_ROOT)              \
  X (le, ge, NOT_ROOT_OR_EQUAL)     \
  X (le, lt, ROOT_AND_UNEQUAL)      \
  X (le, gt, NOT_ROOT)              \
  X (gt, lt, NOT_ROOT_AND_UNEQUAL)  \
  X (gt, ge, ROOT_OR_EQUAL)         \
  X (gt, le, NOT_ROOT)              \
  X (ge, le, NOT_ROOT_OR_EQUAL)     \
  X (ge, gt, ROOT_AND_UNEQUAL)      \
  X (ge, lt, NOT_ROOT)

#define HW_X(root, derived, how)                                                                                          \
  static HwObject *derived##_from_##root (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)    \
  {                                                                                                                       \
    return derive (vm, self, args[0], HW_NAME___##root##__, how);                                                         \
  }
DERIVED_LIST (HW_X)
#undef HW_X

static const struct {
  HwNameId    root;
  HwNameId    derived;
  HwNativeDef def;
} derivations[] = {
#define HW_X(root, derived, how) \
  { HW_NAME___##root##__, HW_NAME___##derived##__, { "__" #derived "__", derived##_from_##root, HW_CALL_ONE } },
  DERIVED_LIST (HW_X)
#undef HW_X
};

/* Does the class have the comparison other than object's. */
static gboolean
defines (HwVm    *vm,
         HwType  *type,
         HwNameId name)
{
  HwObject *found = hw_type_lookup (vm, type, vm->names[name]);

  return found != NULL && found != hw_type_lookup (vm, vm->types[HW_TYPE_ID_object], vm->names[name]);
}

HwObject *
hw_functools_total_ordering (HwVm            *vm,
                             HwObject        *self,
                             HwObject *const *args,
                             guint            n,
                             HwObject        *kwnames)
{
  static const HwNameId roots[] = { HW_NAME___lt__, HW_NAME___le__, HW_NAME___gt__, HW_NAME___ge__ };
  gboolean has[G_N_ELEMENTS (roots)];
  HwType *type;
  int root = -1;

  if (args[0]->kind != HW_KIND_TYPE)
    return hw_raise (vm, HW_EXC_TypeError, "total_ordering() needs a class");
  type = hw_type_of_object (args[0]);
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++) {
    has[i] = defines (vm, type, roots[i]);
    if (has[i] && root < 0)
      root = (int) i;
  }
  if (root < 0)
    return hw_raise (vm, HW_EXC_ValueError, "must define at least one ordering operation: < > <= >=");
  for (guint i = 0; i < G_N_ELEMENTS (derivations); i++) {
    HwObject *method;
    gboolean done;

    if (derivations[i].root != roots[root] || defines (vm, type, derivations[i].derived))
      continue;
    method = hw_native_method_new (vm, &derivations[i].def);
    done = hw_set_attr (vm, args[0], vm->names[derivations[i].derived], method);
    hw_decref (H (vm), method);
    if (!done)
      return NULL;
  }
  return hw_newref (H (vm), args[0]);
}
