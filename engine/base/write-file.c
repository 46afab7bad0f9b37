/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Files written as a whole or not at all. */

#include "base/write-file.h"

#include "hw-types.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

gboolean
hw_file_write_fail (const char  *path,
                    int          code,
                    GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, HW_ERROR, HW_ERROR_IO, "%s cannot be written: %s", shown, g_strerror (code));
  return FALSE;
}

/* 0, or errno. */
static int
write_all (int     fd,
           GBytes *bytes)
{
  gsize length, written = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  while (written < length) {
    gssize n = write (fd, data + written, length - written);

    if (n < 0 && errno != EINTR)
      return errno;
    written += n > 0 ? n : 0;
  }
  return 0;
}

/* A device or a pipe has no other name to be renamed from. */
static gboolean
write_in_place (const char  *path,
                GBytes      *bytes,
                GError     **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  int code = fd < 0 ? errno : write_all (fd, bytes);

  if (fd >= 0 && close (fd) != 0 && code == 0)
    code = errno;
  return code == 0 ? TRUE : hw_file_write_fail (path, code, error);
}

/* To a new file beside [path], which then takes its name. */
static gboolean
write_beside (const char  *path,
              mode_t       mode,
              GBytes      *bytes,
              GError     **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, (int) mode);
  int code;

  if (fd < 0)
    return hw_file_write_fail (path, errno, error);
  code = write_all (fd, bytes);
  if (code == 0 && fsync (fd) != 0 && errno != EINVAL && errno != EROFS)
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code == 0 && g_rename (temporary, path) != 0)
    code = errno;
  if (code == 0)
    return TRUE;
  g_unlink (temporary);
  return hw_file_write_fail (path, code, error);
}

gboolean
hw_file_write (const char  *path,
               GBytes      *bytes,
               GError     **error)
{
  char *real = NULL;
  struct stat info;
  gboolean done;

  if (stat (path, &info) != 0)
    return write_beside (path, 0666, bytes, error);
  if (S_ISDIR (info.st_mode))
    return hw_file_write_fail (path, EISDIR, error);
  if (!S_ISREG (info.st_mode))
    return write_in_place (path, bytes, error);
  if (access (path, W_OK) != 0)
    return hw_file_write_fail (path, errno, error);
  /* Through a symbolic link to what it names. */
  real = realpath (path, NULL);
  done = write_beside (real ? real : path, info.st_mode & 0777, bytes, error);
  free (real);
  return done;
}
