/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The trashcan: containers nested more than 50 deep are put aside while they are deallocated, and finished when the outermost is done, so
 * that a list nested a million deep needs no deep stack. Models Objects/object.c: _PyTrash_thread_deposit_object,
 * _PyTrash_thread_destroy_chain. */

#include "heap/private.h"

#define NESTING 50

struct _HwTrashcan {
  int     depth;
  GArray *later; /* of HwObject *, last in, first out */
};

HwTrashcan *
hw_trashcan_new (void)
{
  HwTrashcan *trashcan = g_new0 (HwTrashcan, 1);

  trashcan->later = g_array_new (FALSE, FALSE, sizeof (HwObject *));
  return trashcan;
}

void
hw_trashcan_free (HwTrashcan *trashcan)
{
  g_array_unref (trashcan->later);
  g_free (trashcan);
}

/* FALSE if [object] was put aside. */
gboolean
hw_trashcan_begin (HwHeap   *heap,
                   HwObject *object)
{
  if (heap->trashcan->depth >= NESTING) {
    g_array_append_val (heap->trashcan->later, object);
    return FALSE;
  }
  heap->trashcan->depth++;
  return TRUE;
}

void
hw_trashcan_end (HwHeap *heap)
{
  HwTrashcan *trashcan = heap->trashcan;

  if (--trashcan->depth > 0 || trashcan->later->len == 0)
    return;
  trashcan->depth++;
  while (trashcan->later->len > 0) {
    HwObject *object = g_array_index (trashcan->later, HwObject *, trashcan->later->len - 1);

    g_array_set_size (trashcan->later, trashcan->later->len - 1);
    hw_object_dealloc (heap, object);
  }
  trashcan->depth--;
}
