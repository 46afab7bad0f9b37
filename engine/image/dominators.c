/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The dominator tree of an image and the sizes that objects retain: Georgiadis' semi-NCA over flat arrays, with stacks as arrays.
 *
 * Objects are numbered from 1 in the order of a depth-first search from the roots; 0 is what stands above all roots. All arrays of
 * the algorithm go by these numbers, so it walks through memory forwards or backwards and looks into the image only once. */

#include "hw-analysis.h"
#include "image/image.h"

#include <string.h>

#define CHECK_EVERY 65536

#define IS_REACHABLE 1
#define IS_ROOT 2

/* The way from a number up to an ancestor, and the smallest semidominator on it but for the ancestor's. */
typedef struct {
  guint32 ancestor;
  guint32 least;
} Link;

typedef struct {
  HwImage      *image;
  GCancellable *cancellable;
  guint8       *nature;    /* by object: IS_… */
  guint32      *number;    /* by object; 0: not reached (yet) */
  guint32      *object;    /* by number, as is all that follows */
  guint32      *parent;    /* in the search */
  guint32      *dominator;
  Link         *links;
  guint32      *semi;
  guint32      *holders;   /* of number i: [first[i], first[i + 1]) */
  guint32      *first;
  guint32      *stack;
  guint32       n;         /* numbers given so far, and one */
  guint64       steps;
} Tree;

static gboolean
is_cancelled (Tree *tree)
{
  return tree->steps++ % CHECK_EVERY == 0 && g_cancellable_is_cancelled (tree->cancellable);
}

/* ----------------------------------------------------------------------------------------------------------- roots */

/* What stands at the head of garbage: the members of the components to which no other unreachable object refers. */
static gboolean
mark_garbage_heads (Tree *tree)
{
  HwImage *image = tree->image;
  g_autoptr (HwComponents) components = hw_analysis_components (image, tree->cancellable);
  g_autofree guint8 *is_held = NULL;

  if (components == NULL)
    return FALSE;
  is_held = g_new0 (guint8, components->n_components + 1);
  for (guint i = 0; i < image->n_references; i++) {
    const HwReferenceRecord *reference = &image->references[i];
    guint32 from = components->component[reference->holder], to = components->component[reference->target];

    if (!reference->weak && from != to && !image->objects[reference->holder].reachable)
      is_held[to] = TRUE;
  }
  for (guint i = 0; i < image->n_objects; i++)
    if (!image->objects[i].reachable && !is_held[components->component[i]])
      tree->nature[i] |= IS_ROOT;
  return TRUE;
}

static gboolean
mark_roots (Tree *tree)
{
  HwImage *image = tree->image;
  gboolean has_garbage = FALSE;

  for (guint i = 0; i < image->roots->len; i++)
    tree->nature[g_array_index (image->roots, HwRootRecord, i).target] |= IS_ROOT;
  for (guint i = 0; i < image->n_objects; i++) {
    tree->nature[i] |= (image->objects[i].reachable ? IS_REACHABLE : 0) | (image->objects[i].flags & HW_FLAG_STATIC ? IS_ROOT : 0);
    has_garbage |= !image->objects[i].reachable;
  }
  return !has_garbage || mark_garbage_heads (tree);
}

/* Garbage keeps nothing alive that a root reaches: only references inside either of the two count. */
static inline gboolean
counts (const Tree              *tree,
        const HwReferenceRecord *reference)
{
  return !reference->weak && !((tree->nature[reference->holder] ^ tree->nature[reference->target]) & IS_REACHABLE);
}

/* ---------------------------------------------------------------------------------------------------------- search */

static void
enter (Tree   *tree,
       guint32 object,
       guint32 parent)
{
  guint32 number = tree->n++;

  tree->number[object] = number;
  tree->object[number] = object;
  tree->parent[number] = parent;
}

