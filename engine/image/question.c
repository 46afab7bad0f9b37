/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions on what a statement will do. Two images are compared: the one before it and the one after it. What is asked is the most
 * telling that happens: an order of finalizers, else what is freed, else a count. */

#include "hw-question.h"

#include <string.h>

#include "hw-analysis.h"
#include "hw-scenario.h"

/* Of those that are freed and of those that are not. */
#define MAX_OF_A_SORT (HW_QUESTION_MAX_CHOICES / 2)
#define MAX_STATEMENT 60 /* characters shown of it */

typedef struct {
  HwTimeline   *timeline;
  GCancellable *cancellable;
  HwImage      *before;
  HwImage      *after;
  guint         step;
  guint         end;
  guint32       preferred;
} HwInquiry;

void
hw_question_free (HwQuestion *question)
{
  if (question == NULL)
    return;
  for (guint i = 0; i < question->n_choices; i++)
    g_free (question->choices[i].text);
  g_free (question->choices);
  g_free (question->answer);
  g_free (question->text);
  g_free (question);
}

/* ---------------------------------------------------------------------------------------------------------- the statement */

static gboolean
is_exit (const HwInquiry *inquiry)
{
  return inquiry->step >= hw_timeline_get_n_steps (inquiry->timeline);
}

/* The marks of the statements that lead from [step] to [end]. */
static const HwMark *
get_marks (HwTimeline *timeline,
           guint       step,
           guint       end,
           gsize      *n_marks)
{
  gsize n, first = 0, last;
  const HwMark *marks = hw_timeline_get_marks (timeline, &n);

  while (first < n && marks[first].step <= step)
    first++;
  for (last = first; last < n && marks[last].step <= end;)
    last++;
  *n_marks = last - first;
  return marks + first;
}

/* Finalizers and callbacks are statements of their own: their effect is whole only when they have returned. */
static guint
find_end (HwTimeline *timeline,
          guint       step)
{
  guint end = step + 1, n_steps = hw_timeline_get_n_steps (timeline);
  gboolean interrupted = FALSE;
  guint32 depth;
  gsize n;
  const HwMark *marks = get_marks (timeline, step, end, &n);

  for (gsize i = 0; i < n; i++)
    interrupted |= marks[i].kind == HW_MARK_FINALIZER || marks[i].kind == HW_MARK_CALLBACK;
  if (!interrupted || end > n_steps)
    return end;
  depth = hw_timeline_get_step (timeline, end)->depth;
  while (end < n_steps && hw_timeline_get_step (timeline, end + 1)->depth > depth)
    end++;
  return end;
}

/* "Line 27, node1 = None: ". Owned. */
static GString *
begin_text (const HwInquiry *inquiry)
{
  GString *text = g_string_new (NULL);
  const HwStep *step;
  g_autofree char *line = NULL, *cut = NULL;
  const char *start;
  gsize length = 0;

  if (is_exit (inquiry)) {
    g_string_append (text, "The interpreter ends: ");
    return text;
  }
  step = hw_timeline_get_step (inquiry->timeline, inquiry->step + 1);
  start = hw_scenario_get_line (hw_timeline_get_scenario (inquiry->timeline), step->line, &length);
  line = g_utf8_make_valid (start != NULL ? start : "", (gssize) length);
  g_strstrip (line);
  if (g_utf8_strlen (line, -1) > MAX_STATEMENT)
    cut = g_utf8_substring (line, 0, MAX_STATEMENT);
  g_string_append_printf (text, "Line %u, %s%s: ", step->line, cut != NULL ? cut : line, cut != NULL ? "…" : "");
  return text;
}

/* ------------------------------------------------------------------------------------------------------------ the objects */

/* "Node #17 (node1.ref)". Owned. */
static char *
dup_name (HwImage *image,
          guint    object)
{
  g_autofree char *title = hw_image_dup_title (image, object);
  g_autofree char *expression = hw_analysis_path_expression (image, object);

  return expression != NULL ? g_strdup_printf ("%s (%s)", title, expression) : g_steal_pointer (&title);
}

/* Whether it is the __dict__ of something. */
static gboolean
is_part (HwImage *image,
         guint    object)
{
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  guint n_incoming;
  const guint32 *incoming = hw_image_get_incoming (image, object, &n_incoming);

  for (guint i = 0; i < n_incoming; i++)
    if (references[incoming[i]].label_kind == HW_LABEL_FIELD)
      return TRUE;
  return FALSE;
}

