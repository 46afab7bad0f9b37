/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What sys.getsizeof() says of an object, taken apart: the header of every object, the collector's in front of it, fields, slots
 * and spare slots; and the blocks that the allocator gave for it, which are rounded up. Only what follows from the size itself
 * is told. */

#include "hw-facts-private.h"

#include <glib/gi18n.h>

#include "hw-describe.h"

#define GC_HEADER 16
#define HEADER 16
/* Blocks up to this size come from pymalloc, in steps of 16. */
#define MAX_BLOCK 512
#define STEP 16

static void
add_bytes (HwFactsSection *section,
           char           *label,
           guint           bytes)
{
  if (bytes > 0)
    _hw_facts_section_add (section, label, hw_describe_bytes (bytes));
  else
    g_free (label);
}

/* Pointers, of which the first [n_used] are in use. */
static void
add_slots (HwFactsSection *section,
           guint           bytes,
           guint           n_used)
{
  guint n_slots = bytes / 8;

  n_used = MIN (n_used, n_slots);
  add_bytes (section, g_strdup_printf (ngettext ("%u slot", "%u slots", n_used), n_used), n_used * 8);
  add_bytes (section, g_strdup_printf (ngettext ("%u spare slot", "%u spare slots", n_slots - n_used), n_slots - n_used),
             (n_slots - n_used) * 8);
}

/* The characters of a str: of ASCII text one byte each behind a shorter header. */
static void
add_text (HwFactsSection *section,
          guint           bytes,
          guint           length,
          HwPython        python)
{
  guint ascii = python == HW_PYTHON_3_11 ? 32 : 24;
  guint wide = python == HW_PYTHON_3_11 ? 56 : 40;
  guint fields = bytes == ascii + length + 1 ? ascii : MIN (wide, bytes);

  add_bytes (section, g_strdup (_ ("fields")), fields);
  add_bytes (section, g_strdup_printf (ngettext ("%u character and NUL", "%u characters and NUL", length), length),
             bytes - fields);
}

/* What is behind the headers. */
static void
add_content (HwFactsSection       *section,
             const HwObjectRecord *record,
             guint                 bytes,
             HwPython              python)
{
  gboolean derived = (record->flags & HW_FLAG_HEAP_TYPE) != 0;
  HwKind kind = record->kind;

  if (kind == HW_KIND_INSTANCE) {
    add_bytes (section, g_strdup (_ ("pointers and slots")), bytes);
  } else if (kind == HW_KIND_LIST && !derived && bytes >= 24) {
    add_bytes (section, g_strdup (_ ("fields")), 24);
    add_slots (section, bytes - 24, record->length);
  } else if (kind == HW_KIND_TUPLE && !derived && bytes >= 8 * record->length) {
    add_bytes (section, g_strdup (_ ("fields")), bytes - 8 * record->length);
    add_slots (section, 8 * record->length, record->length);
  } else if (kind == HW_KIND_DICT && !derived && bytes >= 32) {
    add_bytes (section, g_strdup (_ ("fields")), 32);
    add_bytes (section, g_strdup (_ ("table")), bytes - 32);
  } else if ((kind == HW_KIND_SET || kind == HW_KIND_FROZENSET) && !derived && bytes >= 184) {
    add_bytes (section, g_strdup (_ ("fields")), 56);
    add_bytes (section, g_strdup (_ ("table of 8 inside")), 128);
    add_bytes (section, g_strdup (_ ("larger table")), bytes - 184);
  } else if (kind == HW_KIND_STR && !derived) {
    add_text (section, bytes, record->length, python);
  } else if (kind == HW_KIND_BYTES && !derived && bytes >= 17) {
    add_bytes (section, g_strdup (_ ("fields")), 16);
    add_bytes (section, g_strdup_printf (ngettext ("%u byte and NUL", "%u bytes and NUL", record->length), record->length),
               bytes - 16);
  } else if (kind == HW_KIND_INT && !derived && bytes >= 8) {
    guint n_digits = (bytes - 8) / 4;

    add_bytes (section, g_strdup (_ ("fields")), 8);
    add_bytes (section, g_strdup_printf (ngettext ("%u digit of 30 bits", "%u digits of 30 bits", n_digits), n_digits),
               bytes - 8);
  } else {
    add_bytes (section, g_strdup (_ ("fields")), bytes);
  }
}

