/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Facts about one object of an image: what it is, the ledger of its count, why it lives, its references. Lists are cut, and say
 * so. */

#include "hw-facts-private.h"

#include <glib/gi18n.h>

#include "hw-describe.h"

#define MAX_LINES HW_FACTS_MAX_LINES

static const char *const titles[] = {
#define HW_X(id, title) title,
  HW_FACTS_SECTION_LIST (HW_X)
#undef HW_X
};

static void
fact_free (gpointer data)
{
  HwFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact->edge_name);
  g_free (fact);
}

HwFactsSection *
hw_facts_section_new (HwFactsSectionKind kind)
{
  HwFactsSection *section = g_new0 (HwFactsSection, 1);

  section->kind = kind;
  section->title = g_strdup (_ (titles[kind]));
  section->facts = g_ptr_array_new_with_free_func (fact_free);
  return section;
}

void
hw_facts_section_free (HwFactsSection *section)
{
  g_free (section->title);
  g_free (section->note);
  g_ptr_array_unref (section->facts);
  g_free (section);
}

HwFact *
_hw_facts_section_add (HwFactsSection *section,
                       char           *label,
                       char           *value)
{
  HwFact *fact = g_new0 (HwFact, 1);

  fact->label = label;
  fact->value = value;
  g_ptr_array_add (section->facts, fact);
  return fact;
}

HwFact *
_hw_facts_section_add_object (HwFactsSection *section,
                              HwImage        *image,
                              guint           object,
                              char           *label,
                              char           *value)
{
  HwFact *fact = _hw_facts_section_add (section, label, value);

  fact->action = HW_FACT_SELECT;
  fact->serial = hw_image_get_objects (image, NULL)[object].serial;
  return fact;
}

void
_hw_facts_section_add_rest (HwFactsSection *section,
                            guint           n_all,
                            guint           n_shown)
{
  if (n_all > n_shown)
    _hw_facts_section_add (section, g_strdup_printf (_ ("… and %u more"), n_all - n_shown), g_strdup (""));
}

void
_hw_facts_add_section (HwFacts        *facts,
                       HwFactsSection *section)
{
  if (section->facts->len == 0 && section->note == NULL)
    hw_facts_section_free (section);
  else
    g_ptr_array_add (facts->sections, section);
}

static HwFacts *
facts_new (guint32 serial,
           char   *title,
           char   *subtitle)
{
  HwFacts *facts = g_new0 (HwFacts, 1);

  facts->serial = serial;
  facts->title = title;
  facts->subtitle = subtitle;
  facts->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_facts_section_free);
  facts->highlights = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_highlight_unref);
  return facts;
}

void
hw_facts_free (HwFacts *facts)
{
  g_free (facts->title);
  g_free (facts->subtitle);
  g_ptr_array_unref (facts->sections);
  g_ptr_array_unref (facts->highlights);
  g_free (facts);
}

/* -------------------------------------------------------------------------------------------------------- one object */

static char *
dup_state (const HwObjectRecord *record)
{
  gboolean container = (record->flags & HW_FLAG_GC) != 0;
  GString *text = g_string_new (container ? hw_describe_generation (record->generation) : _ ("no container, never tracked"));

  if (container && record->generation >= 0)
    g_string_prepend (text, _ ("tracked, "));

  if (record->flags & HW_FLAG_IMMORTAL)
    g_string_append (text, _ (", immortal"));
  if (record->flags & HW_FLAG_INTERNED)
    g_string_append (text, _ (", interned"));
  if (record->flags & HW_FLAG_FINALIZED)
    g_string_append (text, _ (", its finalizer has run"));
  if (!record->reachable)
    g_string_append (text, _ (", unreachable"));
  return g_string_free (text, FALSE);
}

static void
add_birth (HwFactsSection *section,
           guint           birth,
           guint           line)
{
  HwFact *fact;

  if (birth == 0) {
    _hw_facts_section_add (section, g_strdup (_ ("Made by")), g_strdup (_ ("the interpreter's start")));
    return;
  }
  fact = _hw_facts_section_add (section, g_strdup (_ ("Made by")), g_strdup_printf (_ ("line %u, step %u"), line, birth));
  fact->action = HW_FACT_STEP;
  fact->step = birth;
}

