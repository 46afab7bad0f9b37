/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline of a scene. A scene has a few hundred nodes at most, so all lines are made at once and compared as texts. */

#include "hw-outline-model.h"

#include "hw-describe.h"
#include "hw-scene-walk.h"

struct _HwOutlineItem {
  GObject parent_instance;

  char   *text;
  guint32 serial;
};

struct _HwOutlineModel {
  GObject    parent_instance;

  GPtrArray *items; /* HwOutlineItem */
};

G_DEFINE_FINAL_TYPE (HwOutlineItem, hw_outline_item, G_TYPE_OBJECT)

static void
hw_outline_item_finalize (GObject *object)
{
  g_free (HW_OUTLINE_ITEM (object)->text);
  G_OBJECT_CLASS (hw_outline_item_parent_class)->finalize (object);
}

static void
hw_outline_item_class_init (HwOutlineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_outline_item_finalize;
}

static void
hw_outline_item_init (HwOutlineItem *self)
{
}

const char *
hw_outline_item_get_text (HwOutlineItem *self)
{
  g_return_val_if_fail (HW_IS_OUTLINE_ITEM (self), NULL);

  return self->text;
}

guint32
hw_outline_item_get_serial (HwOutlineItem *self)
{
  g_return_val_if_fail (HW_IS_OUTLINE_ITEM (self), 0);

  return self->serial;
}

static GType
hw_outline_model_get_item_type (GListModel *model)
{
  return HW_TYPE_OUTLINE_ITEM;
}

static guint
hw_outline_model_get_n_items (GListModel *model)
{
  return HW_OUTLINE_MODEL (model)->items->len;
}

static gpointer
hw_outline_model_get_item (GListModel *model,
                           guint       position)
{
  HwOutlineModel *self = HW_OUTLINE_MODEL (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hw_outline_model_get_item_type;
  iface->get_n_items = hw_outline_model_get_n_items;
  iface->get_item = hw_outline_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HwOutlineModel, hw_outline_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GPtrArray *
make_items (HwScene *scene,
            HwImage *image)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) order = NULL;
  const HwSceneNode *nodes;

  if (scene == NULL)
    return items;
  nodes = hw_scene_get_nodes (scene, &(guint) { 0 });
  order = hw_scene_get_reading_order (scene);
  for (guint i = 0; i < order->len; i++) {
    const HwSceneNode *node = &nodes[g_array_index (order, guint, i)];
    HwOutlineItem *item = g_object_new (HW_TYPE_OUTLINE_ITEM, NULL);

    item->text = hw_describe_node (image, node);
    item->serial = node->serial;
    g_ptr_array_add (items, item);
  }
  return items;
}

static gboolean
same (GPtrArray *a,
      guint      position_a,
      GPtrArray *b,
      guint      position_b)
{
  const HwOutlineItem *first = a->pdata[position_a];
  const HwOutlineItem *second = b->pdata[position_b];

  return first->serial == second->serial && g_str_equal (first->text, second->text);
}

/* Puts an item that is already known to views in the place of its equal. */
static void
keep (GPtrArray *from,
      guint      position_from,
      GPtrArray *to,
      guint      position_to)
{
  g_set_object ((GObject **) &to->pdata[position_to], from->pdata[position_from]);
}

void
hw_outline_model_set_scene (HwOutlineModel *self,
                            HwScene        *scene,
                            HwImage        *image)
{
  g_autoptr (GPtrArray) old = NULL;
  GPtrArray *items;
  guint head = 0, tail = 0;

  g_return_if_fail (HW_IS_OUTLINE_MODEL (self));

  items = make_items (scene, image);
  old = g_steal_pointer (&self->items);
  while (head < old->len && head < items->len && same (old, head, items, head)) {
    keep (old, head, items, head);
    head++;
  }
  while (tail < old->len - head && tail < items->len - head && same (old, old->len - 1 - tail, items, items->len - 1 - tail)) {
    keep (old, old->len - 1 - tail, items, items->len - 1 - tail);
    tail++;
  }
  self->items = items;
  if (head + tail < old->len || head + tail < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, items->len - head - tail);
}

guint
hw_outline_model_find (HwOutlineModel *self,
                       guint32         serial)
{
  g_return_val_if_fail (HW_IS_OUTLINE_MODEL (self), G_MAXUINT);

  for (guint i = 0; serial != 0 && i < self->items->len; i++)
    if (((const HwOutlineItem *) self->items->pdata[i])->serial == serial)
      return i;
  return G_MAXUINT;
}

static void
hw_outline_model_finalize (GObject *object)
{
  g_ptr_array_unref (HW_OUTLINE_MODEL (object)->items);
  G_OBJECT_CLASS (hw_outline_model_parent_class)->finalize (object);
}

static void
hw_outline_model_class_init (HwOutlineModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_outline_model_finalize;
}

static void
hw_outline_model_init (HwOutlineModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

HwOutlineModel *
hw_outline_model_new (void)
{
  return g_object_new (HW_TYPE_OUTLINE_MODEL, NULL);
}
