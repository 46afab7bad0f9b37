#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's first quarter of an hour: a lesson from the welcome page, steps both ways, a selection, an edit, four exports."""

import os
import re

import pyatspi

from driver import App, run, wait
from scene import Scene

LESSON = 'Finalizers and the collector'


def open_lesson(tap, app):
    tap.equal(app.title(), 'Heapwright', 'the window opens on the welcome page')
    lessons = app.find('list', 'Lessons')
    tap.check(lessons.childCount >= 14, 'at least fourteen lessons are offered', lessons.childCount)
    card = app.find('list item', LESSON, lessons)
    tap.check(app.find_now('label', lambda name: 'unreachable' in name, card), 'a lesson has its sentence')
    app.press(LESSON, lessons)
    wait(lambda: app.title() == LESSON, 'the lesson\'s title')
    tap.check(True, 'a click on a lesson opens it')
    tap.check('def __del__(self):' in app.text('Scenario text'), 'its source is shown')
    wait(lambda: re.search(r'step 0 of \d+', app.subtitle()), 'a recorded run')
    tap.check('Before the first statement' in app.step_text(), 'it stands before the first statement', app.step_text())
    tap.equal(app.text('Output of the program'), '', 'nothing is printed yet')


def last_step(app):
    return int(app.subtitle().split()[-1])


def step_both_ways(tap, app):
    last = last_step(app)
    for step in range(1, last + 1):
        app.press('Next step')
        wait(lambda: app.subtitle() == f'step {step} of {last}', f'step {step}')
    tap.check(True, f'every one of the {last} steps is reached forwards')
    sensitive = app.find('push button', 'Next step').getState().contains(pyatspi.STATE_SENSITIVE)
    tap.check(not sensitive, 'after the last step there is no next')
    output = app.text('Output of the program')
    tap.check('Object obj1 created' in output, 'the whole output is shown at the end', output)
    app.keys('alt+Left', 'alt+Left')
    wait(lambda: app.subtitle() == f'step {last - 2} of {last}', 'two steps back by keyboard')
    tap.check(True, 'the keyboard steps backwards')
    app.press('First step')
    wait(lambda: app.subtitle() == f'step 0 of {last}', 'the first state')
    wait(lambda: app.text('Output of the program') == '', 'an empty output')
    tap.check(True, 'going back takes the output back')


def names_follow(tap, app):
    line = 1 + app.text('Scenario text').splitlines().index('node2.ref = node1')
    app.show_table('Names')
    rows = app.table_rows('Names')
    tap.check(not any('node1' in row for row in rows), 'node1 is no name before it is assigned', rows)
    app.go_to_line(line)
    wait(lambda: any('node1' in row for row in app.table_rows('Names')), 'node1 in the table of names')
    tap.check(True, 'the table of names follows the step')
    app.show_table('Objects')
    rows = wait(lambda: [row for row in app.table_rows('Objects') if 'Node' in row], 'nodes in the table of objects')
    tap.check(len(rows) >= 2, 'both nodes are in the table of objects', rows)


def select_on_canvas(tap, app):
    canvas = app.find('image', 'Object graph')
    wait(lambda: re.search(r'\d+ object', canvas.description or ''), 'a drawn graph')
    scene = Scene(app)
    x, y = scene.place('class Node')
    app.keys('Escape')
    wait(lambda: not app.inspector_title(), 'nothing selected')
    app.point_at(x, y)
    chosen = wait(app.inspector_title, 'a selected node in the inspector')
    tap.check(chosen != '', f'a click on the canvas selects a node: {chosen}')

    def selected_row():
        table = app.find('tree table', 'Objects')
        table.clear_cache()
        body = app.find('list', 'GtkColumnListView', table)
        for i in range(body.childCount):
            row = body.getChildAtIndex(i)
            if row.getState().contains(pyatspi.STATE_SELECTED):
                return [node.name for node in app_labels(row)]
        return None

    row = wait(selected_row, 'a selected row in the table of objects')
    tap.check(chosen in row, 'the table of objects selects the same object', f'{chosen}\n{row}')


def app_labels(node):
    if node.getRoleName() == 'label':
        yield node
    for i in range(node.childCount):
        yield from app_labels(node.getChildAtIndex(i))


def edit_source(tap, app):
    last = last_step(app)
    source = app.find('text', 'Scenario text')
    app.focus(source)
    app.keys('ctrl+End')
    app.type('extra = []\n')
    wait(lambda: 'extra = []' in app.text('Scenario text'), 'the typed line')
    wait(lambda: app.subtitle().endswith(f'of {last + 1}'), 'a new record with one more step')
    tap.check(True, 'a changed source is run again')
    tap.check(app.find_now('label', '• 05-finalizers-and-the-collector.py'), 'the text is marked as not saved')
    app.press('Last step')
    wait(lambda: app.subtitle() == f'step {last + 1} of {last + 1}', 'the last step')
    app.press('Previous step')
    app.show_table('Names')
    wait(lambda: any('extra' in row for row in app.table_rows('Names')), 'the new name')
    tap.check(True, 'the new name is in the table')


def export_all(tap, app, folder):
    magic = {'svg': b'<?xml', 'pdf': b'%PDF-', 'png': b'\x89PNG', 'dot': b'digraph'}
    for ending, start in magic.items():
        path = os.path.join(folder, f'picture.{ending}')
        app.choose('Export', f'{ending.upper()}…')
        app.choose_file(path, 'Save the Picture')
        wait(lambda: os.path.exists(path), f'the {ending} file')
        app.wait_label(f'picture.{ending}')
        with open(path, 'rb') as file:
            data = file.read()
        tap.check(data.startswith(start), f'the picture is saved as {ending.upper()}', data[:40])
        if ending in ('svg', 'dot'):
            tap.check(b'Node' in data and b'extra' in data, f'the {ending.upper()} file has the names of what is shown')


def film(tap, app, folder):
    path = os.path.join(folder, 'film.html')
    app.choose('Export', 'Web Page…')
    app.choose_file(path, 'Save the Film')
    wait(lambda: os.path.exists(path), 'the film')
    app.wait_label('film.html')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    tap.check(text.startswith('<!DOCTYPE html>') and text.count('<svg') > 3, 'a film is saved as a web page', text[:200])


def test(tap, program, folder):
    app = App(program)
    try:
        open_lesson(tap, app)
        step_both_ways(tap, app)
        names_follow(tap, app)
        select_on_canvas(tap, app)
        edit_source(tap, app)
        export_all(tap, app, folder)
        film(tap, app, folder)
        app.press('Close')
        app.answer('Save Changes?', 'Discard')
        tap.equal(app.wait_end(), 0, 'the program ends with status 0')
    finally:
        app.kill()


run(test)