static HwFactsSection *
make_overview (HwImage *image,
               guint    object)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_OVERVIEW);
  const char *text = hw_image_get_text (image, record->text);

  if (*text != '\0')
    _hw_facts_section_add (section, g_strdup (_ ("Value")), g_strdup (text));
  if (record->type != HW_NO_OBJECT)
    _hw_facts_section_add_object (section, image, record->type, g_strdup (_ ("Type")),
                                  g_strdup (hw_image_get_type_name (image, object)));
  if (record->kind == HW_KIND_LIST || record->kind == HW_KIND_TUPLE || record->kind == HW_KIND_DICT || record->kind == HW_KIND_SET
      || record->kind == HW_KIND_FROZENSET || record->kind == HW_KIND_STR || record->kind == HW_KIND_BYTES)
    _hw_facts_section_add (section, g_strdup (_ ("Length")), hw_describe_number (record->length));
  _hw_facts_section_add (section, g_strdup (_ ("Reference count")),
                         record->flags & HW_FLAG_IMMORTAL ? g_strdup_printf (_ ("%u (immortal)"), record->refs)
                                                          : hw_describe_number (record->refs));
  _hw_facts_section_add (section, g_strdup (_ ("Collector")), dup_state (record));
  _hw_facts_section_add (section, g_strdup (_ ("Size")), hw_describe_bytes (record->size));
  _hw_facts_section_add (section, g_strdup (_ ("Address")),
                         g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", (guint64) record->address * 16));
  add_birth (section, record->birth, record->line);
  return section;
}

static HwFactsSection *
make_ledger (HwImage *image,
             guint    object)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_LEDGER);
  g_autoptr (GPtrArray) ledger = NULL;
  guint64 sum = 0;

  if (record->flags & HW_FLAG_IMMORTAL) {
    section->note = g_strdup (_ ("Immortal: the count never moves, so nothing is counted."));
    return section;
  }
  ledger = hw_analysis_ledger (image, object);
  for (guint i = 0; i < ledger->len; i++) {
    const HwLedgerEntry *entry = ledger->pdata[i];

    sum += entry->count;
    if (i >= MAX_LINES)
      continue;
    if (entry->reference != G_MAXUINT)
      _hw_facts_section_add_object (section, image, references[entry->reference].holder, g_strdup (entry->text),
                     hw_describe_number (entry->count));
    else
      _hw_facts_section_add (section, g_strdup (entry->text), hw_describe_number (entry->count));
  }
  _hw_facts_section_add_rest (section, ledger->len, MAX_LINES);
  _hw_facts_section_add (section, g_strdup (_ ("Sum")), hw_describe_number ((gint64) sum))->total = TRUE;
  if (ledger->len == 0)
    section->note = g_strdup (_ ("Nothing counts it."));
  return section;
}

const char *
_hw_facts_find_root (HwImage *image,
                     guint    object)
{
  guint n_roots;
  const HwRootRecord *roots = hw_image_get_roots (image, &n_roots);

  for (guint i = 0; i < n_roots; i++)
    if (roots[i].target == object)
      return hw_image_get_text (image, roots[i].text);
  return NULL;
}

char *
_hw_facts_dup_holder (HwImage *image,
                      guint    object)
{
  const char *root = _hw_facts_find_root (image, object);
  guint n_frames;
  const HwFrameRecord *frames = hw_image_get_frames (image, &n_frames);

  if (root != NULL)
    return g_strdup (root);
  for (guint i = 0; i < n_frames; i++)
    if (frames[i].object == object)
      return g_strdup_printf (_ ("frame of %s"), hw_image_get_text (image, frames[i].text));
  return hw_image_dup_title (image, object);
}

char *
_hw_facts_dup_reference (HwImage *image,
                         guint    reference)
{
  const HwReferenceRecord *record = &hw_image_get_references (image, NULL)[reference];
  g_autofree char *label = hw_image_dup_label (image, reference);
  g_autofree char *holder = NULL;

  if (record->label_kind == HW_LABEL_NAME)
    return g_strdup_printf (_ ("name %s"), label);
  holder = hw_image_dup_title (image, record->holder);
  return g_strconcat (holder, label, NULL);
}

gboolean
hw_facts_is_written (HwImage *image,
                     HwEdge   edge)
{
  guint reference = hw_edge_find (image, edge);
  const HwReferenceRecord *record = reference != G_MAXUINT ? &hw_image_get_references (image, NULL)[reference] : NULL;

  return record != NULL && record->label_kind != HW_LABEL_FIELD && record->label_kind != HW_LABEL_NONE && !record->weak
         && !hw_image_is_background (image, record->holder);
}

/* What the loss of a reference does can be asked of all that count, but for an object's class, which it cannot be without. */
static void
add_cut (HwFact  *fact,
         HwImage *image,
         guint    reference)
{
  const HwReferenceRecord *record = &hw_image_get_references (image, NULL)[reference];

  if (record->weak || record->slot == G_MAXUINT32)
    return;
  fact->tool = HW_FACT_CUT;
  fact->edge = hw_edge_from_reference (image, reference);
  fact->edge_name = _hw_facts_dup_reference (image, reference);
}

