/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* tracemalloc's Filter and DomainFilter. Models those classes of Lib/tracemalloc.py and fnmatch.fnmatch. */

#include <string.h>

#include "vm/modules/tracemalloc.h"

static const HwNativeType filter_native, domain_filter_native;

HwType *
hw_filter_type (HwVm *vm)
{
  return hw_instance_type_get (vm, "Filter", &filter_native);
}

HwType *
hw_domain_filter_type (HwVm *vm)
{
  return hw_instance_type_get (vm, "DomainFilter", &domain_filter_native);
}

/* Borrowed; NULL with AttributeError. */
static HwObject *
get (HwVm       *vm,
     HwObject   *self,
     const char *name)
{
  HwObject *value = hw_instance_get (H (vm), self, hw_str_intern_static (H (vm), name));

  if (value == NULL)
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'", self->type->name, name);
  return value;
}

static void
set (HwVm       *vm,
     HwObject   *self,
     const char *name,
     HwObject   *value)
{
  hw_instance_set (H (vm), self, hw_str_intern_static (H (vm), name), value);
}

/* ---------------------------------------------------------------------------------------------------------- patterns */

/* One "[…]" at [*pattern] against [c]; moves behind it. FALSE in [is_set]: it is no set but a bracket. */
static gboolean
match_set (const char **pattern,
           gunichar     c,
           gboolean    *is_set)
{
  const char *at = *pattern + 1;
  gboolean inverted = *at == '!';
  gboolean found = FALSE;
  gboolean first = TRUE;

  *is_set = FALSE;
  if (inverted)
    at++;
  for (; *at != '\0' && (first || *at != ']'); first = FALSE) {
    gunichar low = g_utf8_get_char (at);
    gunichar high = low;

    at = g_utf8_next_char (at);
    if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
      high = g_utf8_get_char (at + 1);
      at = g_utf8_next_char (at + 1);
    }
    found |= c >= low && c <= high;
  }
  if (*at != ']')
    return FALSE;
  *is_set = TRUE;
  *pattern = at + 1;
  return found != inverted;
}

static gboolean
match_pattern (const char *pattern,
               const char *text)
{
  const char *star = NULL;
  const char *retry = NULL;

  for (;;) {
    const char *next = pattern;
    gboolean is_set = FALSE;
    gboolean same = FALSE;

    if (*pattern == '*') {
      star = ++pattern;
      retry = text;
      continue;
    }
    if (*text == '\0' && *pattern == '\0')
      return TRUE;
    if (*text != '\0' && *pattern != '\0') {
      if (*pattern == '[')
        same = match_set (&next, g_utf8_get_char (text), &is_set);
      if (!is_set) {
        same = *pattern == '?' || g_utf8_get_char (pattern) == g_utf8_get_char (text);
        next = g_utf8_next_char (pattern);
      }
      if (same) {
        pattern = next;
        text = g_utf8_next_char (text);
        continue;
      }
    }
    if (star == NULL || *retry == '\0')
      return FALSE;
    pattern = star;
    text = retry = g_utf8_next_char (retry);
  }
}

static HwObject *
normalize (HwVm     *vm,
           HwObject *name)
{
  if (g_str_has_suffix (hw_str_text (name), ".pyc"))
    return hw_str_new (H (vm), hw_str_text (name), (gssize) name->as.str.n_bytes - 1);
  return hw_newref (H (vm), name);
}

/* ---------------------------------------------------------------------------------------------------------- matching */

static gboolean
matches_frame (HwVm        *vm,
               const char  *pattern,
               gint64       line, /* -1: any */
               HwTraceFrame frame)
{
  return match_pattern (pattern, hw_trace_file_name (vm, HW_TRACE_FILE (frame))) && (line < 0 || line == HW_TRACE_LINE (frame));
}

/* A number or None; FALSE: exception. */
static gboolean
read_number (HwVm       *vm,
             HwObject   *self,
             const char *name,
             gint64     *value)
{
  HwObject *object = get (vm, self, name);

  *value = -1;
  if (object == NULL)
    return FALSE;
  if (object->kind == HW_KIND_NONE)
    return TRUE;
  return hw_index_value (vm, object, value, TRUE);
}

