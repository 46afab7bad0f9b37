/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Copies of unsaved text. Each is one key file with the text, its name, the file it is from, and the process it belongs to. */

#include "hw-autosave.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#define WRITE_DELAY_MS 1000
#define GROUP "scenario"

struct _HwAutosave {
  GObject    parent_instance;
  HwSession *session; /* owned */
  GFile     *file;    /* owned; where the copy goes */
  guint      timeout;
  gboolean   writing;
  gboolean   again;   /* changed while it was written */
  gboolean   written;
};

G_DEFINE_FINAL_TYPE (HwAutosave, hw_autosave, G_TYPE_OBJECT)

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "heapwright", "unsaved", NULL);
}

static GBytes *
make_copy (HwSession *session)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  char *data;
  gsize length;

  g_key_file_set_string (keys, GROUP, "name", hw_session_get_name (session));
  g_key_file_set_string (keys, GROUP, "text", hw_session_get_text (session));
  g_key_file_set_integer (keys, GROUP, "process", getpid ());
  if (hw_session_get_file (session) != NULL) {
    g_autofree char *uri = g_file_get_uri (hw_session_get_file (session));

    g_key_file_set_string (keys, GROUP, "uri", uri);
  }
  data = g_key_file_to_data (keys, &length, NULL);
  return g_bytes_new_take (data, length);
}

static void write_copy (HwAutosave *self);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (HwAutosave) self = data;

  /* A copy that cannot be written is no reason to disturb the one who types. */
  g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);
  self->writing = FALSE;
  if (self->session == NULL || !hw_session_get_modified (self->session)) {
    g_file_delete_async (self->file, G_PRIORITY_LOW, NULL, NULL, NULL);
    return;
  }
  self->written = TRUE;
  if (self->again)
    write_copy (self);
}

static void
write_copy (HwAutosave *self)
{
  g_autoptr (GBytes) bytes = make_copy (self->session);
  g_autofree char *folder = dup_folder ();

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return;
  self->writing = TRUE;
  self->again = FALSE;
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                       g_object_ref (self));
}

static gboolean
timeout_cb (gpointer data)
{
  HwAutosave *self = data;

  self->timeout = 0;
  if (self->writing)
    self->again = TRUE;
  else
    write_copy (self);
  return G_SOURCE_REMOVE;
}

void
hw_autosave_discard (HwAutosave *self)
{
  g_return_if_fail (HW_IS_AUTOSAVE (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->written)
    g_file_delete (self->file, NULL, NULL);
  self->written = FALSE;
}

void
hw_autosave_adopt (HwAutosave      *self,
                   HwAutosaveEntry *entry)
{
  g_return_if_fail (HW_IS_AUTOSAVE (self));

  g_object_unref (self->file);
  self->file = g_file_new_for_path (entry->path);
  self->written = TRUE;
}

static void
changed_cb (HwAutosave *self)
{
  if (!hw_session_get_modified (self->session))
    hw_autosave_discard (self);
  else if (self->timeout == 0)
    self->timeout = g_timeout_add (WRITE_DELAY_MS, timeout_cb, self);
}

HwAutosave *
hw_autosave_new (HwSession *session)
{
  HwAutosave *self = g_object_new (HW_TYPE_AUTOSAVE, NULL);
  g_autofree char *folder = dup_folder ();
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (folder, unique, NULL);

  self->session = g_object_ref (session);
  self->file = g_file_new_for_path (path);
  g_signal_connect_object (session, "notify::text", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::modified", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
hw_autosave_dispose (GObject *object)
{
  HwAutosave *self = HW_AUTOSAVE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_autosave_parent_class)->dispose (object);
}

static void
hw_autosave_finalize (GObject *object)
{
  g_clear_object (&HW_AUTOSAVE (object)->file);
  G_OBJECT_CLASS (hw_autosave_parent_class)->finalize (object);
}

static void
hw_autosave_class_init (HwAutosaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_autosave_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_autosave_finalize;
}

static void
hw_autosave_init (HwAutosave *self)
{
}

/* ------------------------------------------------------------------------------------------------------------- the next start */

static void
entry_free (gpointer data)
{
  HwAutosaveEntry *entry = data;

  g_free (entry->path);
  g_free (entry->name);
  g_free (entry->text);
  g_clear_object (&entry->file);
  g_free (entry);
}

static gboolean
is_running (int process)
{
  return process > 0 && process != getpid () && kill (process, 0) == 0;
}

static HwAutosaveEntry *
entry_read (const char *path)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_autofree char *uri = NULL;
  HwAutosaveEntry *entry;

  if (!g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  text = g_key_file_get_string (keys, GROUP, "text", NULL);
  name = g_key_file_get_string (keys, GROUP, "name", NULL);
  uri = g_key_file_get_string (keys, GROUP, "uri", NULL);
  if (text == NULL || name == NULL || is_running (g_key_file_get_integer (keys, GROUP, "process", NULL)))
    return NULL;
  entry = g_new0 (HwAutosaveEntry, 1);
  entry->path = g_strdup (path);
  entry->name = g_steal_pointer (&name);
  entry->text = g_steal_pointer (&text);
  entry->file = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  return entry;
}

GPtrArray *
hw_autosave_list (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    HwAutosaveEntry *entry = *name != '.' ? entry_read (path) : NULL; /* not one that is being written */

    if (entry != NULL)
      g_ptr_array_add (entries, entry);
  }
  return entries;
}

void
hw_autosave_entry_remove (HwAutosaveEntry *entry)
{
  g_unlink (entry->path);
}
