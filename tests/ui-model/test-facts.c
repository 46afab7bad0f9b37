/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The facts of the inspector, as text: a section is "label: value" lines, "+" before a line that leads somewhere. */

#include "record.h"

#include "hw-changes.h"
#include "hw-describe.h"
#include "hw-facts.h"
#include "hw-table.h"

static char *
section_to_string (const HwFactsSection *section)
{
  GString *text = g_string_new (NULL);

  if (section->note != NULL)
    g_string_append_printf (text, "(%s)", section->note);
  for (guint i = 0; i < section->facts->len; i++) {
    const HwFact *fact = section->facts->pdata[i];

    g_string_append_printf (text, "%s%s%s: %s", text->len > 0 ? "\n" : "", fact->action != HW_FACT_PLAIN ? "+" : "", fact->label,
                            fact->value);
  }
  return g_string_free (text, FALSE);
}

static char *
facts_to_string (HwFacts           *facts,
                 HwFactsSectionKind kind)
{
  for (guint i = 0; i < facts->sections->len; i++) {
    const HwFactsSection *section = facts->sections->pdata[i];

    if (section->kind == kind)
      return section_to_string (section);
  }
  return g_strdup ("none");
}

#define assert_section(facts, kind, ...)                                \
  G_STMT_START {                                                        \
    g_autofree char *is_ = facts_to_string (facts, HW_FACTS_##kind);    \
    g_autofree char *expected_ = g_strdup_printf (__VA_ARGS__);         \
    g_assert_cmpstr (is_, ==, expected_);                               \
  }                                                                     \
  G_STMT_END

static HwFacts *
make_facts (const Record *record,
            guint         state,
            guint32       serial)
{
  g_autoptr (HwImage) image = record_make_image (record, state);

  return hw_facts_new_object (image, record->timeline, serial, NULL, NULL);
}

static void
test_ledger_adds_up_to_the_count (void)
{
  g_auto (Record) record = record_new ();

  for (guint state = STATE_A; state < N_STATES; state++) {
    g_autoptr (HwImage) image = record_make_image (&record, state);
    g_autoptr (HwFacts) facts = hw_facts_new_object (image, record.timeline, record.a, NULL, NULL);
    guint32 refs = hw_image_get_objects (image, NULL)[hw_image_find (image, record.a)].refs;
    g_autofree char *ledger = facts_to_string (facts, HW_FACTS_LEDGER);
    g_autofree char *sum = g_strdup_printf ("Sum: %u", refs);

    g_assert_true (g_str_has_suffix (ledger, sum));
  }
}

static void
test_an_object_is_told_whole (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwFacts) facts = make_facts (&record, STATE_WEAK, record.a);
  g_autofree char *title = g_strdup_printf ("Node #%u", record.a);

  g_assert_cmpstr (facts->title, ==, title);
  g_assert_cmpstr (facts->subtitle, ==, "count 2 · generation 0");
  assert_section (facts, LEDGER, "+name a: 1\n+ref of Node #%u: 1\nSum: 2", record.b);
  assert_section (facts, PATH,
                  "(module __main__ has the name a for Node #%u. The program can reach it as a)\n"
                  "+root: module __main__\n+→ a: Node #%u",
                  record.a, record.a);
  assert_section (facts, OUTGOING, "+.ref: Node #%u\n+<class>: class Node", record.b);
  assert_section (facts, INCOMING, "+module __main__: a\n+Node #%u: .ref", record.b);
  assert_section (facts, WEAK, "+weakref #%u: function gone #%u", record.weakref, record.callback);
}

static void
test_garbage_tells_what_it_waits_for (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwFacts) facts = make_facts (&record, STATE_GARBAGE, record.b);
  const HwHighlight *cycle;

  assert_section (facts, PATH, "none");
  assert_section (facts, LEDGER, "+ref of Node #%u: 1\nSum: 1", record.a);
  assert_section (facts, GARBAGE,
                  "(No name reaches it. Its cycle waits in generation 0 for a pass; the collector is disabled, so gc.collect(0) "
                  "or gc.enable() has to come first.)\n"
                  "Waits in: generation 0\n"
                  "Its count: 10, the threshold is 0\n"
                  "In a cycle of: 2 objects\n"
                  "+Node #%u: \n"
                  "+Node #%u: this object",
                  record.a, record.b);
  g_assert_cmpuint (facts->highlights->len, ==, 1);
  cycle = facts->highlights->pdata[0];
  g_assert_cmpuint (cycle->way->len, ==, 2);
  g_assert_cmpuint (g_array_index (cycle->way, HwEdge, 0).holder, ==, record.a);
  g_assert_cmpuint (g_array_index (cycle->way, HwEdge, 1).holder, ==, record.b);
}

