#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pass is opened in the real window: its phases, forwards and backwards, and its decisions say what the command line says."""

import json
import os
import re
import subprocess

from driver import App, run, wait, walk

LESSON = '05-finalizers-and-the-collector.py'
PHASES = ['update_refs', 'subtract_refs', 'move_unreachable', 'move_legacy_finalizers', 'handle_weakrefs', 'finalize_garbage',
          'handle_resurrected_objects', 'delete_garbage', 'the end']


def ask(program, path, what):
    command = [program, 'passes', what, '--pass', '1', '--format', 'json', path]
    return json.loads(subprocess.check_output(command, text=True))


def phases_shown(app):
    listed = app.find('list', 'Phases of the pass')
    listed.clear_cache()
    labels = [node.name for node in walk(listed, 400) if node.getRoleName() == 'label']
    return list(zip(labels[::2], labels[1::2]))


def open_pass(tap, app, program, path):
    app.keys('alt+End')
    app.keys('shift+F7')
    app.show_table('Collector')
    rows = wait(lambda: app.table_rows('Collections'), 'the passes')
    tap.check(len(rows) == 3, 'the pass of the program and two of its exit are listed', rows)
    wanted = [(row['phase'], row['words']) for row in ask(program, path, '--phases')]
    wait(lambda: len(phases_shown(app)) == len(PHASES), 'the phases of the pass')
    tap.equal([phase for phase, _ in phases_shown(app)], PHASES, 'a pass opens into its phases')
    tap.equal(phases_shown(app), wanted, 'they say what the command line says')


def walk_phases(tap, app):
    app.keys('alt+Left')
    steps = []
    for _ in range(6):
        before = app.step_text()
        app.press('Next phase')
        wait(lambda: app.step_text() != before, 'the next phase')
        steps.append(app.step_text())
    tap.check(all(re.match('Inside step 20, before', text) for text in steps), 'the phases lead into the pass, forwards', steps)
    tap.check('finalize_garbage' in steps[-1], 'the sixth is the finalizers\'', steps)
    back = []
    for _ in range(3):
        before = app.step_text()
        app.press('Previous phase')
        wait(lambda: app.step_text() != before, 'the phase before')
        back.append(app.step_text())
    tap.equal(back, steps[-2:-5:-1], 'and backwards')


def decisions(tap, app, program, path):
    app.point(app.find('page tab', 'Decisions'))
    wanted = ask(program, path, '--decisions')
    rows = wait(lambda: app.table_rows('Decisions of a pass', 5), 'the decisions')
    shown = [[row[i] for i in (0, 1, 2, 4, 5)] for row in rows]
    tap.equal(shown, [[str(each[name]) for name in ('number', 'phase', 'decision', 'ob_refcnt', 'gc_refs')]
                      for each in wanted[:len(shown)]], 'the decisions have the numbers that the command line prints')


def test(tap, program, folder):
    path = os.path.join(os.environ['HEAPWRIGHT_DATA'], 'scenarios', LESSON)
    app = App(program, path)
    try:
        wait(lambda: re.match(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        open_pass(tap, app, program, path)
        walk_phases(tap, app)
        decisions(tap, app, program, path)
        tap.equal(app.close(), 0, 'the window closes')
    finally:
        app.kill()


run(test)
