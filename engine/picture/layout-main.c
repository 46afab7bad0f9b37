/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright-layout: lays a graph out with Graphviz, in a process that can be killed: Graphviz has no way to be interrupted,
 * loses memory, and keeps its state in globals.
 *
 * Standard input: a graph in the DOT language, with the attribute "layout" naming the engine. Standard output: a line "NAME X
 * Y" for each node, its centre in points, y downwards, then a line "."; numbers in the C locale. Exit status 1 with no last
 * line if the graph cannot be read or laid out. */

#include <graphviz/gvc.h>
#include <stdio.h>
#include <stdlib.h>

static void
print_places (Agraph_t *graph)
{
  for (Agnode_t *node = agfstnode (graph); node; node = agnxtnode (graph, node))
    printf ("%s %.2f %.2f\n", agnameof (node), ND_coord (node).x, -ND_coord (node).y);
  puts (".");
}

int
main (void)
{
  GVC_t *context = gvContext ();
  Agraph_t *graph = agread (stdin, NULL);
  const char *engine = graph ? agget (graph, (char *) "layout") : NULL;

  if (!engine || gvLayout (context, graph, engine) != 0)
    return EXIT_FAILURE;
  print_places (graph);
  if (fflush (stdout) != 0 || ferror (stdout))
    return EXIT_FAILURE;
  /* Nothing is taken apart: the system does that faster. */
  _Exit (EXIT_SUCCESS);
}