/* ------------------------------------------------------------------------------------------------------------- blocks */

static void
add_block (HwFactsSection *section,
           const char     *label,
           guint           request)
{
  guint block = (request + STEP - 1) / STEP * STEP;
  g_autofree char *asked = hw_describe_bytes (request);
  g_autofree char *given = hw_describe_bytes (block);

  if (request == 0)
    return;
  if (request > MAX_BLOCK)
    _hw_facts_section_add (section, g_strdup (label), g_strdup_printf (_ ("%s, from the system"), asked));
  else if (block == request)
    _hw_facts_section_add (section, g_strdup (label), g_strdup (given));
  else
    _hw_facts_section_add (section, g_strdup (label), g_strdup_printf (_ ("%s, for the %u asked for"), given, request));
}

/* The object's own block, and that of its items or table. Where 3.13 and later put the attributes' values into the instance's
 * own block its size does not follow. */
static void
add_blocks (HwFactsSection       *section,
            const HwObjectRecord *record,
            HwPython              python)
{
  guint own = record->size;

  if (record->flags & HW_FLAG_STATIC || (record->kind == HW_KIND_INSTANCE && python >= HW_PYTHON_3_13))
    return;
  if (record->flags & HW_FLAG_HEAP_TYPE && record->kind != HW_KIND_INSTANCE && record->kind != HW_KIND_TYPE)
    return;
  if (record->kind == HW_KIND_LIST)
    own = MIN (own, 56);
  else if (record->kind == HW_KIND_DICT)
    own = MIN (own, 64);
  else if (record->kind == HW_KIND_SET || record->kind == HW_KIND_FROZENSET)
    own = MIN (own, 216);
  else if (record->kind == HW_KIND_BYTEARRAY)
    return;
  add_block (section, _ ("its block"), own);
  add_block (section, record->kind == HW_KIND_LIST ? _ ("block of its slots") : _ ("block of its table"), record->size - own);
}

/* The dict of an instance that has one of its own. */
static void
add_dict (HwFactsSection *section,
          HwImage        *image,
          guint           object)
{
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  const HwObjectRecord *record = &objects[object];
  gboolean has_values = FALSE;

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    guint32 target = references[i].target;

    if (references[i].slot == 0 && objects[target].kind == HW_KIND_DICT) {
      g_autofree char *bytes = hw_describe_bytes (objects[target].size);

      _hw_facts_section_add_object (section, image, target, g_strdup (_ ("its __dict__")),
                                    g_strdup_printf (_ ("%s more"), bytes));
      return;
    }
    has_values |= references[i].label_kind == HW_LABEL_ATTRIBUTE;
  }
  /* 48: no slots, so its attributes are values in the instance. */
  if (has_values && record->size == 48 && hw_image_get_python (image) >= HW_PYTHON_3_13)
    _hw_facts_section_add (section, g_strdup (_ ("inline values")), g_strdup (_ ("in its block, not counted")));
}

HwFactsSection *
_hw_facts_new_size (HwImage *image,
                    guint    object)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];
  HwPython python = hw_image_get_python (image);
  HwFactsSection *section = hw_facts_section_new (HW_FACTS_SIZE);
  gboolean has_gc = record->flags & HW_FLAG_GC && !(record->flags & HW_FLAG_STATIC);
  guint bytes = record->size;

  if (bytes < HEADER + (has_gc ? GC_HEADER : 0u))
    return section;
  if (has_gc) {
    add_bytes (section, g_strdup (_ ("collector's header")), GC_HEADER);
    bytes -= GC_HEADER;
  }
  add_bytes (section, g_strdup (_ ("count and type")), HEADER);
  add_content (section, record, bytes - HEADER, python);
  _hw_facts_section_add (section, g_strdup ("sys.getsizeof()"), hw_describe_bytes (record->size))->total = TRUE;
  if (record->kind == HW_KIND_INSTANCE)
    add_dict (section, image, object);
  add_blocks (section, record, python);
  return section;
}
