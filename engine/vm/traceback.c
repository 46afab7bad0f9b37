/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tracebacks: made while an exception leaves frames, and printed as CPython prints them. Models Python/traceback.c, Python/pythonrun.c
 * (print_exception) and, from 3.13 on, Lib/traceback.py. */

#include "vm/containers.h"
#include "vm/machine.h"

/* Entries alike are folded after so many. */
#define REPEATED 3

void
hw_traceback_add (HwVm    *vm,
                  HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwObject *exception = vm->exception, *traceback;

  if (exception == NULL || vm->machine->stopped)
    return;
  vm->exception = NULL;
  traceback = hw_fields_new (heap, vm->types[HW_TYPE_ID_traceback], HW_KIND_TRACEBACK, 56, HW_TRACEBACK_N_FIELDS);
  traceback->as.items.extra = hw_frame_get_line (frame);
  traceback->as.items.data = GSIZE_TO_POINTER ((gsize) (frame->next - frame->code->instructions) - 1);
  if (hw_field (exception, HW_EXCEPTION_TRACEBACK) != NULL)
    hw_field_set (heap, traceback, HW_TRACEBACK_NEXT, hw_newref (heap, hw_field (exception, HW_EXCEPTION_TRACEBACK)));
  hw_field_set (heap, traceback, HW_TRACEBACK_FRAME, hw_newref (heap, hw_frame_get_object (vm, frame)));
  hw_object_track (heap, traceback);
  hw_field_set (heap, exception, HW_EXCEPTION_TRACEBACK, traceback);
  vm->exception = exception;
}

/* ----------------------------------------------------------------------------------------------------------- carets */

typedef struct {
  const HwPosition *position;
  const HwAst      *found;
} Search;

static void
search_node (HwAst   *node,
             gpointer data)
{
  Search *search = data;
  const HwPosition *p = search->position;

  if (search->found == NULL && hw_ast_is_expression (node) && node->line == p->line && node->column == p->column &&
      node->end_line == p->end_line && node->end_column == p->end_column)
    search->found = node;
  if (search->found == NULL)
    hw_ast_foreach_child (node, search_node, search);
}

/* Where the operator, the brackets or the call's parentheses are, in bytes of the line; FALSE if the node has no such middle. */
static gboolean
find_anchors (HwVm        *vm,
              const HwAst *node,
              const char  *line,
              guint       *begin,
              guint       *end)
{
  const HwAst *left, *right;

  if (node == NULL || node->line != node->end_line)
    return FALSE;
  switch (node->kind) {
  case HW_AST_BIN_OP:
    left = node->as.bin_op.left;
    right = node->as.bin_op.right;
    *begin = left->end_column;
    while (*begin < right->column && (line[*begin] == ' ' || line[*begin] == ')' || line[*begin] == '\\'))
      (*begin)++;
    *end = *begin + (guint) strlen (hw_operator_get_text (node->as.bin_op.op));
    return TRUE;
  case HW_AST_SUBSCRIPT:
    left = node->as.subscript.value;
    *begin = left->end_column;
    while (line[*begin] != '[' && line[*begin] != '\0')
      (*begin)++;
    *end = node->end_column;
    return TRUE;
  case HW_AST_CALL:
    if (H (vm)->profile->minor < 13)
      return FALSE;
    *begin = node->as.call.func->end_column;
    while (line[*begin] != '(' && line[*begin] != '\0')
      (*begin)++;
    *end = node->end_column;
    return TRUE;
  default:
    return FALSE;
  }
}

/* 3.13 on: a call that is the whole statement gets no carets. */
static gboolean
is_whole_call (HwVm             *vm,
               const HwAst      *node,
               const HwPosition *position,
               const char       *line,
               gsize             indent,
               gsize             length)
{
  if (H (vm)->profile->minor < 13 || node == NULL || node->kind != HW_AST_CALL)
    return FALSE;
  if (position->end_column != length)
    return FALSE;
  if (position->column == indent)
    return FALSE;
  if (g_str_has_prefix (line + indent, "return ") && position->column == indent + 7)
    return node->as.call.func->kind == HW_AST_NAME;
  return FALSE;
}

static void
append_carets (HwVm             *vm,
               GString          *text,
               const HwPosition *position,
               const char       *line,
               gsize             length)
{
  Search search = { position, NULL };
  gsize indent = 0, end = position->end_line == position->line ? position->end_column : length;
  guint anchor_begin = 0, anchor_end = 0;
  g_autofree char *copy = g_strndup (line, length);
  gboolean anchored;

  while (indent < length && (line[indent] == ' ' || line[indent] == '\t' || line[indent] == '\f'))
    indent++;
  while (length > indent && g_ascii_isspace (line[length - 1]))
    length--;
  end = MIN (end, length);
  if (position->end_line == 0 || position->column >= end)
    return;
  hw_ast_foreach_child (hw_scenario_get_tree (vm->machine->scenario)->root, search_node, &search);
  anchored = find_anchors (vm, search.found, copy, &anchor_begin, &anchor_end);
  if ((!anchored && position->column == indent && end == length) || is_whole_call (vm, search.found, position, copy, indent, length))
    return;
  g_string_append (text, "    ");
  for (gsize i = indent; i < end; i++) {
    if (((guchar) line[i] & 0xc0) == 0x80)
      continue;
    if (i < position->column)
      g_string_append_c (text, ' ');
    else if (anchored && (i < anchor_begin || i >= anchor_end))
      g_string_append_c (text, '~');
    else
      g_string_append_c (text, '^');
  }
  g_string_append_c (text, '\n');
}

/* ---------------------------------------------------------------------------------------------------------- printing */

