/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Remembered settings, with a fallback for a missing schema. See hw-settings.h. */

#include "hw-settings.h"

#include "hw-config.h"

struct _HwSettings {
  GObject    parent_instance;
  GSettings *settings;               /* owned; NULL without a schema */
  GVariant  *values[HW_N_SETTINGS];  /* owned; for what GSettings does not keep */
  gboolean   kept[HW_N_SETTINGS];    /* by GSettings */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HwSettings, hw_settings, G_TYPE_OBJECT)

static const char *const setting_keys[] = {
#define HW_X(id, key, kind, fallback) key,
  HW_SETTING_LIST (HW_X)
#undef HW_X
};

static GVariant *
get_value (HwSettings *self,
           HwSetting   setting)
{
  if (self->kept[setting])
    return g_settings_get_value (self->settings, setting_keys[setting]);
  return g_variant_ref (self->values[setting]);
}

static void
set_value (HwSettings *self,
           HwSetting   setting,
           GVariant   *value)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (value);
  g_autoptr (GVariant) old = get_value (self, setting);

  if (g_variant_equal (old, given))
    return;
  if (self->kept[setting]) {
    g_settings_set_value (self->settings, setting_keys[setting], given);
  } else {
    g_variant_unref (self->values[setting]);
    self->values[setting] = g_variant_ref (given);
  }
  g_signal_emit (self, signals[CHANGED], 0, (guint) setting);
}

int
hw_settings_get_int (HwSettings *self,
                     HwSetting   setting)
{
  g_autoptr (GVariant) value = get_value (self, setting);

  return g_variant_get_int32 (value);
}

gboolean
hw_settings_get_boolean (HwSettings *self,
                         HwSetting   setting)
{
  g_autoptr (GVariant) value = get_value (self, setting);

  return g_variant_get_boolean (value);
}

char *
hw_settings_dup_string (HwSettings *self,
                        HwSetting   setting)
{
  g_autoptr (GVariant) value = get_value (self, setting);

  return g_variant_dup_string (value, NULL);
}

void
hw_settings_set_int (HwSettings *self,
                     HwSetting   setting,
                     int         value)
{
  set_value (self, setting, g_variant_new_int32 (value));
}

void
hw_settings_set_boolean (HwSettings *self,
                         HwSetting   setting,
                         gboolean    value)
{
  set_value (self, setting, g_variant_new_boolean (value));
}

void
hw_settings_set_string (HwSettings *self,
                        HwSetting   setting,
                        const char *value)
{
  set_value (self, setting, g_variant_new_string (value));
}

/* A key counts as kept only if the installed schema has it with the type expected here. */
static void
look_up_schema (HwSettings *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, HW_APPLICATION_ID, TRUE);
  if (schema == NULL)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  for (guint i = 0; i < HW_N_SETTINGS; i++) {
    g_autoptr (GSettingsSchemaKey) key = NULL;

    if (!g_settings_schema_has_key (schema, setting_keys[i]))
      continue;
    key = g_settings_schema_get_key (schema, setting_keys[i]);
    self->kept[i] = g_variant_type_equal (g_settings_schema_key_get_value_type (key), g_variant_get_type (self->values[i]));
  }
}

static void
hw_settings_finalize (GObject *object)
{
  HwSettings *self = HW_SETTINGS (object);

  g_clear_object (&self->settings);
  for (guint i = 0; i < HW_N_SETTINGS; i++)
    g_variant_unref (self->values[i]);
  G_OBJECT_CLASS (hw_settings_parent_class)->finalize (object);
}

static void
hw_settings_class_init (HwSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_settings_finalize;
  signals[CHANGED]
    = g_signal_new ("changed", HW_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

#define HW_NEW_INT(value) g_variant_new_int32 (value)
#define HW_NEW_BOOLEAN(value) g_variant_new_boolean (value)
#define HW_NEW_STRING(value) g_variant_new_string (value)

static void
hw_settings_init (HwSettings *self)
{
#define HW_X(id, key, kind, fallback) self->values[HW_SETTING_##id] = g_variant_ref_sink (HW_NEW_##kind (fallback));
  HW_SETTING_LIST (HW_X)
#undef HW_X
  look_up_schema (self);
}

HwSettings *
hw_settings_new (void)
{
  return g_object_new (HW_TYPE_SETTINGS, NULL);
}
