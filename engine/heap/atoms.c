/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers and texts: making them, the singletons, interning. Models the constructors of Objects/longobject.c, floatobject.c,
 * unicodeobject.c, bytesobject.c. Big integers are made by the VM, which has the arithmetic. */

#include "heap/private.h"

#define MIN_SMALL_INT (-5)
#define TEXT_SHOWN 96

static void
emit_int (HwHeap   *heap,
          HwObject *object,
          gint64    value)
{
  guint32 *words;

  if (heap->sink == NULL)
    return;
  words = hw_sink_reserve (heap->sink, 3);
  words[0] = HW_EVENT_HEAD (HW_EVENT_VALUE_INT, hw_cell (heap, object));
  words[1] = (guint64) value & 0xffffffffu;
  words[2] = (guint64) value >> 32;
}

/* The text is cut at a character's border. */
static void
emit_text (HwHeap     *heap,
           HwObject   *object,
           const char *text,
           gsize       n,
           guint32     length)
{
  guint32 *words;
  gsize shown = n;

  if (heap->sink == NULL)
    return;
  if (shown > TEXT_SHOWN) {
    shown = TEXT_SHOWN;
    while (shown > 0 && ((guchar) text[shown] & 0xc0) == 0x80)
      shown--;
  }
  words = hw_sink_reserve (heap->sink, 3 + (shown + 3) / 4);
  words[0] = HW_EVENT_HEAD (HW_EVENT_VALUE_TEXT, hw_cell (heap, object));
  words[1] = length;
  words[2] = shown;
  if (shown > 0) {
    words[2 + (shown + 3) / 4] = 0;
    memcpy (words + 3, text, shown);
  }
}

/* Before 3.12 the interpreter's own objects are counted, from a number so high that it never falls to 0. The record says it by that many
 * references at once: as one event, since the ALLOC has said 1. */
static void
hold_static (HwHeap   *heap,
             HwObject *object)
{
  if (heap->profile->immortals)
    return;
  hw_emit (heap, HW_EVENT_HOLD, hw_cell (heap, object));
  object->refs = HW_STATIC_REFS;
}

static HwObject *
make_int (HwHeap *heap,
          gint64  value,
          gboolean is_static)
{
  HwType *type = heap->types[HW_KIND_INT];
  HwObject *object;

  if (is_static)
    object = hw_object_new_static (heap, type, HW_KIND_INT);
  else
    object = hw_object_begin (heap, type, HW_KIND_INT, 32, HW_FREE_INT);
  object->as.integer.value = value;
  hw_emit_size (heap, object, 0, 0);
  emit_int (heap, object, value);
  if (is_static)
    hold_static (heap, object);
  return object;
}

HwObject *
hw_int_new (HwHeap *heap,
            gint64  value)
{
  HwObject *object;

  if (value >= MIN_SMALL_INT && value <= heap->profile->max_small_int)
    return hw_newref (heap, heap->small_ints[value - MIN_SMALL_INT]);
  /* The request follows the digits of 30 bits; one or two of them ask for the same by CPython's small-number arithmetic. */
  if (G_LIKELY (value < G_GINT64_CONSTANT (1) << 60 && value > -(G_GINT64_CONSTANT (1) << 60)))
    return make_int (heap, value, FALSE);
  object = hw_object_begin (heap, heap->types[HW_KIND_INT], HW_KIND_INT, 24 + 4 * 3, HW_FREE_NONE);
  object->as.integer.value = value;
  hw_emit_size (heap, object, 0, 0);
  emit_int (heap, object, value);
  return object;
}

HwObject *
hw_float_new (HwHeap *heap,
              double  value)
{
  HwObject *object = hw_object_begin (heap, heap->types[HW_KIND_FLOAT], HW_KIND_FLOAT, 24, HW_FREE_FLOAT);
  guint64 bits;

  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    memcpy (&bits, &value, sizeof bits);
    words[0] = HW_EVENT_HEAD (HW_EVENT_VALUE_FLOAT, hw_cell (heap, object));
    words[1] = bits & 0xffffffffu;
    words[2] = bits >> 32;
  }
  object->as.real = value;
  hw_emit_size (heap, object, 0, 0);
  return object;
}

HwObject *
hw_complex_new (HwHeap *heap,
                double  real,
                double  imaginary)
{
  HwObject *object = hw_object_begin (heap, heap->types[HW_KIND_COMPLEX], HW_KIND_COMPLEX, 32, HW_FREE_NONE);

  object->as.complex_.real = real;
  object->as.complex_.imaginary = imaginary;
  hw_emit_size (heap, object, 0, 0);
  return object;
}