static HwFactsSection *
make_outgoing (HwImage *image,
               guint    object)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_OUTGOING);

  for (guint i = 0; i < record->n_refs && i < MAX_LINES; i++) {
    guint index = record->first_ref + i;
    g_autofree char *label = hw_image_dup_label (image, index);
    HwFact *fact;

    fact = _hw_facts_section_add_object (section, image, references[index].target,
                                         references[index].weak ? g_strdup_printf (_ ("%s (weak)"), label) : g_strdup (label),
                                         hw_image_dup_title (image, references[index].target));
    add_cut (fact, image, index);
  }
  _hw_facts_section_add_rest (section, record->n_refs, MAX_LINES);
  return section;
}

/* The callback of a weak reference, as a title; NULL if it has none. */
static char *
dup_callback (HwImage *image,
              guint    weakref)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[weakref];
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);

  for (guint i = 0; i < record->n_refs; i++) {
    const HwReferenceRecord *reference = &references[record->first_ref + i];

    if (!reference->weak && reference->slot == 1 && hw_image_get_objects (image, NULL)[reference->target].kind != HW_KIND_NONE)
      return hw_image_dup_title (image, reference->target);
  }
  return NULL;
}

/* Incoming references of one strength. */
static HwFactsSection *
make_incoming (HwImage           *image,
               guint              object,
               HwFactsSectionKind kind)
{
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  HwFactsSection *section = hw_facts_section_new (kind);
  guint n_incoming, n_all = 0;
  const guint32 *incoming = hw_image_get_incoming (image, object, &n_incoming);

  for (guint i = 0; i < n_incoming; i++) {
    const HwReferenceRecord *reference = &references[incoming[i]];

    if (reference->weak != (kind == HW_FACTS_WEAK))
      continue;
    if (++n_all > MAX_LINES)
      continue;
    if (reference->weak) {
      char *callback = dup_callback (image, reference->holder);

      _hw_facts_section_add_object (section, image, reference->holder, hw_image_dup_title (image, reference->holder),
                     callback != NULL ? callback : g_strdup (_ ("no callback")));
    } else {
      add_cut (_hw_facts_section_add_object (section, image, reference->holder, _hw_facts_dup_holder (image, reference->holder),
                                             hw_image_dup_label (image, incoming[i])),
               image, incoming[i]);
    }
  }
  _hw_facts_section_add_rest (section, n_all, MAX_LINES);
  return section;
}

/* The serial is known, but not alive in this state. */
static HwFacts *
make_absent (HwImage    *image,
             HwTimeline *timeline,
             guint32     serial)
{
  guint birth = timeline != NULL ? hw_timeline_get_birth (timeline, serial) : 0;
  gboolean later = birth > hw_image_get_step (image);
  HwFacts *facts = facts_new (serial,
                              g_strdup_printf (_ ("Object #%u"), timeline != NULL ? hw_timeline_get_number (timeline, serial) : serial),
                              g_strdup (later ? _ ("Not made yet at this step") : _ ("No longer alive at this step")));
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_OVERVIEW);

  add_birth (section, birth,
             birth > 0 && birth <= hw_timeline_get_n_steps (timeline) ? hw_timeline_get_step (timeline, birth)->line : 0);
  _hw_facts_add_section (facts, section);
  return facts;
}

HwFacts *
hw_facts_new_object (HwImage      *image,
                     HwTimeline   *timeline,
                     guint32       serial,
                     GArray       *left_out,
                     GCancellable *cancellable)
{
  guint object = hw_image_find (image, serial);
  const HwObjectRecord *record;
  const char *root;
  HwFacts *facts;
  g_autofree char *count = NULL, *subtitle = NULL;

  if (object == HW_NO_OBJECT)
    return make_absent (image, timeline, serial);

  record = &hw_image_get_objects (image, NULL)[object];
  count = hw_describe_number (record->refs);
  subtitle = g_strdup_printf (_ ("count %s · %s"), count, hw_describe_generation (record->generation));
  root = _hw_facts_find_root (image, object);
  facts = facts_new (serial, hw_image_dup_title (image, object),
                     g_strdup_printf ("%s%s%s", root != NULL ? root : "", root != NULL ? " · " : "", subtitle));
  _hw_facts_add_section (facts, make_overview (image, object));
  _hw_facts_add_section (facts, make_ledger (image, object));
  _hw_facts_add_why (facts, image, object, left_out, cancellable);
  _hw_facts_add_section (facts, make_outgoing (image, object));
  _hw_facts_add_section (facts, make_incoming (image, object, HW_FACTS_INCOMING));
  _hw_facts_add_section (facts, make_incoming (image, object, HW_FACTS_WEAK));
  _hw_facts_add_section (facts, _hw_facts_new_size (image, object));
  return facts;
}

/* --------------------------------------------------------------------------------------------------------- the whole heap */

typedef struct {
  guint   type; /* object index of the class */
  guint   example;
  guint   n_objects;
  guint64 bytes;
} HwTypeTotal;

