/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which verb is it? */

#include "cli.h"

#include "hw-config.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *operands;
  const char *summary;
  int       (*run) (int    argc,
                    char **argv);
} Verb;

static const Verb verbs[] = {
#define HW_X(verb, operands, summary) { #verb, operands, summary, hw_cli_##verb },
  HW_VERB_LIST (HW_X)
#undef HW_X
};

static const Verb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (name, verbs[i].name) == 0)
      return &verbs[i];
  return NULL;
}

static void
print_help (void)
{
  g_print ("Usage:\n"
           "  heapwright [FILE.py]              open the window\n");
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++) {
    g_autofree char *call = g_strdup_printf ("heapwright %s %s", verbs[i].name, verbs[i].operands);

    g_print ("  %-32s  %s\n", call, verbs[i].summary);
  }
  g_print ("\n"
           "  -h, --help      show this help; after a verb, that verb's\n"
           "  --version       show the version\n"
           "\n"
           "A scenario is a Python program; FILE may be - for standard input.\n"
           "Exit status: 0; the program's own; 1 for a file that could not be written; 2 for a usage or\n"
           "syntax error or something outside the modelled part of Python; 3 when a budget ran out or the run\n"
           "was cancelled; 4 when the window could not be opened.\n");
}

gboolean
hw_cli_is_meant (int    argc,
                 char **argv)
{
  if (argc < 2)
    return FALSE;
  return argv[1][0] == '-' || find_verb (argv[1]) != NULL;
}

int
hw_cli_main (int    argc,
             char **argv)
{
  const Verb *verb = find_verb (argv[1]);

  if (verb != NULL)
    return verb->run (argc - 1, argv + 1);

  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0) {
    print_help ();
    return 0;
  }
  if (strcmp (argv[1], "--version") == 0) {
    g_print ("heapwright %s\n", HW_VERSION);
    return 0;
  }
  g_printerr ("heapwright: unknown option %s (see heapwright --help)\n", argv[1]);
  return HW_CLI_USAGE;
}
