#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window under valgrind: a lesson is opened, stepped through, and left. Slow, so one short walk."""

import os
import re
import shutil
import subprocess

import driver
from driver import App, run, wait

GTK_SUPPRESSIONS = ('/usr/share/gtk-4.0/valgrind/gtk.supp', '/usr/share/glib-2.0/valgrind/glib.supp')


def tell_threads(app):
    """Where each thread of a program that does not go on stands."""
    subprocess.run(['timeout', '60', 'vgdb', f'--pid={app.process.pid}', 'v.info', 'scheduler'], capture_output=True)
    for line in app.messages().splitlines():
        print(f'# {line}', flush=True)


def test(tap, program, folder):
    if shutil.which('valgrind') is None:
        print('ok 1 - # SKIP no valgrind\n1..1')
        raise SystemExit(0)
    driver.DEADLINE = 120
    here = os.path.dirname(os.path.abspath(__file__))
    suppressions = [path for path in (*GTK_SUPPRESSIONS, os.path.join(here, 'valgrind.supp')) if os.path.exists(path)]
    # A fair lock, or a window that draws without a pause keeps the workers from theirs.
    wrapper = ['valgrind', '-q', '--fair-sched=try', '--leak-check=full', '--show-leak-kinds=definite',
               '--errors-for-leak-kinds=definite', '--num-callers=30', '--error-exitcode=99', *(f'--suppressions={path}' for path in suppressions)]
    lesson = os.path.join(os.environ['HEAPWRIGHT_DATA'], 'scenarios', '05-finalizers-and-the-collector.py')
    app = App(program, lesson, wrapper=wrapper, env={'G_SLICE': 'always-malloc'})
    try:
        wait(lambda: re.match(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        tap.check(True, 'a lesson is opened')
        for step in range(1, 6):
            app.keys('alt+Right')
            wait(lambda: app.subtitle().startswith(f'step {step} of'), f'step {step}')
        app.keys('alt+End')
        wait(lambda: not app.subtitle().startswith('step 5 of'), 'the last step')
        app.keys('alt+Home')
        wait(lambda: app.subtitle().startswith('step 0 of'), 'the first state')
        tap.check(True, 'it is stepped through')
        app.keys('ctrl+w')
        status = app.wait_end()
        tap.check(status == 0, 'valgrind finds neither errors nor definite leaks', f'status {status}\n{app.messages()[-6000:]}')
    except TimeoutError:
        tell_threads(app)
        raise
    finally:
        app.kill()


run(test)