/* The line of a section with this label. */
static const HwFact *
find_fact (HwFacts           *facts,
           HwFactsSectionKind kind,
           const char        *label)
{
  for (guint i = 0; i < facts->sections->len; i++) {
    const HwFactsSection *section = facts->sections->pdata[i];

    for (guint k = 0; section->kind == kind && k < section->facts->len; k++)
      if (g_str_equal (((const HwFact *) section->facts->pdata[k])->label, label))
        return section->facts->pdata[k];
  }
  g_assert_not_reached ();
}

static void
test_other_ways_share_no_reference (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwFacts) facts = make_facts (&record, STATE_RING, record.a);
  const HwHighlight *other;

  assert_section (facts, OTHER_PATHS,
                  "(They share no reference with the first, nor with each other.)\n"
                  "Path 2: \n"
                  "+root: module __main__\n"
                  "+→ b: Node #%u\n"
                  "+→ .ref: Node #%u",
                  record.b, record.a);
  g_assert_cmpuint (facts->highlights->len, ==, 2);
  other = facts->highlights->pdata[1];
  g_assert_cmpuint (other->way->len, ==, 2);
  g_assert_cmpuint (g_array_index (other->way, HwEdge, 1).holder, ==, record.b);
}

static void
test_a_reference_can_be_left_out (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_RING);
  g_autoptr (GArray) left_out = g_array_new (FALSE, FALSE, sizeof (HwEdge));
  g_autoptr (HwFacts) facts = hw_facts_new_object (image, record.timeline, record.a, NULL, NULL);
  g_autoptr (HwFacts) second = NULL, third = NULL;
  const HwFact *fact = find_fact (facts, HW_FACTS_PATH, "→ a");

  g_assert_cmpint (fact->tool, ==, HW_FACT_LEAVE_OUT);
  g_assert_cmpstr (fact->edge_name, ==, "name a");
  g_array_append_val (left_out, fact->edge);
  second = hw_facts_new_object (image, record.timeline, record.a, left_out, NULL);
  assert_section (second, PATH,
                  "(module __main__ has the name b for Node #%u, whose .ref refers to Node #%u.)\n"
                  "+without: name a\n"
                  "+root: module __main__\n"
                  "+→ b: Node #%u\n"
                  "+→ .ref: Node #%u",
                  record.b, record.a, record.b, record.a);
  fact = find_fact (second, HW_FACTS_PATH, "→ .ref");
  g_array_append_val (left_out, fact->edge);
  third = hw_facts_new_object (image, record.timeline, record.a, left_out, NULL);
  assert_section (third, PATH, "(Then nothing would hold it.)\n+without: name a\n+without: Node #%u.ref", record.b);
  g_assert_cmpint (find_fact (third, HW_FACTS_PATH, "without")->action, ==, HW_FACT_TAKE_BACK);
}

/* What the references of the object of [serial] with this label lead to, as the loss of it. */
static HwFactsSection *
make_loss (HwImage      *image,
           const Record *record,
           guint32       serial,
           const char   *label,
           gboolean      weak,
           HwHighlight **highlight)
{
  g_autoptr (HwFacts) facts = hw_facts_new_object (image, record->timeline, serial, NULL, NULL);
  const HwFact *fact = find_fact (facts, HW_FACTS_INCOMING, label);

  g_assert_cmpint (fact->tool, ==, HW_FACT_CUT);
  g_assert_true (hw_facts_is_written (image, fact->edge));
  return hw_facts_new_loss (image, fact->edge, weak, highlight, NULL);
}

static void
test_a_loss_tells_what_is_freed (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_C);
  g_autoptr (HwHighlight) highlight = NULL, none = NULL;
  g_autoptr (HwFactsSection) gone = make_loss (image, &record, record.c, "module __main__", FALSE, &highlight);
  g_autoptr (HwFactsSection) nothing = hw_facts_new_loss (image, (HwEdge) { record.c, 77 }, FALSE, &none, NULL);
  g_autofree char *text = section_to_string (gone);
  g_autofree char *expected = g_strdup_printf ("(The count of Node #%u falls from 1 to 0: it is freed at once.)\n"
                                               "At once: 2 objects, 98 bytes\n"
                                               "+1: 'c'\n"
                                               "+2: Node #%u\n"
                                               "Next pass: nothing",
                                               record.c, record.c);

  g_assert_cmpstr (gone->title, ==, "Without name c");
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (highlight->cut->len, ==, 1);
  g_assert_cmpuint (highlight->freed->len, ==, 2);
  g_assert_cmpuint (g_array_index (highlight->freed, guint32, 1), ==, record.c);
  g_assert_cmpuint (highlight->collected->len, ==, 0);
  g_assert_null (nothing);
  g_assert_null (none);
}