/* Numbers what [root] reaches. The stack holds numbers; [next] by number is the reference to look at next. */
static gboolean
search (Tree    *tree,
        guint32  root,
        guint32 *next)
{
  HwImage *image = tree->image;
  guint n = 0;

  tree->stack[n++] = tree->n;
  next[tree->n] = image->objects[root].first_ref;
  enter (tree, root, 0);
  while (n > 0) {
    guint32 number = tree->stack[n - 1];
    const HwObjectRecord *record = &image->objects[tree->object[number]];
    guint32 at = next[number], end = record->first_ref + record->n_refs;

    while (at < end && (tree->number[image->references[at].target] != 0 || !counts (tree, &image->references[at])))
      at++;
    next[number] = at + 1;
    if (at >= end) {
      n--;
    } else {
      tree->stack[n++] = tree->n;
      next[tree->n] = image->objects[image->references[at].target].first_ref;
      enter (tree, image->references[at].target, number);
    }
    if (is_cancelled (tree))
      return FALSE;
  }
  return TRUE;
}

/* Lists for every number the numbers that hold it. */
static gboolean
list_holders (Tree *tree)
{
  HwImage *image = tree->image;

  tree->first = g_new0 (guint32, tree->n + 2);
  tree->holders = g_new (guint32, image->n_references + 1);
  for (guint i = 0; i < image->n_references; i++)
    if (counts (tree, &image->references[i]))
      tree->first[tree->number[image->references[i].target] + 1]++;
  for (guint i = 0; i < tree->n; i++)
    tree->first[i + 1] += tree->first[i];
  for (guint32 number = 1; number < tree->n; number++) {
    const HwObjectRecord *record = &image->objects[tree->object[number]];

    if (is_cancelled (tree))
      return FALSE;
    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      if (counts (tree, &image->references[i]))
        tree->holders[tree->first[tree->number[image->references[i].target]]++] = number;
  }
  memmove (tree->first + 1, tree->first, tree->n * sizeof (guint32));
  tree->first[0] = 0;
  return TRUE;
}

static gboolean
number_all (Tree *tree)
{
  g_autofree guint32 *next = g_new (guint32, tree->image->n_objects + 2);

  tree->n = 1;
  for (guint i = 0; i < tree->image->n_objects; i++)
    if (tree->nature[i] & IS_ROOT && tree->number[i] == 0 && !search (tree, i, next))
      return FALSE;
  g_assert (tree->n == tree->image->n_objects + 1);
  return list_holders (tree);
}

/* ------------------------------------------------------------------------------------------------------- dominators */

/* The smallest semidominator on the way from [number] up to the last one linked; of one not yet linked, itself. */
static guint32
evaluate (Tree   *tree,
          guint32 number,
          guint32 last)
{
  Link *links = tree->links;
  guint n = 0;

  if (number < last)
    return number;
  while (links[number].ancestor >= last) {
    tree->stack[n++] = number;
    number = links[number].ancestor;
  }
  while (n > 0) {
    Link *below = &links[tree->stack[--n]];

    below->least = MIN (below->least, links[number].least);
    below->ancestor = links[number].ancestor;
    number = tree->stack[n];
  }
  return links[number].least;
}

static gboolean
find_semidominators (Tree *tree)
{
  for (guint32 number = tree->n - 1; number > 0; number--) {
    guint32 semi = tree->nature[tree->object[number]] & IS_ROOT ? 0 : tree->parent[number];

    if (is_cancelled (tree))
      return FALSE;
    for (guint32 i = tree->first[number]; i < tree->first[number + 1] && semi > 0; i++)
      semi = MIN (semi, evaluate (tree, tree->holders[i], number + 1));
    tree->semi[number] = semi;
    tree->links[number] = (Link) { tree->parent[number], semi };
  }
  return TRUE;
}

/* The dominator is the nearest ancestor in the tree so far that is no lower than the semidominator. */
static void
find_dominators (Tree *tree)
{
  tree->dominator[0] = 0;
  for (guint32 number = 1; number < tree->n; number++) {
    guint32 dominator = tree->parent[number];

    while (dominator > tree->semi[number])
      dominator = tree->dominator[dominator];
    tree->dominator[number] = dominator;
  }
}