static int
compare_totals (gconstpointer a,
                gconstpointer b)
{
  const HwTypeTotal *first = a, *second = b;

  if (first->bytes != second->bytes)
    return first->bytes > second->bytes ? -1 : 1;
  return first->type < second->type ? -1 : first->type > second->type;
}

static HwFactsSection *
make_types (HwImage *image)
{
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_TYPES);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) totals = g_array_new (FALSE, TRUE, sizeof (HwTypeTotal));
  guint n_objects;
  const HwObjectRecord *objects = hw_image_get_objects (image, &n_objects);

  for (guint i = 0; i < n_objects; i++) {
    guint place;
    HwTypeTotal *total;

    if (hw_image_is_background (image, i))
      continue;
    place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (objects[i].type)));
    if (place == 0) {
      g_array_set_size (totals, totals->len + 1);
      place = totals->len;
      g_hash_table_insert (places, GUINT_TO_POINTER (objects[i].type), GUINT_TO_POINTER (place));
    }
    total = &g_array_index (totals, HwTypeTotal, place - 1);
    total->type = objects[i].type;
    total->example = i;
    total->n_objects++;
    total->bytes += objects[i].size;
  }
  g_array_sort (totals, compare_totals);
  for (guint i = 0; i < totals->len && i < 8; i++) {
    const HwTypeTotal *total = &g_array_index (totals, HwTypeTotal, i);
    g_autofree char *bytes = hw_describe_bytes (total->bytes);
    g_autofree char *count = hw_describe_number (total->n_objects);
    char *name = g_strdup (hw_image_get_type_name (image, total->example));
    char *value = g_strdup_printf ("%s · %s", count, bytes);

    if (total->type != HW_NO_OBJECT)
      _hw_facts_section_add_object (section, image, total->type, name, value);
    else
      _hw_facts_section_add (section, name, value);
  }
  return section;
}

static HwFactsSection *
make_totals (HwImage      *image,
             GCancellable *cancellable)
{
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_HEAP);
  g_autoptr (HwComponents) components = hw_analysis_components (image, cancellable);
  guint n_objects, n_own = 0, n_strong = 0, n_weak = 0, n_unreachable = 0, n_cycles = 0;
  const HwObjectRecord *objects = hw_image_get_objects (image, &n_objects);
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  g_autoptr (GHashTable) cycles = g_hash_table_new (NULL, NULL);
  guint64 bytes = 0;

  for (guint i = 0; i < n_objects; i++) {
    if (hw_image_is_background (image, i))
      continue;
    n_own++;
    bytes += objects[i].size;
    n_unreachable += !objects[i].reachable;
    for (guint k = 0; k < objects[i].n_refs; k++)
      references[objects[i].first_ref + k].weak ? n_weak++ : n_strong++;
    if (components != NULL && components->cyclic[components->component[i]])
      g_hash_table_add (cycles, GUINT_TO_POINTER (components->component[i]));
  }
  n_cycles = g_hash_table_size (cycles);
  _hw_facts_section_add (section, g_strdup (_ ("Objects")), hw_describe_number (n_own));
  _hw_facts_section_add (section, g_strdup (_ ("Bytes")), hw_describe_number ((gint64) bytes));
  _hw_facts_section_add (section, g_strdup (_ ("References")), hw_describe_number (n_strong));
  _hw_facts_section_add (section, g_strdup (_ ("Weak references")), hw_describe_number (n_weak));
  _hw_facts_section_add (section, g_strdup (_ ("Cycles")), hw_describe_number (n_cycles));
  _hw_facts_section_add (section, g_strdup (_ ("Unreachable")), hw_describe_number (n_unreachable));
  return section;
}

static HwFactsSection *
make_collector (HwImage *image)
{
  const HwCollectorRecord *record = hw_image_get_collector (image);
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_COLLECTOR);

  _hw_facts_section_add (section, g_strdup (_ ("Automatic passes")), g_strdup (record->enabled ? _ ("enabled") : _ ("disabled")));
  for (guint i = 0; i < G_N_ELEMENTS (record->count); i++)
    _hw_facts_section_add (section, g_strdup_printf (_ ("Count of generation %u"), i),
                          g_strdup_printf (_ ("%u of %u"), record->count[i], record->threshold[i]));
  return section;
}

HwFacts *
hw_facts_new_heap (HwImage      *image,
                   GCancellable *cancellable)
{
  HwFacts *facts = facts_new (0, g_strdup (_ ("Heap")), g_strdup_printf (_ ("at step %u"), hw_image_get_step (image)));

  _hw_facts_add_section (facts, make_totals (image, cancellable));
  _hw_facts_add_section (facts, make_types (image));
  _hw_facts_add_section (facts, make_collector (image));
  return facts;
}