/* Weak, the entry of the namespace keeps its key, the name. */
static void
test_a_loss_tells_of_references_that_stay (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_WEAK);
  g_autoptr (HwHighlight) highlight = NULL;
  g_autoptr (HwFactsSection) weak = make_loss (image, &record, record.a, "module __main__", TRUE, &highlight);

  g_assert_cmpstr (weak->title, ==, "If name a were weak");
  g_assert_true (g_str_has_suffix (weak->note, "falls from 2 to 1: it stays alive."));
  g_assert_cmpuint (highlight->freed->len, ==, 0);
}

static void
test_a_size_adds_up (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwFacts) facts = make_facts (&record, STATE_A, record.a);

  assert_section (facts, SIZE,
                  "collector's header: 16 bytes\n"
                  "count and type: 16 bytes\n"
                  "pointers and slots: 16 bytes\n"
                  "sys.getsizeof(): 48 bytes");
}

static void
test_an_absent_object_tells_when_it_lived (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwFacts) later = make_facts (&record, STATE_A, record.c);
  g_autoptr (HwFacts) gone = make_facts (&record, STATE_GARBAGE, record.c);

  g_assert_cmpstr (later->subtitle, ==, "Not made yet at this step");
  g_assert_cmpstr (gone->subtitle, ==, "No longer alive at this step");
  assert_section (gone, OVERVIEW, "+Made by: line 4, step 4");
}

static void
test_heap_totals (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) ring = record_make_image (&record, STATE_RING);
  g_autoptr (HwImage) garbage = record_make_image (&record, STATE_GARBAGE);
  g_autoptr (HwFacts) before = hw_facts_new_heap (ring, NULL);
  g_autoptr (HwFacts) after = hw_facts_new_heap (garbage, NULL);
  g_autofree char *totals = facts_to_string (before, HW_FACTS_HEAP);
  g_autofree char *totals_after = facts_to_string (after, HW_FACTS_HEAP);

  g_assert_nonnull (strstr (totals, "Cycles: 1\nUnreachable: 0"));
  g_assert_nonnull (strstr (totals_after, "Weak references: 1\nCycles: 1\nUnreachable: 2"));
  g_assert_cmpuint (before->serial, ==, 0);
}

static void
test_events_of_a_life (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwFactsSection) life = hw_facts_new_events (record.timeline, record.c, STATE_C, NULL);
  g_autofree char *text = section_to_string (life);

  g_assert_cmpstr (text, ==,
                   "(7 events)\n"
                   "+step 4: born, 48 bytes\n"
                   "+step 4: tracked by the collector, in generation 0\n"
                   "+step 4: the name c refers to it\n"
                   "+step 7: the name c lets go of it\n"
                   "+step 7: its count falls to 0\n"
                   "+step 7: tracked no more\n"
                   "+step 7: freed");
  for (guint i = 0; i < life->facts->len; i++)
    g_assert_cmpuint (((const HwFact *) life->facts->pdata[i])->step, ==, i < 3 ? STATE_C : STATE_C_IS_GONE);
}

/* A cell is used again after its object was freed: its next life is not this one's. */
static void
test_events_end_with_the_life (void)
{
  g_autoptr (Stream) stream = stream_new (1 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwFactsSection) first = NULL, second = NULL;
  guint32 cell;

  stream_step (stream);
  cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  stream_free_object (stream, cell);
  stream_step (stream);
  g_assert_cmpuint (stream_alloc (stream, 0, HW_KIND_LIST, 0, 56), ==, cell);
  for (guint i = 0; i < 150; i++)
    stream_incref (stream, cell);
  timeline = stream_finish (stream);

  first = hw_facts_new_events (timeline, 1, 1, NULL);
  second = hw_facts_new_events (timeline, 2, 1, NULL);
  g_assert_cmpuint (first->facts->len, ==, 2);
  g_assert_cmpstr (second->note, ==, "151 events; the 40 nearest to this step");
  g_assert_cmpuint (second->facts->len, ==, 40);
}