/* What a person would name when asked what is there: no atoms, and nothing that comes with something else. */
static gboolean
is_worth_asking (HwImage *image,
                 guint    object)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];

  if (hw_image_is_background (image, object) || hw_image_is_atom (image, object) || record->flags & HW_FLAG_IMMORTAL)
    return FALSE;
  switch ((HwKind) record->kind) {
  case HW_KIND_LIST:
  case HW_KIND_SET:
  case HW_KIND_INSTANCE:
  case HW_KIND_BYTEARRAY:
  case HW_KIND_GENERATOR:
  case HW_KIND_WEAKREF:
    return TRUE;
  case HW_KIND_DICT:
    return (record->flags & HW_FLAG_NAMESPACE) == 0 && !is_part (image, object);
  default:
    return FALSE;
  }
}

static HwQuestion *
question_new (const HwInquiry *inquiry,
              HwQuestionKind   kind,
              GString         *text)
{
  HwQuestion *question = g_new0 (HwQuestion, 1);

  question->kind = kind;
  question->step = inquiry->step;
  question->end = inquiry->end;
  question->text = g_string_free (text, FALSE);
  return question;
}

static int
compare_guint (gconstpointer a,
               gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* [objects]: indexes in the image before; sorted here, so that nothing can be told from their order. */
static void
set_choices (HwQuestion      *question,
             const HwInquiry *inquiry,
             GArray          *objects)
{
  const HwObjectRecord *records = hw_image_get_objects (inquiry->before, NULL);

  g_array_sort (objects, compare_guint);
  question->n_choices = objects->len;
  question->choices = g_new0 (HwChoice, objects->len);
  question->answer = g_new0 (guint, objects->len);
  for (guint i = 0; i < objects->len; i++) {
    guint object = g_array_index (objects, guint, i);

    question->choices[i].serial = records[object].serial;
    question->choices[i].text = dup_name (inquiry->before, object);
  }
}

static guint
find_choice (const HwQuestion *question,
             guint32           serial)
{
  guint i = 0;

  while (i < question->n_choices && question->choices[i].serial != serial)
    i++;
  return i;
}

/* -------------------------------------------------------------------------------------------------------------- the order */

/* NULL unless several finalizers run, each for an object that is there before. */
static HwQuestion *
ask_order (const HwInquiry *inquiry)
{
  gsize n;
  const HwMark *marks = get_marks (inquiry->timeline, inquiry->step, inquiry->end, &n);
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (guint));
  HwQuestion *question;
  GString *text;

  for (gsize i = 0; i < n; i++) {
    guint object = marks[i].kind == HW_MARK_FINALIZER ? hw_image_find (inquiry->before, marks[i].serial) : HW_NO_OBJECT;

    if (marks[i].kind == HW_MARK_FINALIZER && object == HW_NO_OBJECT)
      return NULL;
    for (guint k = 0; k < objects->len && object != HW_NO_OBJECT; k++)
      if (g_array_index (objects, guint, k) == object)
        return NULL;
    if (object != HW_NO_OBJECT)
      g_array_append_val (objects, object);
  }
  if (objects->len < 2 || objects->len > HW_QUESTION_MAX_CHOICES)
    return NULL;
  text = begin_text (inquiry);
  g_string_append (text, "in which order do the finalizers run?");
  question = question_new (inquiry, HW_QUESTION_ORDER, text);
  set_choices (question, inquiry, objects);
  for (gsize i = 0; i < n; i++)
    if (marks[i].kind == HW_MARK_FINALIZER)
      question->answer[question->n_answer++] = find_choice (question, marks[i].serial);
  return question;
}

/* ----------------------------------------------------------------------------------------------------------- what is freed */

typedef struct {
  GArray *freed; /* of guint, indexes in the image before */
  GArray *kept;
} HwSorted;

static gboolean
has (const GArray *array,
     guint         object)
{
  for (guint i = 0; i < array->len; i++)
    if (g_array_index (array, guint, i) == object)
      return TRUE;
  return FALSE;
}

static void
add_kept (const HwInquiry *inquiry,
          HwSorted        *sorted,
          guint            object)
{
  const HwObjectRecord *record = &hw_image_get_objects (inquiry->before, NULL)[object];

  if (sorted->kept->len < MAX_OF_A_SORT && is_worth_asking (inquiry->before, object)
      && hw_image_find (inquiry->after, record->serial) != HW_NO_OBJECT && !has (sorted->kept, object))
    g_array_append_val (sorted->kept, object);
}

