/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film as a folder: step-0001.svg and so on, and index.html, which shows them all with their statements. Everything is made in a new folder
 * beside, which then takes the name; where the folder exists, the files move into it. Nothing else in it is touched. */

#include "film/html.h"

#include "base/write-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define INDEX "index.html"

typedef struct {
  HwFilm     *film;
  HwFormat    format;
  const char *ending;
  char       *path;      /* without slashes at its end */
  char       *temporary; /* the new folder */
  GPtrArray  *names;     /* of the files in it so far */
} Folder;

static void
folder_clear (Folder *folder)
{
  for (guint i = 0; i < folder->names->len && folder->temporary != NULL; i++) {
    g_autofree char *path = g_build_filename (folder->temporary, g_ptr_array_index (folder->names, i), NULL);

    g_unlink (path);
  }
  if (folder->temporary != NULL)
    g_rmdir (folder->temporary);
  g_free (folder->temporary);
  g_free (folder->path);
  g_ptr_array_unref (folder->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_clear)

static gboolean
put_file (Folder     *folder,
          char       *name,
          GBytes     *bytes,
          GError    **error)
{
  g_autofree char *path = g_build_filename (folder->temporary, name, NULL);

  g_ptr_array_add (folder->names, name);
  return hw_file_write (path, bytes, error);
}

/* ------------------------------------------------------------------------------------------------------------- index */

static void
append_picture (GString           *out,
                Folder            *folder,
                const HwFilmFrame *frame,
                HwScene           *scene)
{
  g_autofree char *name = hw_film_dup_name (frame, folder->ending);

  g_string_append_printf (out, "<section class=\"step\" id=\"step-%u\" aria-labelledby=\"heading-%u\">\n", frame->step, frame->step);
  hw_html_append_words (out, folder->film, frame);
  g_string_append_printf (out, "<figure><img src=\"%s\" width=\"%.0f\" height=\"%.0f\" loading=\"lazy\" alt=\"", name, scene->width,
                          scene->height);
  hw_html_append (out, hw_scene_get_summary (scene));
  g_string_append (out, "\"/></figure>\n</section>\n");
}

/* The page around the sections. */
static GBytes *
make_index (Folder  *folder,
            GString *sections)
{
  HwFilm *film = folder->film;
  GString *out = g_string_sized_new (sections->len + 16384);

  hw_html_append_start (out, film);
  hw_html_append_style (out);
  g_string_append (out, "figure img { max-width: 100%; height: auto; }\n");
  hw_html_append_palette (out, film->options.picture.dark);
  g_string_append (out, "</style>\n</head>\n<body>\n<header>\n<h1>");
  hw_html_append (out, film->title);
  g_string_append_printf (out, "</h1>\n<p class=\"about\">%s</p>\n</header>\n<div>\n", film->about);
  g_string_append_len (out, sections->str, (gssize) sections->len);
  g_string_append (out, "</div>\n</body>\n</html>\n");
  return g_string_free_to_bytes (out);
}

/* ----------------------------------------------------------------------------------------------------------- writing */

static gboolean
put_all (Folder  *folder,
         GError **error)
{
  HwFilm *film = folder->film;
  g_autoptr (GString) sections = g_string_new (NULL);
  g_autoptr (GBytes) index = NULL;

  for (guint i = 0; i < film->n_frames; i++) {
    g_autoptr (HwScene) scene = hw_film_make_scene (film, i, error);
    g_autoptr (GBytes) bytes = scene != NULL ? hw_scene_to_bytes (scene, folder->format, error) : NULL;

    if (bytes == NULL || !put_file (folder, hw_film_dup_name (&film->frames[i], folder->ending), bytes, error))
      return FALSE;
    append_picture (sections, folder, &film->frames[i], scene);
    hw_film_advance (film);
  }
  index = make_index (folder, sections);
  return put_file (folder, g_strdup (INDEX), index, error);
}

/* TRUE for "step-0012.svg". */
static gboolean
is_picture_name (const char *name)
{
  const char *c = name;

  if (!g_str_has_prefix (name, "step-"))
    return FALSE;
  for (c += strlen ("step-"); g_ascii_isdigit (*c); c++)
    ;
  return g_str_equal (c, ".svg") || g_str_equal (c, ".png");
}

/* Refuses a folder in which pictures of another film would stay between those of this one. */
static gboolean
check_contents (Folder  *folder,
                GError **error)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  const char *name;

  for (guint i = 0; i < folder->film->n_frames; i++)
    g_hash_table_add (own, hw_film_dup_name (&folder->film->frames[i], folder->ending));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_picture_name (name) && !g_hash_table_contains (own, name)) {
      g_autofree char *shown = g_filename_display_name (folder->path);

      g_set_error (error, HW_ERROR, HW_ERROR_IO, "%s has %s of another film in it: remove that film's pictures, or choose another folder",
                   shown, name);
      return FALSE;
    }
  return TRUE;
}

/* Gives every new file its place in the folder that exists. */
static gboolean
move_in (Folder  *folder,
         GError **error)
{
  for (guint i = 0; i < folder->names->len; i++) {
    const char *name = g_ptr_array_index (folder->names, i);
    g_autofree char *from = g_build_filename (folder->temporary, name, NULL);
    g_autofree char *to = g_build_filename (folder->path, name, NULL);

    if (g_rename (from, to) != 0)
      return hw_file_write_fail (to, errno, error);
  }
  return TRUE;
}

gboolean
hw_film_write_folder (HwFilm      *film,
                      HwFormat     format,
                      const char  *path,
                      GError     **error)
{
  g_auto (Folder) folder = { film, format, format == HW_FORMAT_SVG ? "svg" : "png", g_strdup (path), NULL,
                             g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *temporary = NULL;
  gboolean exists;

  for (gsize length = strlen (path); length > 1 && folder.path[length - 1] == '/'; length--)
    folder.path[length - 1] = '\0';
  exists = g_file_test (folder.path, G_FILE_TEST_IS_DIR);
  if (!exists && g_file_test (folder.path, G_FILE_TEST_EXISTS))
    return hw_file_write_fail (folder.path, ENOTDIR, error);
  if (exists && (!check_contents (&folder, error)))
    return FALSE;
  temporary = exists ? g_build_filename (folder.path, ".film.XXXXXX", NULL) : g_strconcat (folder.path, ".XXXXXX", NULL);
  if (g_mkdtemp_full (temporary, 0777) == NULL)
    return hw_file_write_fail (folder.path, errno, error);
  folder.temporary = g_steal_pointer (&temporary);
  if (!put_all (&folder, error))
    return FALSE;
  if (exists)
    return move_in (&folder, error);
  if (g_rename (folder.temporary, folder.path) != 0)
    return hw_file_write_fail (folder.path, errno, error);
  g_clear_pointer (&folder.temporary, g_free);
  return TRUE;
}
