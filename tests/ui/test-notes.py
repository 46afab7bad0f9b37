# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes pinned to objects of the graph, in the real window: by key and by menu, into the text, and back by one undo."""

import os
import re

from driver import App, run, wait
from scene import Scene

SCENARIO = '''class Node:
    pass

a = Node()
b = [Node(), a]
'''


def pin(app, scene, text):
    app.keys('n')
    entry = app.find('text', 'Note')
    app.set_text(entry, text)
    app.keys('Return')


def test(tap, program, folder):
    path = os.path.join(folder, 'notes.py')
    with open(path, 'w') as file:
        file.write(SCENARIO)
    app = App(program, path)
    try:
        wait(lambda: re.search(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        app.press('Last step')
        app.press('Previous step')
        scene = Scene(app)
        scene.select('list #')
        pin(app, scene, 'holds both')
        wait(lambda: 'b = [Node(), a]  # note 2: holds both\n' in app.text('Scenario text'), 'the note in the text')
        tap.check(True, 'a note is a comment of the line that made the object')
        wait(lambda: 'Note: holds both' in scene.canvas.description, 'the note with the object')
        tap.check(True, 'and is told with the object')
        pin(app, scene, 'other')
        wait(lambda: '# note 2: other\n' in app.text('Scenario text'), 'another note')
        app.keys('ctrl+z')
        wait(lambda: '# note 2: holds both\n' in app.text('Scenario text'), 'the first note again')
        app.keys('ctrl+z')
        wait(lambda: app.text('Scenario text') == SCENARIO, 'the text as it was')
        tap.check(True, 'one undo takes a note back')
        wait(lambda: 'Note:' not in scene.canvas.description, 'no note')
    finally:
        app.kill()


run(test)