/* What could be thought to go along: what the freed refer to, then what refers to them, then their likes. */
static void
add_neighbours (const HwInquiry *inquiry,
                HwSorted        *sorted)
{
  const HwReferenceRecord *references = hw_image_get_references (inquiry->before, NULL);
  guint n_objects;
  const HwObjectRecord *records = hw_image_get_objects (inquiry->before, &n_objects);

  for (guint i = 0; i < sorted->freed->len; i++) {
    const HwObjectRecord *record = &records[g_array_index (sorted->freed, guint, i)];

    for (guint k = record->first_ref; k < record->first_ref + record->n_refs; k++)
      add_kept (inquiry, sorted, references[k].target);
  }
  for (guint i = 0; i < sorted->freed->len; i++) {
    guint n_incoming;
    const guint32 *incoming = hw_image_get_incoming (inquiry->before, g_array_index (sorted->freed, guint, i), &n_incoming);

    for (guint k = 0; k < n_incoming; k++)
      add_kept (inquiry, sorted, references[incoming[k]].holder);
  }
  for (guint i = n_objects; i-- > 0 && sorted->kept->len < MAX_OF_A_SORT;)
    add_kept (inquiry, sorted, i);
}

static gboolean
has_pass (const HwInquiry *inquiry)
{
  gsize n;
  const HwMark *marks = get_marks (inquiry->timeline, inquiry->step, inquiry->end, &n);

  for (gsize i = 0; i < n; i++)
    if (marks[i].kind == HW_MARK_PASS)
      return TRUE;
  return FALSE;
}

/* NULL unless something is freed and something is not, or a pass runs. */
static HwQuestion *
ask_freed (const HwInquiry *inquiry)
{
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint));
  HwSorted sorted = { freed, kept };
  guint n_objects;
  const HwObjectRecord *records = hw_image_get_objects (inquiry->before, &n_objects);
  HwQuestion *question;
  GString *text;

  for (guint i = 0; i < n_objects && freed->len < MAX_OF_A_SORT; i++)
    if (is_worth_asking (inquiry->before, i) && hw_image_find (inquiry->after, records[i].serial) == HW_NO_OBJECT)
      g_array_append_val (freed, i);
  if (freed->len == 0 && !has_pass (inquiry))
    return NULL;
  add_neighbours (inquiry, &sorted);
  if (freed->len + kept->len < 2)
    return NULL;
  text = begin_text (inquiry);
  g_string_append (text, "which of these objects are freed?");
  question = question_new (inquiry, HW_QUESTION_FREED, text);
  g_array_append_vals (kept, freed->data, freed->len);
  set_choices (question, inquiry, kept);
  for (guint i = 0; i < question->n_choices; i++)
    if (hw_image_find (inquiry->after, question->choices[i].serial) == HW_NO_OBJECT)
      question->answer[question->n_answer++] = i;
  return question;
}

/* -------------------------------------------------------------------------------------------------------------- the count */

/* The object whose count moves most, the preferred one if its does; HW_NO_OBJECT if none moves. */
static guint
find_moved (const HwInquiry *inquiry,
            guint           *count)
{
  guint n_objects, best = HW_NO_OBJECT, most = 0;
  const HwObjectRecord *records = hw_image_get_objects (inquiry->before, &n_objects);

  for (guint i = 0; i < n_objects; i++) {
    guint after = is_worth_asking (inquiry->before, i) ? hw_image_find (inquiry->after, records[i].serial) : HW_NO_OBJECT;
    guint refs = after != HW_NO_OBJECT ? hw_image_get_objects (inquiry->after, NULL)[after].refs : records[i].refs;
    guint difference = MAX (refs, records[i].refs) - MIN (refs, records[i].refs);

    if (difference == 0)
      continue;
    if (records[i].serial == inquiry->preferred)
      difference = G_MAXUINT;
    if (difference > most) {
      most = difference;
      best = i;
      *count = refs;
    }
  }
  return best;
}

static HwQuestion *
ask_count (const HwInquiry *inquiry)
{
  guint count = 0, object = find_moved (inquiry, &count);
  g_autofree char *name = NULL;
  HwQuestion *question;
  GString *text;

  if (object == HW_NO_OBJECT)
    return NULL;
  name = dup_name (inquiry->before, object);
  text = begin_text (inquiry);
  g_string_append_printf (text, "what is the reference count of %s afterwards?", name);
  question = question_new (inquiry, HW_QUESTION_COUNT, text);
  question->serial = hw_image_get_objects (inquiry->before, NULL)[object].serial;
  question->count = hw_image_get_objects (inquiry->before, NULL)[object].refs;
  question->answer = g_memdup2 (&count, sizeof count);
  question->n_answer = 1;
  return question;
}

