#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong is told once, clearly, and nothing is lost: bad files, wrong programs, endless loops, unwritable places."""

import os
import re

from driver import App, run, wait


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(data)
    return path


def bad_files(tap, program, folder):
    for name, path in (('a binary file', write(folder, 'binary.py', b'x = 1\0\xff\xfe')),
                       ('a directory', folder),
                       ('a missing file', os.path.join(folder, 'missing.py'))):
        app = App(program, path)
        try:
            texts = app.answer('The File Could Not Be Opened', 'Close')
            tap.check(any(path in text for text in texts), f'{name} is refused in a dialog that names it', texts)
            tap.equal(app.title(), 'Heapwright', f'behind it is the welcome page ({name})')
            tap.equal(app.close(), 0, f'and the program goes on and ends well ({name})')
        finally:
            app.kill()


def syntax_error(tap, program, folder):
    app = App(program, write(folder, 'wrong.py', b'x = 1\ny = = 2\n'))
    try:
        label = app.wait_label('Line 2, column')
        tap.check('invalid syntax' in label.name, 'a syntax error is told with its place', label.name)
        app.press('Show')
        source = app.find('text', 'Scenario text')
        wait(lambda: source.queryText().getNSelections() == 1, 'the place to be selected')
        tap.check(True, 'a button leads to the place')
        app.keys('ctrl+a')
        app.type('z = 3\n')
        wait(lambda: 'z = 3' in app.text('Scenario text'), 'the corrected text')
        wait(lambda: re.match(r'step \d+ of', app.subtitle()), 'a record of the corrected text')
        tap.check(True, 'the corrected text runs')
        app.press('Close')
        app.answer('Save Changes?', 'Discard')
        tap.equal(app.wait_end(), 0, 'the changes can be discarded')
    finally:
        app.kill()


def unsupported(tap, program, folder):
    app = App(program, write(folder, 'os.py', b'import os\nprint(os.getcwd())\n'))
    try:
        label = app.wait_label('Line 1, column')
        tap.check('os' in label.name, 'what the subset lacks is refused by name before anything runs', label.name)
        tap.equal(app.text('Output of the program'), '', 'and nothing was printed')
        tap.equal(app.close(), 0, 'the window closes without a question')
    finally:
        app.kill()


def endless_loop(tap, program, folder):
    app = App(program, write(folder, 'loop.py', b'n = 0\nwhile True:\n    n += 1\n'))
    try:
        wait(lambda: app.find_now('label', lambda name: re.search(r'[1-9][\d,]* statements', name)), 'progress')
        tap.check(True, 'an endless loop shows its progress')
        app.press('Cancel')
        app.wait_label('The record goes up to there')
        tap.check(True, 'it can be cancelled, and the window says what is recorded')
        wait(lambda: re.match(r'step 0 of \d\d+', app.subtitle()), 'the record up to there')
        app.press('Next step')
        wait(lambda: app.subtitle().startswith('step 1 of'), 'a step in it')
        tap.check(True, 'the record up to there can be stepped through')
        app.press('Last step')
        wait(lambda: not app.subtitle().startswith('step 1 of'), 'its last step')
        tap.equal(app.close(), 0, 'and the program ends well')
    finally:
        app.kill()


def uncaught_exception(tap, program, folder):
    app = App(program, write(folder, 'raise.py', b'print("before")\nx = {}["missing"]\n'))
    try:
        wait(lambda: re.match(r'step 0 of', app.subtitle()), 'a record')
        app.press('Last step')
        wait(lambda: 'KeyError' in app.text('Output of the program'), 'the traceback')
        output = app.text('Output of the program')
        tap.check('before' in output and 'line 2' in output, 'an uncaught exception leaves its traceback in the output', output)
        tap.equal(app.close(), 0, 'and no trouble behind')
    finally:
        app.kill()


def unwritable_export(tap, program, folder):
    app = App(program, write(folder, 'fine.py', b'a = [1]\nb = a\n'))
    try:
        wait(lambda: re.match(r'step 0 of', app.subtitle()), 'a record')
        app.press('Next step')
        canvas = app.find('image', 'Object graph')
        wait(lambda: 'step 1' in (canvas.description or ''), 'a drawn graph')
        app.keys('ctrl+e')
        app.choose_file('/proc/heapwright.svg', 'Save the Picture')
        texts = app.answer('The Picture Could Not Be Saved', 'Close')
        tap.check(any('heapwright.svg' in text for text in texts), 'a picture that cannot be written is told in a dialog', texts)
        tap.equal(app.close(), 0, 'and the program goes on')
    finally:
        app.kill()


def test(tap, program, folder):
    bad_files(tap, program, folder)
    syntax_error(tap, program, folder)
    unsupported(tap, program, folder)
    endless_loop(tap, program, folder)
    uncaught_exception(tap, program, folder)
    unwritable_export(tap, program, folder)


run(test)
