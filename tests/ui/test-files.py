#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts and their files: a new one, saving, opening again, one instance, the question at the end, work that survives a crash."""

import glob
import os
import subprocess

from driver import App, run, text_of, wait

TEXT = 'import gc\nx = [1, 2]\ny = x\nprint(len(y))\n'


def type_lines(app, text):
    """Into the editor, which has the focus after a new scenario was opened."""
    app.focus(app.find('text', 'Scenario text'))
    app.type(text)
    wait(lambda: app.text('Scenario text').rstrip() == text.rstrip(), 'the typed text')


def new_and_save(tap, program, folder):
    path = os.path.join(folder, 'mine.py')
    app = App(program)
    try:
        app.press('New Scenario')
        wait(lambda: app.find_now('label', 'scenario.py'), 'an empty scenario')
        type_lines(app, TEXT)
        tap.check(True, 'a new scenario can be typed')
        app.keys('ctrl+s')
        app.choose_file(path, 'Save Scenario')
        wait(lambda: app.find_now('label', 'mine.py'), 'the name without the mark of changes')
        with open(path) as file:
            tap.equal(file.read().rstrip(), TEXT.rstrip(), 'the saved file has the text')
        tap.check(True, 'the window shows it as saved')
        tap.equal(app.close(), 0, 'and closes without a question')
    finally:
        app.kill()
    return path


def open_again(tap, program, path, folder):
    other = os.path.join(folder, 'other.py')
    with open(other, 'w') as file:
        file.write('print("the other one")\n')
    app = App(program, path)
    try:
        wait(lambda: app.find_now('label', 'mine.py'), 'the file')
        tap.equal(app.text('Scenario text').rstrip(), TEXT.rstrip(), 'a saved file is opened again by name')
        second = subprocess.run([program, other], timeout=120)
        tap.equal(second.returncode, 0, 'a second start hands its file over and ends')
        wait(lambda: len(app.frames()) == 2, 'a second window')
        texts = [text_of(app.find('text', 'Scenario text', frame)) for frame in app.frames()]
        tap.check(any('the other one' in text for text in texts), 'the file is in a window of the first', texts)
        app.keys('ctrl+q')
        tap.equal(app.wait_end(), 0, 'quitting closes both')
    finally:
        app.kill()


def question_at_the_end(tap, program, path):
    app = App(program, path)
    try:
        wait(lambda: app.find_now('label', 'mine.py'), 'the file')
        app.focus(app.find('text', 'Scenario text'))
        app.keys('ctrl+End')
        app.type('z = 5')
        wait(lambda: app.find_now('label', '• mine.py'), 'the mark of changes')
        app.press('Close')
        texts = app.answer('Save Changes?', 'Cancel')
        tap.check(any('“mine.py”' in text for text in texts), 'closing with changes asks', texts)
        tap.check('z = 5' in app.text('Scenario text'), 'cancelling keeps window and text')
        app.press('Close')
        app.answer('Save Changes?', 'Save')
        tap.equal(app.wait_end(), 0, 'saving closes the window')
        with open(path) as file:
            tap.check('z = 5' in file.read(), 'and the file has the change')
    finally:
        app.kill()


def crash(tap, program):
    state = os.path.join(os.environ['XDG_STATE_HOME'], 'heapwright', 'unsaved')
    app = App(program)
    try:
        app.press('New Scenario')
        wait(lambda: app.find_now('label', 'scenario.py'), 'an empty scenario')
        type_lines(app, 'precious = 1')

        def kept():
            return any('precious = 1' in open(path).read() for path in glob.glob(os.path.join(state, '*')))

        wait(kept, 'a copy of the unsaved text')
        tap.check(True, 'unsaved text is copied aside')
    finally:
        app.kill()
    app = App(program)
    try:
        texts = app.answer('Recover Unsaved Work?', 'Recover')
        tap.check(any('“scenario.py”' in text for text in texts), 'after a crash the next start offers it', texts)
        wait(lambda: 'precious = 1' in app.text('Scenario text'), 'the recovered text')
        tap.check(True, 'and brings it back')
        wait(lambda: app.find_now('label', '• scenario.py'), 'the mark of changes')
        app.press('Close')
        app.answer('Save Changes?', 'Discard')
        tap.equal(app.wait_end(), 0, 'it can be discarded')
        tap.equal(os.listdir(state), [], 'and then no copy is left')
    finally:
        app.kill()


def test(tap, program, folder):
    path = new_and_save(tap, program, folder)
    open_again(tap, program, path, folder)
    question_at_the_end(tap, program, path)
    crash(tap, program)


run(test)
