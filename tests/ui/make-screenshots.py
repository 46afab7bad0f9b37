#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of data/screenshots by the program itself:

    tests/ui/run-headless -s 1440x900 -- tests/ui/make-screenshots.py PROGRAM FOLDER [LESSON LINE]

welcome.png and main.png, and the same in dark. main.png shows LESSON after the statement LINE was executed, with an object selected."""

import glob
import os
import re
import subprocess
import sys

from driver import BORDER, App, happens, wait

LESSON = 'Finalizers and the collector'
LINE = 'node2.ref = node1'


def fill_screen(app):
    window = app.window()
    width, height = map(int, subprocess.check_output(['xdotool', 'getdisplaygeometry'], text=True).split())
    subprocess.check_call(['xdotool', 'windowsize', window, str(width), str(height), 'windowmove', window, '0', '0'])
    wait(lambda: app.frame.queryComponent().getExtents(1)[2] >= width - 2 * BORDER - 2, 'a window as large as the screen')


def shoot(path):
    """Without the border that a window has where no compositor draws its shadow."""
    subprocess.check_call(['import', '-window', 'root', path])
    subprocess.check_call(['convert', path, '-shave', f'{BORDER}x{BORDER}', '+repage', '-strip', path])


def shoot_welcome(program, path, env):
    thumbnails = os.path.join(os.environ['XDG_CACHE_HOME'], 'heapwright', 'thumbnails', '*.png')
    before = len(glob.glob(thumbnails))
    app = App(program, env=env)
    try:
        lessons = app.find('list', 'Lessons')
        fill_screen(app)
        wait(lambda: len(glob.glob(thumbnails)) - before >= lessons.childCount, 'the pictures', 120)
        app.find('push button', 'Open')
        shoot(path)
    finally:
        app.kill()


def select_object(app):
    canvas = app.find('image', 'Object graph')
    step = app.subtitle().split()[1]
    wait(lambda: f'step {step}' in (canvas.description or ''), 'a drawn graph')
    x, y, width, height = app.place(canvas)
    for row in range(2, 16):
        for column in range(14, 4, -1):
            app.point_at(x + width * column // 16, y + height * row // 16)
            if happens(lambda: app.inspector_title().startswith('Node #'), 0.5):
                return


def shoot_main(program, path, env, lesson, line):
    app = App(program, env=env)
    try:
        fill_screen(app)
        app.press(lesson, app.find('list', 'Lessons'))
        wait(lambda: re.match(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        app.go_to_line(1 + app.text('Scenario text').splitlines().index(line))
        select_object(app)
        subprocess.check_call(['xdotool', 'mousemove', '500', '20'])
        wait(lambda: not app.find_now('tool tip'), 'no tooltip')
        shoot(path)
    finally:
        app.kill()


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    lesson, line = sys.argv[3:5] if len(sys.argv) > 4 else (LESSON, LINE)
    os.makedirs(folder, exist_ok=True)
    for suffix, env in (('', {}), ('-dark', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'})):
        shoot_welcome(program, os.path.join(folder, f'welcome{suffix}.png'), env)
        shoot_main(program, os.path.join(folder, f'main{suffix}.png'), env, lesson, line)


main()
