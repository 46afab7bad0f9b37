/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an object lives: the shortest path from a name, in words and line by line, and others that share no reference with it. Or
 * why it is not freed yet: the cycle that holds it and what the collector waits for. */

#include "hw-facts-private.h"

#include <glib/gi18n.h>

#include "hw-describe.h"

#define MAX_PATHS 5
/* References of a path that the sentence names one by one. */
#define MAX_SPOKEN 4
/* Members of a cycle whose references are lit up. */
#define MAX_LIT 200

/* ---------------------------------------------------------------------------------------------------------------- a path */

/* The references of [path] as a highlight; returns its number in the facts. */
static guint
add_highlight (HwFacts *facts,
               HwImage *image,
               GArray  *path)
{
  HwHighlight *highlight = hw_highlight_new ();

  for (guint i = 0; i < path->len; i++) {
    HwEdge edge = hw_edge_from_reference (image, g_array_index (path, guint, i));

    g_array_append_val (highlight->way, edge);
  }
  g_ptr_array_add (facts->highlights, highlight);
  return facts->highlights->len;
}

/* "module __main__ has the name a for Node #1, whose .ref refers to Node #3": owned. */
static char *
dup_sentence (HwImage *image,
              GArray  *path)
{
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++) {
    guint index = g_array_index (path, guint, i);
    gboolean skips = path->len > MAX_SPOKEN && i == MAX_SPOKEN - 1;
    g_autofree char *label = NULL, *title = NULL;

    if (skips)
      index = g_array_index (path, guint, path->len - 1);
    label = hw_image_dup_label (image, index);
    title = hw_image_dup_title (image, references[index].target);
    if (i == 0) {
      g_autofree char *holder = _hw_facts_dup_holder (image, references[index].holder);

      if (references[index].label_kind == HW_LABEL_NAME)
        g_string_append_printf (text, _ ("%s has the name %s for %s"), holder, label, title);
      else
        g_string_append_printf (text, _ ("%s holds %s as %s"), holder, title, label);
    } else if (skips) {
      g_string_append_printf (text, _ (", and %u references further on something's %s refers to %s"), path->len - i, label,
                              title);
      break;
    } else {
      g_string_append_printf (text, _ (", whose %s refers to %s"), label, title);
    }
  }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

static void
add_path_lines (HwFactsSection *section,
                HwImage        *image,
                GArray         *path,
                guint           highlight)
{
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);

  if (path->len > 0) {
    guint32 holder = references[g_array_index (path, guint, 0)].holder;
    HwFact *fact = _hw_facts_section_add_object (section, image, holder, g_strdup (_ ("root")),
                                                 _hw_facts_dup_holder (image, holder));

    fact->highlight = highlight;
  }
  for (guint i = 0; i < path->len && i < HW_FACTS_MAX_LINES; i++) {
    guint index = g_array_index (path, guint, i);
    g_autofree char *label = hw_image_dup_label (image, index);
    HwFact *fact = _hw_facts_section_add_object (section, image, references[index].target, g_strdup_printf ("→ %s", label),
                                                 hw_image_dup_title (image, references[index].target));

    fact->highlight = highlight;
    fact->tool = HW_FACT_LEAVE_OUT;
    fact->edge = hw_edge_from_reference (image, index);
    fact->edge_name = _hw_facts_dup_reference (image, index);
  }
  _hw_facts_section_add_rest (section, path->len, HW_FACTS_MAX_LINES);
}

static void
add_left_out (HwFactsSection *section,
              HwImage        *image,
              GArray         *left_out)
{
  for (guint i = 0; i < left_out->len; i++) {
    HwEdge edge = g_array_index (left_out, HwEdge, i);
    guint reference = hw_edge_find (image, edge);
    HwFact *fact;

    if (reference == G_MAXUINT)
      continue;
    fact = _hw_facts_section_add (section, g_strdup (_ ("without")), _hw_facts_dup_reference (image, reference));
    fact->action = HW_FACT_TAKE_BACK;
    fact->edge = edge;
  }
}

/* What is said of the first path, or of its absence. */
static char *
dup_note (HwImage   *image,
          guint      object,
          GPtrArray *paths,
          gboolean   avoids)
{
  g_autofree char *expression = NULL, *sentence = NULL;
  GArray *path = paths->len > 0 ? paths->pdata[0] : NULL;

  if (path == NULL)
    return g_strdup (avoids ? _ ("Then nothing would hold it.")
                            : _ ("Held by the interpreter or by a running frame, not by a name."));
  if (path->len == 0)
    return g_strdup (_ ("It is a root itself: the interpreter holds it."));
  sentence = dup_sentence (image, path);
  expression = avoids ? NULL : hw_analysis_path_expression (image, object);
  return expression != NULL ? g_strdup_printf (_ ("%s The program can reach it as %s"), sentence, expression)
                            : g_steal_pointer (&sentence);
}

