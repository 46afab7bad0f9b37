/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film as animated GIF, written by giflib. One palette serves all frames, so nothing flickers; each frame after the first holds only the
 * rectangle that differs from the one before, and in it what stays the same is transparent. */

#include "film/animation.h"
#include "film/palette.h"

#include <gif_lib.h>
#include <math.h>
#include <string.h>

#define N_COLOURS 256
#define TRANSPARENT 255 /* an index that no colour has */
#define LONGER_END 2.0  /* the last frame stays so many times as long */

typedef struct {
  HwFilm         *film;
  HwAnimation    *animation;
  HwPaletteMaker *palette;
  GifFileType    *gif;
  int             width;
  int             height;
  guint8         *shown;  /* indexes of what stands on the screen */
  guint8         *next;
} GifWriter;

typedef struct {
  int x0, y0, x1, y1; /* the ends exclusive */
} Area;

static int
append_cb (GifFileType       *gif,
           const GifByteType *bytes,
           int                length)
{
  g_byte_array_append (gif->UserData, bytes, (guint) length);
  return length;
}

static gboolean
fail (GifWriter *writer,
      int        code,
      GError   **error)
{
  const char *reason = GifErrorString (code);

  g_set_error (error, HW_ERROR, HW_ERROR_IO, "The animation cannot be made: %s", reason != NULL ? reason : "unknown error");
  return FALSE;
}

/* The pixels of a frame as indexes into the palette. */
static void
map_pixels (GifWriter     *writer,
            const guint32 *pixels)
{
  gsize n_pixels = (gsize) writer->width * writer->height;

  for (gsize i = 0; i < n_pixels; i++)
    writer->next[i] = i > 0 && pixels[i] == pixels[i - 1] ? writer->next[i - 1]
                                                            : (guint8) hw_palette_maker_map (writer->palette, pixels[i]);
}

/* The least rectangle with all that differs; one pixel if nothing does. */
static Area
find_difference (GifWriter *writer)
{
  Area area = { writer->width, writer->height, 0, 0 };

  for (int y = 0; y < writer->height; y++) {
    const guint8 *shown = writer->shown + (gsize) y * writer->width, *next = writer->next + (gsize) y * writer->width;

    if (memcmp (shown, next, (gsize) writer->width) == 0)
      continue;
    area.y0 = MIN (area.y0, y);
    area.y1 = y + 1;
    for (int x = 0; x < writer->width; x++)
      if (shown[x] != next[x]) {
        area.x0 = MIN (area.x0, x);
        area.x1 = MAX (area.x1, x + 1);
      }
  }
  return area.y1 > 0 ? area : (Area) { 0, 0, 1, 1 };
}

static gboolean
put_control (GifWriter *writer,
             guint      frame,
             GError   **error)
{
  double seconds = writer->film->options.seconds * (frame + 1 == writer->film->n_frames ? LONGER_END : 1);
  GraphicsControlBlock block = {
    .DisposalMode = DISPOSE_DO_NOT,
    .UserInputFlag = false,
    .DelayTime = (int) CLAMP (round (seconds * 100), 2, 65535),
    .TransparentColor = frame > 0 ? TRANSPARENT : NO_TRANSPARENT_COLOR,
  };
  GifByteType bytes[4];

  EGifGCBToExtension (&block, bytes);
  if (EGifPutExtension (writer->gif, GRAPHICS_EXT_FUNC_CODE, sizeof bytes, bytes) == GIF_ERROR)
    return fail (writer, writer->gif->Error, error);
  return TRUE;
}

