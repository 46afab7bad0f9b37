# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drags in the graph of the real window: a slot onto another slot swaps them, a band selects."""

import os
import re
import subprocess

from driver import App, run, wait
from scene import Scene

SCENARIO = 'pair = [[], {}]\n'
HEAD, ROW = 36, 18  # heights in points, as the graph draws them


def find_row(app, scene, title, row):
    zoom = int(app.find('push button', lambda name: name.startswith('Zoom ') and '%' in name).name.split()[1]) / 100
    x, y = scene.place(title)
    return x, round(y - 9 + (HEAD + (row + 0.5) * ROW) * zoom)


def drag(start, end, modifier=None):
    (x, y), (to_x, to_y) = start, end
    mouse = ['xdotool', 'mousemove', str(x), str(y), 'mousedown', '1']
    for i in range(1, 9):
        mouse += ['mousemove', str(x + (to_x - x) * i // 8), str(y + (to_y - y) * i // 8)]
    if modifier:
        subprocess.check_call(['xdotool', 'keydown', modifier])
    subprocess.check_call(mouse)
    subprocess.check_call(['xdotool', 'mouseup', '1'])
    if modifier:
        subprocess.check_call(['xdotool', 'keyup', modifier])


def test(tap, program, folder):
    path = os.path.join(folder, 'drag.py')
    with open(path, 'w') as file:
        file.write(SCENARIO)
    app = App(program, path)
    try:
        wait(lambda: re.search(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        app.press('Next step')
        scene = Scene(app)
        wait(lambda: 'step 1' in (scene.canvas.description or ''), 'the graph')
        drag(find_row(app, scene, 'holds 2 references', 0), find_row(app, scene, 'holds 2 references', 1))
        app.wait_label('pair[0], pair[1] = pair[1], pair[0]')
        app.press('Write')
        wait(lambda: app.text('Scenario text').endswith('pair[0], pair[1] = pair[1], pair[0]\n'), 'the statement in the text')
        tap.check(True, 'a slot that is dropped on another one is swapped with it')

        wait(lambda: 'step 2' in scene.canvas.description, 'the graph after it')
        scene.focus()
        x, y, width, height = app.place(scene.canvas)
        drag((x + width - 20, y + 10), (x + 20, y + height - 10), 'shift')
        app.wait_label('objects selected, ')
        tap.check(True, 'a drag with Shift selects what it goes around')
        app.keys('Escape')
        wait(lambda: not app.has_label('objects selected, '), 'nothing selected')
    finally:
        app.kill()


run(test)
