/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A canvas's history. See hw-canvas-history.h. Going back to another focus or layout makes a new scene, on a worker; only
 * when that is shown can the view stand in it as it did. */

#include "hw-canvas-history.h"

#include "hw-view-history.h"

struct _HwCanvasHistory {
  GObject        parent_instance;

  HwSession     *session;   /* owned */
  HwCanvasView  *view;      /* borrowed */
  HwViewHistory *history;   /* owned */
  guint32        selection; /* as it was told last */
  HwViewStand    wanted;    /* with the next scene; zoom 0: none */
  gboolean       going;
};

G_DEFINE_FINAL_TYPE (HwCanvasHistory, hw_canvas_history, G_TYPE_OBJECT)

static guint changed_signal;

static HwViewStand
get_stand (HwCanvasHistory *self)
{
  HwRect area = hw_viewport_get_area (hw_canvas_view_get_viewport (self->view));

  return (HwViewStand) {
    .zoom = hw_canvas_view_get_zoom (self->view),
    .x = area.x + area.width / 2,
    .y = area.y + area.height / 2,
    .selection = self->selection,
  };
}

static HwViewPlace
get_place (HwCanvasHistory *self)
{
  HwPictureOptions options;

  hw_session_get_picture_options (self->session, &options);
  return (HwViewPlace) { .layout = options.layout, .focus = options.focus, .depth = options.depth };
}

static void
enter (HwCanvasHistory   *self,
       const HwViewStand *stand,
       gboolean           jump)
{
  HwViewPlace place = get_place (self);

  hw_view_history_enter (self->history, stand, &place, jump);
  g_signal_emit (self, changed_signal, 0);
}

static void
options_cb (HwCanvasHistory *self)
{
  HwViewStand stand = get_stand (self);

  enter (self, &stand, FALSE);
}

static void
loaded_cb (HwCanvasHistory *self)
{
  HwViewPlace place = get_place (self);

  self->selection = 0;
  self->wanted.zoom = 0;
  hw_view_history_begin (self->history, &place);
  g_signal_emit (self, changed_signal, 0);
}

void
hw_canvas_history_reveal (HwCanvasHistory *self,
                          guint32          serial)
{
  HwViewStand before;

  g_return_if_fail (HW_IS_CANVAS_HISTORY (self));

  before = get_stand (self);
  self->selection = serial;
  if (hw_canvas_view_reveal (self->view, serial) && !self->going)
    enter (self, &before, TRUE);
}

static void
stand (HwCanvasHistory   *self,
       const HwViewStand *wanted)
{
  if (wanted->zoom > 0)
    hw_canvas_view_stand (self->view, wanted->zoom, wanted->x, wanted->y);
}

void
hw_canvas_history_shown (HwCanvasHistory *self)
{
  g_return_if_fail (HW_IS_CANVAS_HISTORY (self));

  stand (self, &self->wanted);
  self->wanted.zoom = 0;
}

void
hw_canvas_history_go (HwCanvasHistory *self,
                      gboolean         backwards)
{
  const HwViewPlace *place;
  HwViewPlace here, there;
  HwViewStand now;

  g_return_if_fail (HW_IS_CANVAS_HISTORY (self));

  now = get_stand (self);
  here = get_place (self);
  place = hw_view_history_go (self->history, &now, backwards);
  if (place == NULL)
    return;
  there = *place;
  self->going = TRUE;
  g_object_set (self->session, "layout", (guint) there.layout, "focus", there.focus, "depth", there.depth, NULL);
  hw_session_select (self->session, there.stand.selection);
  self->going = FALSE;
  if (here.layout == there.layout && here.focus == there.focus && here.depth == there.depth)
    stand (self, &there.stand);
  else
    self->wanted = there.stand;
  g_signal_emit (self, changed_signal, 0);
}

gboolean
hw_canvas_history_can_go (HwCanvasHistory *self,
                          gboolean         backwards)
{
  g_return_val_if_fail (HW_IS_CANVAS_HISTORY (self), FALSE);

  return hw_view_history_can_go (self->history, backwards);
}

static void
hw_canvas_history_finalize (GObject *object)
{
  HwCanvasHistory *self = HW_CANVAS_HISTORY (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->history, hw_view_history_free);
  G_OBJECT_CLASS (hw_canvas_history_parent_class)->finalize (object);
}

static void
hw_canvas_history_class_init (HwCanvasHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_canvas_history_finalize;
  changed_signal
    = g_signal_new ("changed", HW_TYPE_CANVAS_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hw_canvas_history_init (HwCanvasHistory *self)
{
  self->history = hw_view_history_new ();
}

HwCanvasHistory *
hw_canvas_history_new (HwSession    *session,
                       HwCanvasView *view)
{
  HwCanvasHistory *self = g_object_new (HW_TYPE_CANVAS_HISTORY, NULL);

  self->session = g_object_ref (session);
  self->view = view;
  loaded_cb (self);
  g_signal_connect_object (session, "notify::options", G_CALLBACK (options_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  return self;
}