static gboolean
put_frame (GifWriter *writer,
           guint      frame,
           GError   **error)
{
  Area area = frame == 0 ? (Area) { 0, 0, writer->width, writer->height } : find_difference (writer);
  g_autofree guint8 *row = g_new (guint8, writer->width);

  if (!put_control (writer, frame, error))
    return FALSE;
  if (EGifPutImageDesc (writer->gif, area.x0, area.y0, area.x1 - area.x0, area.y1 - area.y0, false, NULL) == GIF_ERROR)
    return fail (writer, writer->gif->Error, error);
  for (int y = area.y0; y < area.y1; y++) {
    const guint8 *shown = writer->shown + (gsize) y * writer->width, *next = writer->next + (gsize) y * writer->width;

    for (int x = area.x0; x < area.x1; x++)
      row[x - area.x0] = frame > 0 && shown[x] == next[x] ? TRANSPARENT : next[x];
    if (EGifPutLine (writer->gif, row, area.x1 - area.x0) == GIF_ERROR)
      return fail (writer, writer->gif->Error, error);
  }
  memcpy (writer->shown, writer->next, (gsize) writer->width * writer->height);
  return TRUE;
}

static gboolean
choose_colours (GifWriter *writer,
                GError   **error)
{
  for (guint i = 0; i < writer->film->n_frames; i++) {
    const guint32 *pixels = hw_animation_draw (writer->animation, i, error);

    if (pixels == NULL)
      return FALSE;
    hw_palette_maker_add (writer->palette, pixels, (gsize) writer->width * writer->height);
  }
  hw_palette_maker_choose (writer->palette, TRANSPARENT);
  return TRUE;
}

/* The head: size, colours, and that it plays again and again. */
static gboolean
put_head (GifWriter *writer,
          GError   **error)
{
  static const GifByteType for_ever[] = { 1, 0, 0 };
  GifColorType colours[N_COLOURS] = { { 0 } };
  ColorMapObject *map;
  gboolean done;

  for (guint i = 0; i < TRANSPARENT; i++) {
    guint32 colour = hw_palette_maker_get (writer->palette, i);

    colours[i] = (GifColorType) { colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff };
  }
  map = GifMakeMapObject (N_COLOURS, colours);
  EGifSetGifVersion (writer->gif, true);
  done = EGifPutScreenDesc (writer->gif, writer->width, writer->height, 8, 0, map) != GIF_ERROR
         && EGifPutExtensionLeader (writer->gif, APPLICATION_EXT_FUNC_CODE) != GIF_ERROR
         && EGifPutExtensionBlock (writer->gif, strlen ("NETSCAPE2.0"), "NETSCAPE2.0") != GIF_ERROR
         && EGifPutExtensionBlock (writer->gif, sizeof for_ever, for_ever) != GIF_ERROR
         && EGifPutExtensionTrailer (writer->gif) != GIF_ERROR;
  GifFreeMapObject (map);
  return done ? TRUE : fail (writer, writer->gif->Error, error);
}

static gboolean
put_all (GifWriter *writer,
         GError   **error)
{
  if (!choose_colours (writer, error) || !put_head (writer, error))
    return FALSE;
  for (guint i = 0; i < writer->film->n_frames; i++) {
    const guint32 *pixels = hw_animation_draw (writer->animation, i, error);

    if (pixels == NULL)
      return FALSE;
    map_pixels (writer, pixels);
    if (!put_frame (writer, i, error))
      return FALSE;
  }
  return TRUE;
}

GBytes *
hw_film_to_gif (HwFilm  *film,
                GError **error)
{
  g_autoptr (HwAnimation) animation = hw_animation_new (film);
  g_autoptr (HwPaletteMaker) palette = hw_palette_maker_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *shown = NULL, *next = NULL;
  GifWriter writer = { film, animation, palette };
  gboolean done;
  int code = 0;

  hw_animation_get_size (animation, &writer.width, &writer.height);
  shown = writer.shown = g_new0 (guint8, (gsize) writer.width * writer.height);
  next = writer.next = g_new0 (guint8, (gsize) writer.width * writer.height);
  writer.gif = EGifOpen (bytes, append_cb, &code);
  if (writer.gif == NULL) {
    fail (&writer, code, error);
    return NULL;
  }
  done = put_all (&writer, error);
  if (EGifCloseFile (writer.gif, &code) == GIF_ERROR && done)
    done = fail (&writer, code, error);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