/* Sums up from the leaves, then gives every object its place in the order: behind what dominates it, as the next of its kind. */
static HwDominators *
make_result (Tree *tree)
{
  guint n = tree->image->n_objects;
  HwDominators *result = g_new0 (HwDominators, 1);
  guint32 *place = tree->first; /* by number; of number 0: the next free one below it, and so for all that have theirs */

  result->n_objects = n;
  result->dominator = g_new (guint32, n + 1);
  result->retained = g_new (guint64, n + 1);
  result->count = g_new (guint32, n + 1);
  result->order = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++) {
    result->retained[i] = tree->image->objects[i].size;
    result->count[i] = 1;
  }
  for (guint32 number = tree->n - 1; number > 0; number--) {
    guint32 object = tree->object[number], above = tree->dominator[number];

    result->dominator[object] = above == 0 ? HW_NO_OBJECT : tree->object[above];
    if (above != 0) {
      result->retained[tree->object[above]] += result->retained[object];
      result->count[tree->object[above]] += result->count[object];
    }
  }
  place[0] = 0;
  for (guint32 number = 1; number < tree->n; number++) {
    guint32 object = tree->object[number], above = tree->dominator[number];

    result->order[place[above]] = object;
    place[number] = place[above] + 1;
    place[above] += result->count[object];
  }
  return result;
}

HwDominators *
hw_analysis_dominators (HwImage      *image,
                        GCancellable *cancellable)
{
  guint n = image->n_objects + 2;
  Tree tree = { .image = image, .cancellable = cancellable };
  HwDominators *result = NULL;

  tree.nature = g_new0 (guint8, n);
  tree.number = g_new0 (guint32, n);
  tree.object = g_new0 (guint32, n);
  tree.parent = g_new0 (guint32, n);
  tree.dominator = g_new (guint32, n);
  tree.links = g_new (Link, n);
  tree.semi = g_new (guint32, n);
  tree.stack = g_new (guint32, n);
  if (mark_roots (&tree) && number_all (&tree) && find_semidominators (&tree)) {
    find_dominators (&tree);
    result = make_result (&tree);
  }
  g_free (tree.nature);
  g_free (tree.number);
  g_free (tree.object);
  g_free (tree.parent);
  g_free (tree.dominator);
  g_free (tree.links);
  g_free (tree.semi);
  g_free (tree.stack);
  g_free (tree.holders);
  g_free (tree.first);
  return result;
}

void
hw_dominators_sum (const HwDominators *dominators,
                   const guint32      *sets,
                   guint               n_sets,
                   guint64            *sums)
{
  g_autofree guint32 *depth = g_new (guint32, dominators->n_objects + 1);
  g_autofree guint32 *path = g_new (guint32, dominators->n_objects + 1);
  g_autofree guint32 *n_on_path = g_new0 (guint32, n_sets + 1);
  guint n = 0;

  /* The order is that of a walk through the tree: the path to each object is known, and whose members are on it. */
  memset (sums, 0, n_sets * sizeof *sums);
  for (guint i = 0; i < dominators->n_objects; i++) {
    guint32 object = dominators->order[i], above = dominators->dominator[object], set;

    depth[object] = above == HW_NO_OBJECT ? 0 : depth[above] + 1;
    for (; n > depth[object]; n--)
      if (sets[path[n - 1]] != G_MAXUINT32)
        n_on_path[sets[path[n - 1]]]--;
    path[n++] = object;
    set = sets[object];
    if (set != G_MAXUINT32 && n_on_path[set]++ == 0)
      sums[set] += dominators->retained[object];
  }
}

void
hw_dominators_free (HwDominators *dominators)
{
  if (dominators == NULL)
    return;
  g_free (dominators->dominator);
  g_free (dominators->retained);
  g_free (dominators->count);
  g_free (dominators->order);
  g_free (dominators);
}