static void
add_paths (HwFacts      *facts,
           HwImage      *image,
           guint         object,
           GArray       *left_out,
           GCancellable *cancellable)
{
  HwFactsSection *first = hw_facts_section_new (HW_FACTS_PATH);
  HwFactsSection *others = hw_facts_section_new (HW_FACTS_OTHER_PATHS);
  g_autoptr (GArray) avoided = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) paths = NULL;

  for (guint i = 0; left_out != NULL && i < left_out->len; i++) {
    guint reference = hw_edge_find (image, g_array_index (left_out, HwEdge, i));

    if (reference != G_MAXUINT)
      g_array_append_val (avoided, reference);
  }
  paths = hw_analysis_paths (image, object, MAX_PATHS, (const guint *) avoided->data, avoided->len, cancellable);
  first->note = dup_note (image, object, paths, avoided->len > 0);
  if (avoided->len > 0)
    add_left_out (first, image, left_out);
  for (guint i = 0; i < paths->len; i++) {
    guint highlight = add_highlight (facts, image, paths->pdata[i]);

    if (i > 0) {
      HwFact *heading = _hw_facts_section_add (others, g_strdup_printf (_ ("Path %u"), i + 1), g_strdup (""));

      heading->total = TRUE;
      heading->highlight = highlight;
    }
    add_path_lines (i == 0 ? first : others, image, paths->pdata[i], highlight);
  }
  if (paths->len > 1)
    others->note = g_strdup (_ ("They share no reference with the first, nor with each other."));
  _hw_facts_add_section (facts, first);
  _hw_facts_add_section (facts, others);
}

/* --------------------------------------------------------------------------------------------------------------- garbage */

/* The references among the members. */
static void
add_cycle_highlight (HwFacts *facts,
                     HwImage *image,
                     GArray  *cycle)
{
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  g_autoptr (GHashTable) members = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < cycle->len && i < MAX_LIT; i++)
    g_hash_table_add (members, GUINT_TO_POINTER (g_array_index (cycle, guint, i)));
  for (guint i = 0; i < cycle->len && i < MAX_LIT; i++) {
    const HwObjectRecord *record = &objects[g_array_index (cycle, guint, i)];

    for (guint k = record->first_ref; k < record->first_ref + record->n_refs && path->len < MAX_LIT; k++)
      if (!references[k].weak && g_hash_table_contains (members, GUINT_TO_POINTER (references[k].target)))
        g_array_append_val (path, k);
  }
  add_highlight (facts, image, path);
}

/* The engine's reason as a sentence. Owned. */
static char *
dup_note_of_garbage (const HwGarbage *garbage)
{
  g_autofree char *first = g_utf8_strup (garbage->reason, 1);

  return g_strdup_printf (_ ("No name reaches it. %s%s."), first, garbage->reason + 1);
}

static void
add_garbage (HwFacts      *facts,
             HwImage      *image,
             guint         object,
             GCancellable *cancellable)
{
  g_autoptr (HwGarbage) garbage = hw_analysis_garbage (image, object, cancellable);
  HwFactsSection *section;
  HwFact *heading;

  if (garbage == NULL)
    return;
  section = hw_facts_section_new (HW_FACTS_GARBAGE);
  section->note = dup_note_of_garbage (garbage);
  if (garbage->cycle->len > 0) {
    _hw_facts_section_add (section, g_strdup (_ ("Waits in")), g_strdup (hw_describe_generation (garbage->generation)));
    if (garbage->generation >= 0 && garbage->generation <= 2)
      _hw_facts_section_add (section, g_strdup (_ ("Its count")),
                             g_strdup_printf (_ ("%u, the threshold is %u"), garbage->count, garbage->threshold));
    heading = _hw_facts_section_add (section, g_strdup (garbage->in_cycle ? _ ("In a cycle of") : _ ("Held by a cycle of")),
                                     g_strdup_printf (ngettext ("%u object", "%u objects", garbage->cycle->len),
                                                      garbage->cycle->len));
    heading->total = TRUE;
    heading->highlight = 1;
    add_cycle_highlight (facts, image, garbage->cycle);
  }
  for (guint i = 0; i < garbage->cycle->len && i < HW_FACTS_MAX_LINES; i++) {
    guint member = g_array_index (garbage->cycle, guint, i);

    _hw_facts_section_add_object (section, image, member, hw_image_dup_title (image, member),
                                  g_strdup (member == object ? _ ("this object") : ""))
      ->highlight = 1;
  }
  _hw_facts_section_add_rest (section, garbage->cycle->len, HW_FACTS_MAX_LINES);
  _hw_facts_add_section (facts, section);
}

void
_hw_facts_add_why (HwFacts      *facts,
                   HwImage      *image,
                   guint         object,
                   GArray       *left_out,
                   GCancellable *cancellable)
{
  if (hw_image_get_objects (image, NULL)[object].reachable)
    add_paths (facts, image, object, left_out, cancellable);
  else
    add_garbage (facts, image, object, cancellable);
}