void
hw_object_emit_text (HwHeap     *heap,
                     HwObject   *object,
                     const char *text)
{
  gsize n = strlen (text);

  emit_text (heap, object, text, n, n);
}

/* ------------------------------------------------------------------------------------------------------------- str */

/* Counts characters and finds the width that the widest needs. */
static guint32
measure (const char *utf8,
         gsize       n,
         guint8     *width)
{
  const guchar *p = (const guchar *) utf8, *end = p + n;
  guint32 n_chars = 0;
  guint8 widest = HW_STR_ASCII;

  for (; p < end; p++) {
    if ((*p & 0xc0) == 0x80)
      continue;
    n_chars++;
    if (*p < 0x80)
      continue;
    if (*p < 0xc4)
      widest = MAX (widest, HW_STR_LATIN1);
    else if (*p < 0xf0)
      widest = MAX (widest, HW_STR_UCS2);
    else
      widest = HW_STR_UCS4;
  }
  *width = widest;
  return n_chars;
}

/* A new object around [utf8], which it takes. */
static HwObject *
make_str (HwHeap  *heap,
          char    *utf8,
          gsize    n,
          gboolean is_static)
{
  HwObject probe = { .kind = HW_KIND_STR, .type = heap->types[HW_KIND_STR] }, *object;

  probe.as.str.n_bytes = n;
  probe.as.str.n_chars = measure (utf8, n, &probe.sub);
  if (is_static)
    object = hw_object_new_static (heap, probe.type, HW_KIND_STR);
  else
    object = hw_object_begin (heap, probe.type, HW_KIND_STR, hw_object_get_request (heap, &probe), HW_FREE_NONE);
  object->sub = probe.sub;
  object->as.str.utf8 = utf8;
  object->as.str.n_bytes = n;
  object->as.str.n_chars = probe.as.str.n_chars;
  object->as.str.hash = -1;
  hw_emit_size (heap, object, 0, 0);
  emit_text (heap, object, utf8, n, probe.as.str.n_chars);
  if (is_static)
    hold_static (heap, object);
  return object;
}

/* The singleton for an empty or one-character latin-1 text; borrowed or NULL. */
static HwObject *
find_singleton (HwHeap     *heap,
                const char *utf8,
                gsize       n)
{
  const guchar *p = (const guchar *) utf8;

  if (n == 0)
    return heap->empty_str;
  if (n == 1)
    return heap->latin1[p[0]];
  if (n == 2 && p[0] >= 0xc2 && p[0] <= 0xc3)
    return heap->latin1[(p[0] & 0x03) << 6 | (p[1] & 0x3f)];
  return NULL;
}

HwObject *
hw_str_new (HwHeap     *heap,
            const char *utf8,
            gssize      length)
{
  gsize n = length < 0 ? strlen (utf8) : (gsize) length;
  HwObject *singleton = find_singleton (heap, utf8, n);
  char *copy;

  if (singleton != NULL)
    return hw_newref (heap, singleton);
  copy = g_malloc (n + 1);
  memcpy (copy, utf8, n);
  copy[n] = '\0';
  return make_str (heap, copy, n, FALSE);
}

HwObject *
hw_str_take (HwHeap *heap,
             char   *utf8,
             gsize   n)
{
  HwObject *singleton = find_singleton (heap, utf8, n);

  if (singleton == NULL)
    return make_str (heap, utf8, n, FALSE);
  g_free (utf8);
  return hw_newref (heap, singleton);
}

HwObject *
hw_str_new_unshared (HwHeap     *heap,
                     const char *utf8,
                     gsize       n)
{
  char *copy = g_malloc (n + 1);

  memcpy (copy, utf8, n);
  copy[n] = '\0';
  return make_str (heap, copy, n, FALSE);
}