int
hw_filter_is_inclusive (HwVm     *vm,
                        HwObject *filter)
{
  HwObject *inclusive;

  if (filter->type != hw_filter_type (vm) && filter->type != hw_domain_filter_type (vm)) {
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute 'inclusive'", filter->type->name);
    return -1;
  }
  inclusive = get (vm, filter, "inclusive");
  return inclusive != NULL ? hw_truth (vm, inclusive) : -1;
}

int
hw_filter_match (HwVm          *vm,
                 HwObject      *filter,
                 const HwTrace *trace)
{
  int inclusive = hw_filter_is_inclusive (vm, filter);
  const HwTraceFrame *frames;
  gint64 domain, line;
  HwObject *pattern;
  gboolean found = FALSE;
  guint n;
  int all;

  if (inclusive < 0)
    return -1;
  if (filter->type == hw_domain_filter_type (vm)) {
    if (!read_number (vm, filter, "_domain", &domain))
      return -1;
    return (domain == 0) != !inclusive;
  }
  pattern = get (vm, filter, "_filename_pattern");
  if (pattern == NULL || !read_number (vm, filter, "lineno", &line) || !read_number (vm, filter, "domain", &domain) ||
      get (vm, filter, "all_frames") == NULL || (all = hw_truth (vm, get (vm, filter, "all_frames"))) < 0)
    return -1;
  if (!hw_is_str (pattern)) {
    hw_raise (vm, HW_EXC_TypeError, "expected str, bytes or os.PathLike object, not %s", pattern->type->name);
    return -1;
  }
  frames = hw_trace_get_frames (vm, trace, &n, NULL);
  for (guint i = 0; i < (all ? n : 1u) && !found; i++)
    found = matches_frame (vm, hw_str_text (pattern), line, frames[i]);
  if (!inclusive)
    found = !found;
  if (get (vm, filter, "domain")->kind == HW_KIND_NONE)
    return found;
  return inclusive ? found && domain == 0 : found || domain != 0;
}

/* ----------------------------------------------------------------------------------------------------------- classes */

static HwObject *
filter_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *values[5] = { NULL, NULL, NULL, NULL, NULL };
  HwObject *self, *pattern;

  if (!hw_bind (vm, "Filter.__init__", "inclusive,filename_pattern,lineno=,all_frames=,domain=", args, n, kwnames, values))
    return NULL;
  if (!hw_is_str (values[1]))
    return hw_raise (vm, HW_EXC_TypeError, "expected str, bytes or os.PathLike object, not %s", values[1]->type->name);
  self = hw_instance_new (H (vm), type);
  set (vm, self, "inclusive", values[0]);
  pattern = normalize (vm, values[1]);
  set (vm, self, "_filename_pattern", pattern);
  hw_decref (H (vm), pattern);
  set (vm, self, "lineno", values[2] != NULL ? values[2] : H (vm)->none);
  set (vm, self, "all_frames", values[3] != NULL ? values[3] : H (vm)->false_);
  set (vm, self, "domain", values[4] != NULL ? values[4] : H (vm)->none);
  return self;
}

static HwObject *
filter_get_pattern (HwVm     *vm,
                    HwObject *self)
{
  HwObject *pattern = get (vm, self, "_filename_pattern");

  return pattern != NULL ? hw_newref (H (vm), pattern) : NULL;
}

static const HwGetSetDef filter_getsets[] = {
  { "filename_pattern", filter_get_pattern, NULL },
  { NULL },
};

static const HwNativeType filter_native = {
  .new_ = filter_new,
  .getsets = filter_getsets,
};

static HwObject *
domain_filter_new (HwVm            *vm,
                   HwType          *type,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *values[2];
  HwObject *self;

  if (!hw_bind (vm, "DomainFilter.__init__", "inclusive,domain", args, n, kwnames, values))
    return NULL;
  self = hw_instance_new (H (vm), type);
  set (vm, self, "inclusive", values[0]);
  set (vm, self, "_domain", values[1]);
  return self;
}

static HwObject *
domain_filter_get_domain (HwVm     *vm,
                          HwObject *self)
{
  HwObject *domain = get (vm, self, "_domain");

  return domain != NULL ? hw_newref (H (vm), domain) : NULL;
}

static const HwGetSetDef domain_filter_getsets[] = {
  { "domain", domain_filter_get_domain, NULL },
  { NULL },
};

static const HwNativeType domain_filter_native = {
  .new_ = domain_filter_new,
  .getsets = domain_filter_getsets,
};
