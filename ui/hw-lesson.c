/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lessons, read from the scenarios folder of the program's data. */

#include "hw-lesson.h"

#include "hw-paths.h"
#include "hw-scenario.h"

struct _HwLesson {
  GObject       parent_instance;
  char         *name;
  char         *title;
  char         *sentence;
  char         *text;
  GdkPaintable *thumbnail;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SENTENCE,
  PROP_THUMBNAIL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwLesson, hw_lesson, G_TYPE_OBJECT)

const char *
hw_lesson_get_name (HwLesson *self)
{
  return self->name;
}

const char *
hw_lesson_get_title (HwLesson *self)
{
  return self->title;
}

const char *
hw_lesson_get_sentence (HwLesson *self)
{
  return self->sentence;
}

const char *
hw_lesson_get_text (HwLesson *self)
{
  return self->text;
}

GdkPaintable *
hw_lesson_get_thumbnail (HwLesson *self)
{
  return self->thumbnail;
}

void
hw_lesson_set_thumbnail (HwLesson     *self,
                         GdkPaintable *thumbnail)
{
  if (g_set_object (&self->thumbnail, thumbnail))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAIL]);
}

static void
hw_lesson_get_property (GObject    *object,
                        guint       property,
                        GValue     *value,
                        GParamSpec *pspec)
{
  HwLesson *self = HW_LESSON (object);

  switch (property) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_SENTENCE:
    g_value_set_string (value, self->sentence);
    break;
  case PROP_THUMBNAIL:
    g_value_set_object (value, self->thumbnail);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    break;
  }
}

static void
hw_lesson_finalize (GObject *object)
{
  HwLesson *self = HW_LESSON (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->text);
  g_clear_object (&self->thumbnail);
  G_OBJECT_CLASS (hw_lesson_parent_class)->finalize (object);
}

static void
hw_lesson_class_init (HwLessonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hw_lesson_finalize;
  object_class->get_property = hw_lesson_get_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_THUMBNAIL] = g_param_spec_object ("thumbnail", NULL, NULL, GDK_TYPE_PAINTABLE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_lesson_init (HwLesson *self)
{
}

/* The first line of the comment is the title; what follows, up to what to watch for, the sentence. */
static void
take_description (HwLesson   *self,
                  const char *description)
{
  g_auto (GStrv) lines = g_strsplit (description, "\n", -1);
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint at = 0;

  for (; lines[at] != NULL && *g_strstrip (lines[at]) == '\0'; at++)
    ;
  self->title = g_strdup (lines[at] != NULL ? lines[at++] : self->name);
  for (; lines[at] != NULL && *g_strstrip (lines[at]) == '\0'; at++)
    ;
  for (; lines[at] != NULL && *g_strstrip (lines[at]) != '\0' && !g_str_has_prefix (lines[at], "Watch for"); at++) {
    if (sentence->len > 0)
      g_string_append_c (sentence, ' ');
    g_string_append (sentence, lines[at]);
  }
  self->sentence = g_string_free (g_steal_pointer (&sentence), FALSE);
}

static HwLesson *
lesson_new (const char *path)
{
  g_autoptr (HwScenario) scenario = hw_scenario_load (path, NULL);
  HwLesson *self;

  if (scenario == NULL)
    return NULL;
  self = g_object_new (HW_TYPE_LESSON, NULL);
  self->name = g_path_get_basename (path);
  self->text = g_strndup (hw_scenario_get_text (scenario), hw_scenario_get_length (scenario));
  take_description (self, hw_scenario_get_description (scenario));
  return self;
}

GListStore *
hw_lessons_load (void)
{
  g_auto (GStrv) paths = hw_paths_dup_lessons ();
  GListStore *lessons = g_list_store_new (HW_TYPE_LESSON);

  for (guint i = 0; paths[i] != NULL; i++) {
    g_autoptr (HwLesson) lesson = lesson_new (paths[i]);

    if (lesson != NULL)
      g_list_store_append (lessons, lesson);
  }
  return lessons;
}