/* ------------------------------------------------------------------------------------------------------------------ asking */

static HwImage *
make_image (HwCursor     *cursor,
            guint         step,
            GCancellable *cancellable)
{
  return hw_cursor_seek (cursor, step, cancellable, NULL) ? hw_cursor_make_image (cursor) : NULL;
}

/* Of the images, the one before is there; the one after is made. */
static HwQuestion *
ask (HwInquiry *inquiry,
     HwCursor  *cursor)
{
  HwQuestion *question;

  inquiry->end = find_end (inquiry->timeline, inquiry->step);
  inquiry->after = make_image (cursor, inquiry->end, inquiry->cancellable);
  if (inquiry->after == NULL)
    return NULL;
  question = ask_order (inquiry);
  if (question == NULL && !is_exit (inquiry))
    question = ask_freed (inquiry);
  if (question == NULL && !is_exit (inquiry))
    question = ask_count (inquiry);
  return question;
}

HwQuestion *
hw_question_find (HwTimeline   *timeline,
                  guint         step,
                  guint         max_steps,
                  guint32       preferred,
                  GCancellable *cancellable)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);
  HwInquiry inquiry = { .timeline = timeline, .cancellable = cancellable, .preferred = preferred };
  guint end = (guint) MIN ((guint64) step + max_steps + 1, hw_timeline_get_last (timeline));
  HwQuestion *question = NULL;

  for (inquiry.step = step; inquiry.step < end && question == NULL && !g_cancellable_is_cancelled (cancellable); inquiry.step++) {
    if (inquiry.before == NULL)
      inquiry.before = make_image (cursor, inquiry.step, cancellable);
    if (inquiry.before == NULL)
      break;
    question = ask (&inquiry, cursor);
    hw_image_unref (inquiry.before);
    inquiry.before = inquiry.end == inquiry.step + 1 ? g_steal_pointer (&inquiry.after) : NULL;
    g_clear_pointer (&inquiry.after, hw_image_unref);
  }
  g_clear_pointer (&inquiry.before, hw_image_unref);
  return question;
}

HwQuestion *
hw_question_new (HwTimeline   *timeline,
                 guint         step,
                 guint32       preferred,
                 GCancellable *cancellable)
{
  return hw_question_find (timeline, step, 0, preferred, cancellable);
}

/* --------------------------------------------------------------------------------------------------------------- answering */

gboolean
hw_question_is_right (const HwQuestion *question,
                      const guint      *answer,
                      guint             n_answer)
{
  g_autofree guint *sorted = NULL;

  if (n_answer != question->n_answer)
    return FALSE;
  if (n_answer == 0)
    return TRUE;
  sorted = g_memdup2 (answer, n_answer * sizeof *answer);
  if (question->kind == HW_QUESTION_FREED)
    qsort (sorted, n_answer, sizeof *sorted, compare_guint);
  return memcmp (sorted, question->answer, n_answer * sizeof *sorted) == 0;
}

/* "Node #1, Node #2 and list #3" of the choices at [answer], each after the first led in by [then]. */
static void
append_choices (GString          *text,
                const HwQuestion *question,
                const char       *then,
                const char       *last)
{
  for (guint i = 0; i < question->n_answer; i++) {
    if (i > 0)
      g_string_append (text, i + 1 == question->n_answer ? last : then);
    g_string_append (text, question->choices[question->answer[i]].text);
  }
}

char *
hw_question_dup_answer (const HwQuestion *question)
{
  GString *text = g_string_new (NULL);

  switch (question->kind) {
  case HW_QUESTION_COUNT:
    g_string_append_printf (text, "The count %s from %u to %u.", question->answer[0] < question->count ? "falls" : "rises",
                            question->count, question->answer[0]);
    break;
  case HW_QUESTION_FREED:
    if (question->n_answer == 0)
      g_string_append (text, "None of them is freed.");
    else
      append_choices (text, question, ", ", " and ");
    if (question->n_answer > 0)
      g_string_append (text, question->n_answer == 1 ? " is freed." : " are freed.");
    break;
  case HW_QUESTION_ORDER:
    g_string_append (text, "First ");
    append_choices (text, question, ", then ", ", then ");
    g_string_append_c (text, '.');
    break;
  case HW_N_QUESTIONS:
    break;
  }
  return g_string_free (text, FALSE);
}
