#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inspector in the real window: why an object lives, without a reference too; what if a reference were gone, and keeping
that; why garbage is not freed yet; a jump into an object's life."""

import os
import re
import subprocess

import pyatspi

from driver import App, happens, run, wait, walk

SCENARIO = """\
import gc


class Node:
    pass


a = Node()
b = Node()
a.ref = b
b.ref = a
del a
"""


class Inspector:
    def __init__(self, app):
        self.app = app
        self.panel = app.find('panel', lambda name: name == 'Inspector')

    def lines(self):
        self.panel.clear_cache()
        return [node.name for node in walk(self.panel) if node.getRoleName() == 'list item']

    def labels(self):
        self.panel.clear_cache()
        return [node.name for node in walk(self.panel) if node.getRoleName() == 'label']

    def wait_line(self, line):
        return wait(lambda: self.app.find_now('list item', line, self.panel), f'the line {line!r}')

    def wait_label(self, text):
        return wait(lambda: self.app.find_now('label', lambda name: text in name, self.panel), f'the text {text!r}')

    def press(self, name):
        self.app.click(self.app.find('push button', name, self.panel))

    def point(self, find):
        """Turns the wheel over the inspector until what find() gives is in sight, and clicks it."""
        x, y, width, height = self.app.place(self.panel)
        node = find()

        def in_sight():
            _, top, _, tall = self.app.place(node)
            if y < top and top + tall < y + height:
                return True
            wheel = '4' if top <= y else '5'
            middle = [str(x + width // 2), str(y + height // 2)]
            subprocess.check_call(['xdotool', 'mousemove', *middle, 'click', '--repeat', '2', wheel])
            happens(lambda: self.app.place(node)[1] != top, 1)
            return False

        wait(in_sight, 'a line in sight')
        self.app.point(node)

    def select(self, variable):
        """Goes through what is found in the graph, by keyboard, to the node that the variable refers to; returns its title."""
        self.app.keys('ctrl+f')
        self.app.keys('ctrl+a')
        self.app.type('Node #')

        def selected():
            if f'name {variable}: 1' in self.lines() and re.fullmatch(r'Node #\d+', self.app.inspector_title()):
                return self.app.inspector_title()
            before = self.app.inspector_title()
            self.app.keys('Return')
            happens(lambda: self.app.inspector_title() != before, 1)
            return ''

        return wait(selected, f'the object of {variable} in the inspector')


def why_alive(tap, inspector, title):
    inspector.wait_label('has the name a for Node #')
    tap.check('Sum: 2' in inspector.lines(), 'the ledger adds up to the count', inspector.lines())
    inspector.press('What holds it without name a?')
    inspector.wait_label('has the name b for Node #')
    tap.check('without: name a' in inspector.lines(), 'a path without a reference is told', inspector.lines())
    tap.check(f'→ .ref: {title}' in inspector.lines(), 'and goes another way', inspector.lines())
    inspector.press('What holds it without name b?')
    inspector.wait_label('Then nothing would hold it.')
    tap.check(True, 'without both names nothing would hold it')
    inspector.point(lambda: inspector.wait_line('without: name a'))
    inspector.wait_label('has the name a for Node #')
    tap.check('without: name b' in inspector.lines(), 'a reference can be counted again', inspector.lines())


def what_if(tap, app, inspector):
    before = app.text('Scenario text')
    inspector.press('What if name a were gone?')
    inspector.wait_label('Without name a')
    inspector.wait_label('falls from 2 to 1: it stays alive.')
    lines = inspector.lines()
    tap.check('At once: nothing' in lines and 'Next pass: nothing' in lines, 'a cut that frees nothing is told', lines)
    inspector.press('If Weak')
    inspector.wait_label('If name a were weak')
    tap.check(True, 'likewise of a reference that is made weak')
    inspector.press('Close what if')
    wait(lambda: 'What if' not in inspector.lines(), 'the panel to close')
    inspector.select('b')
    inspector.press('What if name b were gone?')
    inspector.wait_label('Without name b')
    tap.equal(app.text('Scenario text'), before, 'the scenario is as it was')
    inspector.press('Keep: Delete It…')
    app.wait_label('del b')
    app.press('Write')
    wait(lambda: app.text('Scenario text').endswith('del b\n'), 'the statement in the text')
    tap.check(True, 'a cut that is kept is written')


def why_not_freed(tap, app, inspector):
    inspector.wait_label('No name reaches it. Its cycle waits')
    lines = inspector.lines()
    tap.check('In a cycle of: 2 objects' in lines, 'garbage tells its cycle', lines)
    tap.check('Waits in: generation 0' in lines, 'and the generation', lines)
    inspector.point(lambda: app.find('check box', 'Show in the graph', inspector.panel))
    wait(lambda: app.find('check box', 'Show in the graph', inspector.panel).getState().contains(pyatspi.STATE_CHECKED), 'a lit cycle')


def life(tap, app, inspector, first):
    inspector.point(lambda: app.find('push button', 'Life', inspector.panel))
    inspector.wait_line('step 5: the name b refers to it')
    inspector.point(lambda: inspector.wait_line(f'step 6: {first}.ref refers to it'))
    wait(lambda: app.subtitle().startswith('step 6 '), 'the step of the event')
    tap.check(True, 'an event of a life leads to its step')


def test(tap, program, folder):
    path = os.path.join(folder, 'ring.py')
    with open(path, 'w') as file:
        file.write(SCENARIO)
    app = App(program, path)
    try:
        wait(lambda: re.search(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        app.press('Last step')
        app.go_to_line(11, 'Previous step')
        inspector = Inspector(app)
        first = inspector.select('a')
        why_alive(tap, inspector, first)
        what_if(tap, app, inspector)
        why_not_freed(tap, app, inspector)
        life(tap, app, inspector, first)
    finally:
        app.kill()


run(test)