/* Frames have serials too, so what comes after a call must not be taken for something else. */
static void
test_frames_count (void)
{
  g_autoptr (Stream) stream = stream_new (1 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwFactsSection) frame = NULL, list = NULL;
  g_autoptr (HwTable) table = NULL;
  g_autofree char *text = NULL;

  stream_step (stream);
  stream_push (stream, 0, 1);
  stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  stream_pop (stream);
  timeline = stream_finish (stream);

  frame = hw_facts_new_events (timeline, 1, 1, NULL);
  list = hw_facts_new_events (timeline, 2, 1, NULL);
  g_assert_cmpuint (frame->facts->len, ==, 2);
  text = section_to_string (list);
  g_assert_cmpstr (text, ==, "(1 event)\n+step 1: born, 56 bytes");

  table = hw_table_new (HW_TABLE_EVENTS, NULL, timeline, NULL, NULL);
  g_assert_cmpuint (hw_table_get_n_rows (table), ==, 4);
  g_assert_cmpuint (hw_table_get_serial (table, 2), ==, 2);
}

static void
test_a_cancelled_search_gives_nothing (void)
{
  g_autoptr (Stream) stream = stream_new (8 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint32 cell;

  stream_step (stream);
  cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  for (guint i = 0; i < 100000; i++)
    stream_incref (stream, cell);
  timeline = stream_finish (stream);
  g_cancellable_cancel (cancellable);
  g_assert_null (hw_facts_new_events (timeline, 1, 1, cancellable));
}

static void
test_changes_are_told_by_object (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) before = record_make_image (&record, STATE_C);
  g_autoptr (HwImage) after = record_make_image (&record, STATE_RING);
  g_autoptr (HwImage) later = record_make_image (&record, STATE_WEAK);
  g_autoptr (HwChanges) ring = hw_changes_new (before, after);
  g_autoptr (HwChanges) weak = hw_changes_new (after, later);
  g_autoptr (HwChanges) nothing = hw_changes_new (NULL, later);

  g_assert_cmpstr (hw_changes_lookup (ring, record.a), ==, "count 1 → 2, content changed");
  g_assert_null (hw_changes_lookup (ring, record.c));
  g_assert_cmpstr (hw_changes_lookup (weak, record.weakref), ==, "new in this step");
  g_assert_null (hw_changes_lookup (weak, record.a));
  g_assert_null (hw_changes_lookup (nothing, record.weakref));
}

static void
test_numbers_are_grouped (void)
{
  static const struct {
    gint64      number;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 9999, "9999" },
    { -9999, "-9999" },
    { 10000, "10\u202f000" },
    { -123456, "-123\u202f456" },
    { 1234567, "1\u202f234\u202f567" },
  };
  g_autofree char *one = hw_describe_bytes (1);
  g_autofree char *two = hw_describe_bytes (2);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = hw_describe_number (cases[i].number);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
  g_assert_cmpstr (one, ==, "1 byte");
  g_assert_cmpstr (two, ==, "2 bytes");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/ledger-adds-up-to-the-count", test_ledger_adds_up_to_the_count);
  g_test_add_func ("/facts/an-object-is-told-whole", test_an_object_is_told_whole);
  g_test_add_func ("/facts/garbage-tells-what-it-waits-for", test_garbage_tells_what_it_waits_for);
  g_test_add_func ("/facts/other-ways-share-no-reference", test_other_ways_share_no_reference);
  g_test_add_func ("/facts/a-reference-can-be-left-out", test_a_reference_can_be_left_out);
  g_test_add_func ("/facts/a-loss-tells-what-is-freed", test_a_loss_tells_what_is_freed);
  g_test_add_func ("/facts/a-loss-tells-of-references-that-stay", test_a_loss_tells_of_references_that_stay);
  g_test_add_func ("/facts/a-size-adds-up", test_a_size_adds_up);
  g_test_add_func ("/facts/an-absent-object-tells-when-it-lived", test_an_absent_object_tells_when_it_lived);
  g_test_add_func ("/facts/heap-totals", test_heap_totals);
  g_test_add_func ("/facts/events-of-a-life", test_events_of_a_life);
  g_test_add_func ("/facts/events-end-with-the-life", test_events_end_with_the_life);
  g_test_add_func ("/facts/frames-count", test_frames_count);
  g_test_add_func ("/facts/a-cancelled-search-gives-nothing", test_a_cancelled_search_gives_nothing);
  g_test_add_func ("/facts/changes-are-told-by-object", test_changes_are_told_by_object);
  g_test_add_func ("/facts/numbers-are-grouped", test_numbers_are_grouped);
  return g_test_run ();
}
