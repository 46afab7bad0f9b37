/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The program: a verb goes to the command line, anything else to the window. */

#include "cli.h"

#include "hw-config.h"

#include <locale.h>

#if HW_WITH_GUI
#include "hw-application.h"

#include <gtk/gtk.h>
#include <libintl.h>

static int
run_window (int    argc,
            char **argv)
{
  g_autoptr(GApplication) application = NULL;

  bindtextdomain (GETTEXT_PACKAGE, HW_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!gtk_init_check ()) {
    g_printerr ("heapwright: no display could be opened; heapwright --help tells what works without one\n");
    return HW_CLI_NO_DISPLAY;
  }
  application = G_APPLICATION (hw_application_new ());
  return g_application_run (application, argc, argv);
}
#else
static int
run_window (int    argc,
            char **argv)
{
  g_printerr ("heapwright: this build has no window; heapwright --help tells what works without one\n");
  return HW_CLI_NO_DISPLAY;
}
#endif

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");

  if (hw_cli_is_meant (argc, argv))
    return hw_cli_main (argc, argv);
  return run_window (argc, argv);
}
