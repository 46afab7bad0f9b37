#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The source is typed into fast, with the scroll bars in sight: nothing is lost, and everything is undone."""

import os
import subprocess

from driver import App, run, text_of, wait

WORDS = 'class def import '   # bold, so each moves the end of its line when it is coloured
START = '# a scenario\n' + ''.join(f'name_{i} = "{"long " * 20}"\n' for i in range(40))


def type_fast(tap, app, source):
    app.focus(source)
    app.keys('ctrl+End')
    x, y, width, height = app.place(source.parent)
    for i in range(12):
        place = [str(x + width // 2 + i), str(y + height // 2)]
        subprocess.check_call(['xdotool', 'mousemove', *place, 'type', '--delay', '15', WORDS])
    wait(lambda: text_of(source) == START + WORDS * 12, 'all that was typed')
    tap.check(True, 'every key that was typed is in the text')


def undo_all(tap, app, source):
    for _ in range(30):
        if text_of(source) == START:
            break
        before = text_of(source)
        app.keys(*['ctrl+z'] * 8)
        wait(lambda: text_of(source) != before, 'something undone')
    tap.equal(text_of(source), START, 'undo goes back to the text that was opened')
    app.keys('ctrl+shift+z')
    wait(lambda: text_of(source) != START, 'something done again')
    tap.check(text_of(source).startswith(START), 'redo brings what was undone')
    app.keys('ctrl+z')
    wait(lambda: text_of(source) == START, 'the text that was opened')


def type_statements(tap, app, source):
    """The line below the output: completion, what is no Python, what was typed before."""
    line = app.find('text', 'Statement to run')
    app.point(line)
    app.keys('Home')  # and the focus in the window
    app.type('alpha = []\n')
    wait(lambda: text_of(source) == START + 'alpha = []\n', 'the statement in the text')
    wait(lambda: not text_of(line), 'an empty line')
    tap.check(True, 'a statement is written at the end of the text')
    canvas = app.find('image', 'Object graph')
    wait(lambda: f'step {app.subtitle().split()[1]}' in canvas.description and app.subtitle().split()[1] == '41', 'the heap with it')
    app.type('alp')
    app.keys('Tab')
    wait(lambda: text_of(line) == 'alpha', 'the completed name')
    app.type('.app')
    app.keys('Tab')
    wait(lambda: text_of(line) == 'alpha.append', 'the completed attribute')
    tap.check(True, 'Tab completes names and attributes')
    app.type('(\n')
    app.wait_label('was never closed')
    tap.equal(text_of(line), 'alpha.append(', 'what is no Python stays, with the reason')
    app.keys('ctrl+a')
    app.keys('Up')
    wait(lambda: text_of(line) == 'alpha = []', 'the statement before')
    app.keys('Down')
    wait(lambda: text_of(line) == 'alpha.append(', 'what was being typed')
    tap.check(True, 'Up and Down go through what was typed before')
    app.keys('ctrl+z')


def test(tap, program, folder):
    path = os.path.join(folder, 'typed.py')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(START)
    app = App(program, path)
    try:
        wait(lambda: app.subtitle(), 'a record')
        source = app.find('text', 'Scenario text')
        type_fast(tap, app, source)
        undo_all(tap, app, source)
        type_statements(tap, app, source)
        app.focus(source)
        undo_all(tap, app, source)
        app.keys('ctrl+question')
        tap.check(app.window('Heapwright'), 'the shortcuts are shown')
        app.keys('Escape', title='Heapwright')
        tap.equal(app.close(), 0, 'the program ends with status 0, with nothing to save')
    finally:
        app.kill()


run(test)
