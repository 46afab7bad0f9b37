/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the program's data and its helper programs, installed, moved or in a build folder. */

#include "hw-paths.h"

#include "hw-config.h"

#include <string.h>

static char *
dup_if_exists (const char *directory,
               const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* The folder above the one that the running program is in, PREFIX for PREFIX/bin; NULL if that cannot be told. */
static char *
dup_own_prefix (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = NULL;

  if (program == NULL)
    return NULL;
  directory = g_path_get_dirname (program);
  return g_path_get_dirname (directory);
}

static char *
dup_installed (const char *variable,
               const char *below_prefix,
               const char *configured,
               const char *name)
{
  const char *override = g_getenv (variable);
  g_autofree char *prefix = NULL;
  char *path;

  if (override != NULL && *override != '\0' && (path = dup_if_exists (override, name)) != NULL)
    return path;

  prefix = dup_own_prefix ();
  if (prefix != NULL) {
    g_autofree char *directory = g_build_filename (prefix, below_prefix, NULL);

    if ((path = dup_if_exists (directory, name)) != NULL)
      return path;
  }
  return dup_if_exists (configured, name);
}

char *
hw_paths_dup_data (const char *name)
{
  return dup_installed ("HEAPWRIGHT_DATA", "share/heapwright", HW_DATADIR, name);
}

char *
hw_paths_dup_program (const char *name)
{
  return dup_installed ("HEAPWRIGHT_LIBEXEC", "libexec/heapwright", HW_LIBEXECDIR, name);
}

static int
compare_paths_cb (gconstpointer a,
                  gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
hw_paths_dup_lessons (void)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = hw_paths_dup_data ("scenarios");
  g_autoptr(GDir) directory = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_ascii_isdigit (name[0]) && g_str_has_suffix (name, ".py"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  g_ptr_array_sort (paths, compare_paths_cb);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}
