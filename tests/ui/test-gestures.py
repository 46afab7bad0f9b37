#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty window, by pointer and keyboard alone: a cycle with finalizers is built, dropped, collected, undone and saved, and real
Python prints the same."""

import os
import re
import subprocess
import sys

import pyatspi

from driver import App, happens, run, wait
from scene import Scene


def source_text(app):
    return app.text('Scenario text')


def write(app, preview, *keys):
    """Presses Return in the form when it shows this line, and waits until the program has run with it."""
    wait(lambda: app.find_now('label', lambda name: preview in name), f'the preview {preview!r}')
    if keys:
        app.keys(*keys)
    write_button = app.find('push button', 'Write')
    wait(lambda: write_button.getState().contains(pyatspi.STATE_SENSITIVE), 'an edit that may be written')
    app.keys('Return')
    wanted = preview.split(' → ')[-1]
    wait(lambda: wanted in source_text(app), f'{wanted!r} in the text')
    wait(lambda: re.fullmatch(r'step (\d+) of \d+', app.subtitle()), 'a record')


def tab_to(app, role, name):
    node = app.find(role, name)
    for _ in range(12):
        app.keys('Tab')
        if happens(lambda: node.getState().contains(pyatspi.STATE_FOCUSED), 0.3):
            return
    raise LookupError(f'Tab does not lead to {name}')


def add(app, *items):
    app.press('Add')
    for item in items:
        app.press(item, role='menu item')


def build(tap, app, scene):
    add(app, 'New Class…')
    wait(lambda: app.find_now('push button', 'Write'), 'the form')
    wait(lambda: app.find_now('label', lambda name: name.startswith('class ')), 'a preview')
    app.type('name, ref=None')
    tab_to(app, 'check box', 'Finalizer that prints')
    app.keys('space')
    write(app, 'def __del__(self)')
    tap.check('class Node' in source_text(app), 'the palette writes a class', source_text(app))
    for name in ('n', 'n2'):
        add(app, 'New Instance of Node…')
        write(app, f'{name} = Node(')
    tap.check(source_text(app).count('Node(') == 2, 'the palette writes two instances', source_text(app))


def link(tap, app, scene):
    scene.drag('Node #1', 'Node #2')
    write(app, 'n.ref = n2')
    tap.check('n.ref = n2' in source_text(app), 'a drag from object to object writes an attribute')
    scene.select('Node #2')
    app.keys('Menu')
    app.press('Set Attribute…', role='menu item')
    wait(lambda: app.find_now('text', 'Attribute'), 'the form')
    app.keys('ctrl+a')
    app.type('ref')
    app.keys('Tab')
    app.type('n')
    write(app, 'n2.ref = n')
    tap.check('n2.ref = n\n' in source_text(app), 'the context menu does so by keyboard', source_text(app))


def drop(tap, app, scene):
    for node, name in (('Node #1', 'n'), ('Node #2', 'n2')):
        scene.select(node)
        app.keys('Delete')
        write(app, f'del {name}')
    tap.equal(app.text('Output of the program'), '', 'counting alone frees neither')
    scene.select('Node #1')
    tap.check('unreachable' in scene.selected(), 'both are seen to be unreachable', scene.selected())


def collect(tap, app):
    add(app, 'Collector', 'Collect…')
    write(app, 'gc.collect()')
    wait(lambda: app.text('Output of the program'), 'output')
    output = app.text('Output of the program')
    tap.equal(len(output.splitlines()), 2, 'the pass runs both finalizers')
    return output


def rename(tap, app):
    source = app.find('text', 'Scenario text')
    app.focus(source)
    app.keys('ctrl+End', 'Up', 'Up', 'Home', 'ctrl+Right')  # behind "del"
    before = source_text(app)
    app.keys('Right', 'F2')
    wait(lambda: app.find_now('text', 'New name'), 'the form')
    app.keys('ctrl+a')
    app.type('second')
    write(app, 'n2 → second')
    tap.equal(source_text(app), before.replace('n2', 'second'), 'a name is renamed wherever it is meant')
    app.keys('ctrl+z')
    wait(lambda: source_text(app) == before, 'the old name')
    tap.check(True, 'one undo takes it back')


def undo_and_save(tap, app, folder, output):
    text = source_text(app)
    Scene(app).focus()  # undo works wherever the focus is
    n = 0
    while source_text(app) != '' and n < 30:
        before = source_text(app)
        app.keys('ctrl+z')
        wait(lambda: source_text(app) != before, 'a gesture undone')
        n += 1
    tap.equal(n, 8, 'each gesture is undone at once, down to the empty text')
    for _ in range(n):
        before = source_text(app)
        app.keys('ctrl+shift+z')
        wait(lambda: source_text(app) != before, 'a gesture done again')
    tap.equal(source_text(app), text, 'and done again')
    path = os.path.join(folder, 'ring.py')
    app.keys('ctrl+s')
    app.choose_file(path, 'Save Scenario')
    wait(lambda: os.path.exists(path), 'the saved file')
    real = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True).stdout
    tap.equal(real, output, 'the saved file prints the same under real Python')


def test(tap, program, folder):
    app = App(program)
    try:
        app.press('New Scenario')
        wait(lambda: app.find_now('text', 'Scenario text'), 'the editor')
        scene = Scene(app)
        build(tap, app, scene)
        link(tap, app, scene)
        drop(tap, app, scene)
        output = collect(tap, app)
        rename(tap, app)
        undo_and_save(tap, app, folder, output)
        tap.equal(app.close(), 0, 'the program ends with status 0')
    finally:
        app.kill()


run(test)