static void
append_entry (HwVm     *vm,
              GString  *text,
              HwObject *traceback)
{
  HwFrameInfo *info = hw_field (traceback, HW_TRACEBACK_FRAME)->as.items.data;
  const HwPosition *position = &info->code->positions[GPOINTER_TO_SIZE (traceback->as.items.data)];
  gsize length = 0, indent = 0;
  const char *line = hw_scenario_get_line (vm->machine->scenario, traceback->as.items.extra, &length);

  g_string_append_printf (text, "  File \"%s\", line %u, in %s\n", hw_scenario_get_path (vm->machine->scenario),
                          traceback->as.items.extra, info->code->name);
  if (line == NULL)
    return;
  while (indent < length && (line[indent] == ' ' || line[indent] == '\t' || line[indent] == '\f'))
    indent++;
  g_string_append (text, "    ");
  g_string_append_len (text, line + indent, (gssize) (length - indent));
  g_string_append_c (text, '\n');
  append_carets (vm, text, position, line, length);
}

static gboolean
same_place (HwObject *a,
            HwObject *b)
{
  HwFrameInfo *left = hw_field (a, HW_TRACEBACK_FRAME)->as.items.data, *right = hw_field (b, HW_TRACEBACK_FRAME)->as.items.data;

  return left->code == right->code && a->as.items.extra == b->as.items.extra;
}

static void
append_repeated (GString *text,
                 guint    n)
{
  if (n > REPEATED)
    g_string_append_printf (text, "  [Previous line repeated %u more time%s]\n", n - REPEATED, n - REPEATED == 1 ? "" : "s");
}

static void
append_traceback (HwVm     *vm,
                  GString  *text,
                  HwObject *traceback)
{
  HwObject *last = NULL;
  guint n = 0;

  g_string_append (text, "Traceback (most recent call last):\n");
  for (; traceback != NULL; traceback = hw_field (traceback, HW_TRACEBACK_NEXT)) {
    if (last != NULL && !same_place (last, traceback)) {
      append_repeated (text, n);
      n = 0;
    }
    if (++n <= REPEATED)
      append_entry (vm, text, traceback);
    last = traceback;
  }
  append_repeated (text, n);
}

static void
append_exception_line (HwVm     *vm,
                       GString  *text,
                       HwObject *exception)
{
  g_autofree char *name = hw_type_full_name (vm, exception->type);
  HwObject *message, *notes;

  g_string_append (text, g_str_has_prefix (name, "__main__.") ? name + strlen ("__main__.") : name);
  message = hw_str (vm, exception);
  if (message == NULL) {
    hw_exception_clear (vm);
    g_string_append (text, ": <exception str() failed>");
  } else {
    if (message->as.str.n_bytes > 0)
      g_string_append_printf (text, ": %s", hw_str_text (message));
    hw_decref (H (vm), message);
  }
  g_string_append_c (text, '\n');
  if (hw_lookup_attr (vm, exception, vm->names[HW_NAME___notes__], &notes) != 1) {
    hw_exception_clear (vm);
    return;
  }
  for (guint32 i = 0; notes->kind == HW_KIND_LIST && i < notes->as.items.n; i++)
    if (hw_is_str (notes->as.items.at[i]))
      g_string_append_printf (text, "%s\n", hw_str_text (notes->as.items.at[i]));
  hw_decref (H (vm), notes);
}

/* The chain of causes and contexts, oldest first. */
static GPtrArray *
list_chain (HwObject *exception)
{
  GPtrArray *chain = g_ptr_array_new ();

  while (exception != NULL && !g_ptr_array_find (chain, exception, NULL)) {
    HwObject *cause = hw_field (exception, HW_EXCEPTION_CAUSE), *context = hw_field (exception, HW_EXCEPTION_CONTEXT);

    g_ptr_array_add (chain, exception);
    exception = cause != NULL ? cause : exception->as.items.extra & HW_EXCEPTION_SUPPRESS ? NULL : context;
  }
  return chain;
}

void
hw_print_exception (HwVm     *vm,
                    HwObject *exception)
{
  g_autoptr (GPtrArray) chain = list_chain (exception);
  GString *text = g_string_new (NULL);

  for (guint i = chain->len; i-- > 0;) {
    HwObject *each = g_ptr_array_index (chain, i);

    if (hw_field (each, HW_EXCEPTION_TRACEBACK) != NULL)
      append_traceback (vm, text, hw_field (each, HW_EXCEPTION_TRACEBACK));
    append_exception_line (vm, text, each);
    if (i == 0)
      break;
    g_string_append (text, hw_field (g_ptr_array_index (chain, i - 1), HW_EXCEPTION_CAUSE) == each
                             ? "\nThe above exception was the direct cause of the following exception:\n\n"
                             : "\nDuring handling of the above exception, another exception occurred:\n\n");
  }
  hw_write (vm, text->str, text->len, TRUE);
  g_string_free (text, TRUE);
}

void
hw_unraisable (HwVm     *vm,
               HwObject *where)
{
  HwObject *exception = g_steal_pointer (&vm->exception), *name = NULL;
  GString *text;

  if (exception == NULL)
    return;
  if (vm->machine->stopped) {
    vm->exception = exception;
    return;
  }
  text = g_string_new ("Exception ignored in");
  if (where != NULL)
    name = hw_repr (vm, where);
  g_string_append_printf (text, ": %s\n", name != NULL ? hw_str_text (name) : "<object repr() failed>");
  hw_exception_clear (vm);
  hw_xdecref (H (vm), name);
  if (hw_field (exception, HW_EXCEPTION_TRACEBACK) != NULL)
    append_traceback (vm, text, hw_field (exception, HW_EXCEPTION_TRACEBACK));
  append_exception_line (vm, text, exception);
  hw_write (vm, text->str, text->len, TRUE);
  g_string_free (text, TRUE);
  hw_decref (H (vm), exception);
}
