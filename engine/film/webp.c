/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film as animated WebP, without loss, written by libwebp. */

#include "film/animation.h"

#include <math.h>
#include <webp/encode.h>
#include <webp/mux.h>

#define EFFORT 20.0f  /* of 100: more makes it hardly smaller, and much slower */
#define LONGER_END 2.0 /* the last frame stays so many times as long */

static gboolean
fail (const char  *reason,
      GError     **error)
{
  g_set_error (error, HW_ERROR, HW_ERROR_IO, "The animation cannot be made: %s", reason);
  return FALSE;
}

/* Adds the frame that begins at [milliseconds]. */
static gboolean
put_frame (WebPAnimEncoder  *encoder,
           HwAnimation      *animation,
           guint             frame,
           int               milliseconds,
           GError          **error)
{
  const guint32 *pixels = hw_animation_draw (animation, frame, error);
  WebPPicture picture;
  WebPConfig config;
  gboolean done;

  if (pixels == NULL)
    return FALSE;
  if (!WebPConfigInit (&config) || !WebPPictureInit (&picture))
    return fail ("another version of libwebp", error);
  config.lossless = 1;
  config.quality = EFFORT;
  config.method = 2;
  config.exact = 1;
  hw_animation_get_size (animation, &picture.width, &picture.height);
  picture.use_argb = 1;
  if (!WebPPictureAlloc (&picture))
    return fail ("not enough memory", error);
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++)
      picture.argb[(gsize) y * picture.argb_stride + x] = pixels[(gsize) y * picture.width + x];
  done = WebPAnimEncoderAdd (encoder, &picture, milliseconds, &config) != 0;
  WebPPictureFree (&picture);
  return done ? TRUE : fail (WebPAnimEncoderGetError (encoder), error);
}

static GBytes *
assemble (WebPAnimEncoder  *encoder,
          GError          **error)
{
  GBytes *bytes;
  WebPData data;

  WebPDataInit (&data);
  if (!WebPAnimEncoderAssemble (encoder, &data)) {
    fail (WebPAnimEncoderGetError (encoder), error);
    return NULL;
  }
  bytes = g_bytes_new (data.bytes, data.size);
  WebPDataClear (&data);
  return bytes;
}

GBytes *
hw_film_to_webp (HwFilm  *film,
                 GError **error)
{
  g_autoptr (HwAnimation) animation = hw_animation_new (film);
  double step = CLAMP (film->options.seconds, 0.02, 600) * 1000;
  WebPAnimEncoderOptions options;
  WebPAnimEncoder *encoder = NULL;
  GBytes *bytes = NULL;
  gboolean done = TRUE;
  int width, height;

  hw_animation_get_size (animation, &width, &height);
  if (WebPAnimEncoderOptionsInit (&options))
    encoder = WebPAnimEncoderNew (width, height, &options);
  if (encoder == NULL) {
    fail ("another version of libwebp", error);
    return NULL;
  }
  for (guint i = 0; i < film->n_frames && done; i++)
    done = put_frame (encoder, animation, i, (int) round (i * step), error);
  if (done && !WebPAnimEncoderAdd (encoder, NULL, (int) round ((film->n_frames - 1 + LONGER_END) * step), NULL))
    done = fail (WebPAnimEncoderGetError (encoder), error);
  if (done)
    bytes = assemble (encoder, error);
  WebPAnimEncoderDelete (encoder);
  return bytes;
}