/* The order of a set of str depends on CPython's hash seed, so any good function will do: FNV-1a, finished by a multiplication. */
gint64
hw_str_hash (HwObject *str)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  const guchar *p = (const guchar *) str->as.str.utf8;

  if (str->as.str.hash != -1)
    return str->as.str.hash;
  if (str->as.str.n_bytes == 0)
    return str->as.str.hash = 0;
  for (guint32 i = 0; i < str->as.str.n_bytes; i++)
    hash = (hash ^ p[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash ^= hash >> 29;
  if ((gint64) hash == -1)
    hash = (guint64) -2;
  return str->as.str.hash = (gint64) hash;
}

gboolean
hw_str_equal (const HwObject *a,
              const HwObject *b)
{
  return a == b || (a->as.str.n_bytes == b->as.str.n_bytes && memcmp (a->as.str.utf8, b->as.str.utf8, a->as.str.n_bytes) == 0);
}

static guint
hash_key (gconstpointer str)
{
  return (guint) hw_str_hash ((HwObject *) str);
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  return hw_str_equal (a, b);
}

/* The table of interned strs holds no counted reference: CPython takes its own two out of the count. */
static void
mark_interned (HwHeap   *heap,
               HwObject *str)
{
  guint16 flags = str->flags | HW_FLAG_INTERNED;

  if (heap->profile->interned_immortal)
    flags |= HW_FLAG_IMMORTAL;
  hw_object_set_flags (heap, str, flags);
  g_hash_table_add (heap->interned, str);
}

HwObject *
hw_str_intern (HwHeap   *heap,
               HwObject *str)
{
  HwObject *known;

  if (str->flags & HW_FLAG_INTERNED)
    return str;
  known = g_hash_table_lookup (heap->interned, str);
  if (known != NULL) {
    hw_incref (heap, known);
    hw_decref (heap, str);
    return known;
  }
  if (str->type == heap->types[HW_KIND_STR])
    mark_interned (heap, str);
  return str;
}

HwObject *
hw_str_intern_new (HwHeap     *heap,
                   const char *utf8)
{
  HwObject probe = { .kind = HW_KIND_STR }, *known;

  probe.as.str.utf8 = (char *) utf8;
  probe.as.str.n_bytes = strlen (utf8);
  probe.as.str.hash = -1;
  known = g_hash_table_lookup (heap->interned, &probe);
  if (known != NULL)
    return hw_newref (heap, known);
  return hw_str_intern (heap, hw_str_new (heap, utf8, -1));
}

/* A name of the interpreter's own: static, so that it costs the modelled program nothing. */
HwObject *
hw_str_intern_static (HwHeap     *heap,
                      const char *utf8)
{
  HwObject probe = { .kind = HW_KIND_STR }, *known;

  probe.as.str.utf8 = (char *) utf8;
  probe.as.str.n_bytes = strlen (utf8);
  probe.as.str.hash = -1;
  known = g_hash_table_lookup (heap->interned, &probe);
  if (known != NULL)
    return known;
  known = find_singleton (heap, utf8, strlen (utf8));
  if (known == NULL)
    known = make_str (heap, g_strdup (utf8), strlen (utf8), TRUE);
  mark_interned (heap, known);
  return known;
}

/* ----------------------------------------------------------------------------------------------------------- bytes */

static HwObject *
make_bytes (HwHeap     *heap,
            HwKind      kind,
            const void *data,
            gsize       n,
            gboolean    is_static)
{
  HwObject probe = { .kind = kind, .type = heap->types[kind] }, *object;

  probe.as.bytes.n = n;
  if (is_static)
    object = hw_object_new_static (heap, probe.type, kind);
  else
    object = hw_object_begin (heap, probe.type, kind, hw_object_get_request (heap, &probe), HW_FREE_NONE);
  object->as.bytes.data = g_malloc (n + 1);
  if (n > 0)
    memcpy (object->as.bytes.data, data, n);
  object->as.bytes.data[n] = 0;
  object->as.bytes.n = n;
  object->as.bytes.hash = -1;
  hw_emit_size (heap, object, 0, 0);
  if (kind == HW_KIND_BYTES)
    emit_text (heap, object, data, n, n);
  if (is_static)
    hold_static (heap, object);
  return object;
}

HwObject *
hw_bytes_new (HwHeap     *heap,
              const void *data,
              gsize       n)
{
  if (n == 0)
    return hw_newref (heap, heap->empty_bytes);
  if (n == 1)
    return hw_newref (heap, heap->single_bytes[*(const guint8 *) data]);
  return make_bytes (heap, HW_KIND_BYTES, data, n, FALSE);
}

/* The buffer is a block of its own: n + 1 bytes at first. Its address is kept where bytes objects keep their hash. */
HwObject *
hw_bytearray_new (HwHeap     *heap,
                  const void *data,
                  gsize       n)
{
  HwObject *object = make_bytes (heap, HW_KIND_BYTEARRAY, data, n, FALSE);

  object->as.bytes.hash = 0;
  if (n > 0) {
    object->as.bytes.allocated = n + 1;
    object->as.bytes.hash = hw_memory_alloc_block (heap->memory, n + 1);
  }
  hw_emit_size (heap, object, 0, 0);
  return object;
}

/* PyByteArray_Resize: major downsize exactly, minor keeps, growth by an eighth as lists do, larger jumps exactly. From 3.15 on the bytes lie in
 * a bytes object, whose final NUL is not counted, and none are none. */
static gsize
bytearray_room (HwHeap *heap,
                gsize   allocated,
                gsize   n)
{
  gboolean in_bytes = heap->profile->bytearray_in_bytes;
  gsize room = n + 1, known = in_bytes && allocated > 0 ? allocated - 1 : allocated;

  if (in_bytes && n == 0)
    return 0;
  if (room < allocated && room >= allocated / 2)
    return allocated;
  if (room > allocated && n <= known * 1.125)
    return n + (n >> 3) + (n < 9 ? 3 : 6) + in_bytes;
  return room;
}

void
hw_bytearray_resize (HwHeap   *heap,
                     HwObject *bytearray,
                     gsize     n)
{
  guint64 old_size = hw_object_get_size (heap, bytearray);
  gsize allocated = bytearray->as.bytes.allocated, room = bytearray_room (heap, allocated, n);

  bytearray->as.bytes.data = g_realloc (bytearray->as.bytes.data, n + 1);
  if (n > bytearray->as.bytes.n)
    memset (bytearray->as.bytes.data + bytearray->as.bytes.n, 0, n - bytearray->as.bytes.n);
  bytearray->as.bytes.data[n] = 0;
  bytearray->as.bytes.n = n;
  if (room != allocated) {
    if (room == 0)
      hw_memory_free_block (heap->memory, (guint32) bytearray->as.bytes.hash);
    else if (allocated == 0)
      bytearray->as.bytes.hash = hw_memory_alloc_block (heap->memory, room);
    else
      bytearray->as.bytes.hash = hw_memory_resize_block (heap->memory, bytearray->as.bytes.hash, room);
    bytearray->as.bytes.allocated = room;
    hw_emit_size (heap, bytearray, old_size, 0);
  }
}

/* ------------------------------------------------------------------------------------------------------ singletons */

static HwObject *
make_bool (HwHeap  *heap,
           gboolean value)
{
  HwObject *object = hw_object_new_static (heap, heap->types[HW_KIND_BOOL], HW_KIND_BOOL);

  object->as.integer.value = value;
  object->sub = value;
  emit_int (heap, object, value);
  hold_static (heap, object);
  return object;
}

static HwObject *
make_nothing (HwHeap *heap,
              HwKind  kind)
{
  HwObject *object = hw_object_new_static (heap, heap->types[kind], kind);

  hold_static (heap, object);
  return object;
}

void
hw_heap_make_singletons (HwHeap *heap)
{
  guint n_small = (guint) (heap->profile->max_small_int - MIN_SMALL_INT + 1);

  heap->interned = g_hash_table_new (hash_key, equal_keys);
  heap->none = make_nothing (heap, HW_KIND_NONE);
  heap->ellipsis = make_nothing (heap, HW_KIND_ELLIPSIS);
  heap->not_implemented = make_nothing (heap, HW_KIND_NOT_IMPLEMENTED);
  heap->true_ = make_bool (heap, TRUE);
  heap->false_ = make_bool (heap, FALSE);
  heap->small_ints = g_new (HwObject *, n_small);
  for (guint i = 0; i < n_small; i++)
    heap->small_ints[i] = make_int (heap, (gint64) i + MIN_SMALL_INT, TRUE);
  heap->empty_str = make_str (heap, g_strdup (""), 0, TRUE);
  mark_interned (heap, heap->empty_str);
  for (guint c = 0; c < 256; c++) {
    guint8 byte = c;
    char utf8[3] = { (char) c };

    if (c >= 0x80) {
      utf8[0] = (char) (0xc0 | c >> 6);
      utf8[1] = (char) (0x80 | (c & 0x3f));
    }
    heap->latin1[c] = make_str (heap, g_memdup2 (utf8, 3), c < 0x80 ? 1 : 2, TRUE);
    if (c > 0 && heap->profile->separate_letters != NULL && strchr (heap->profile->separate_letters, (int) c) != NULL)
      mark_interned (heap, make_str (heap, g_memdup2 (utf8, 3), 1, TRUE));
    else
      mark_interned (heap, heap->latin1[c]);
    heap->single_bytes[c] = make_bytes (heap, HW_KIND_BYTES, &byte, 1, TRUE);
  }
  heap->empty_bytes = make_bytes (heap, HW_KIND_BYTES, "", 0, TRUE);
  heap->empty_tuple = hw_object_new_static (heap, heap->types[HW_KIND_TUPLE], HW_KIND_TUPLE);
  hold_static (heap, heap->empty_tuple);
}
