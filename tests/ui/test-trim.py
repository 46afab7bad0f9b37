#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening, folding and hiding in the graph of the real window, by keys and by the context menu."""

import os
import re

from driver import App, happens, run, wait
from scene import Scene

SCENARIO = """\
class Node:
    pass


xs = []
for i in range(30):
    xs.append(Node())
key = [xs[0]]
"""
LIST = 'holds 30 references'


class Graph(Scene):
    def objects(self):
        """What the line below the graph says: "32 objects"."""
        label = self.app.find_now('label', lambda name: re.match(r'\d+ objects?, ', name))
        return int(label.name.split()[0]) if label else -1

    def wait_objects(self, number):
        wait(lambda: self.objects() == number, f'{number} objects')

    def find_group(self, word):
        """Selects the group, from the end on, for there it stands."""
        def found():
            self.focus()
            self.app.keys('End')
            for _ in range(6):
                before = happens(self.selected, 2)  # not if the graph has just become another
                if not before or word in before:
                    return bool(before)
                self.app.keys('shift+Tab')
                happens(lambda: self.selected() != before, 2)
            return False
        return wait(found, f'the group {word}')


def test(tap, program, folder):
    path = os.path.join(folder, 'trim.py')
    with open(path, 'w') as file:
        file.write(SCENARIO)
    app = App(program, path)
    wait(lambda: app.subtitle(), 'a record')
    app.press('Last step')
    app.press('Previous step')
    graph = Graph(app)
    graph.wait_objects(32)

    tap.check(graph.find_group('18 objects of class Node'), 'what a long list leaves out is a group')
    app.keys('Return')
    tap.check(wait(lambda: 'Node #' in graph.selected(), 'a member'), 'Enter opens it, and one of its members is selected')
    app.keys('BackSpace')
    tap.check(wait(lambda: '18 objects of class Node' in graph.selected(), 'the group'), 'Backspace closes it, and the group is selected')

    graph.select(LIST)
    app.keys('e')
    tap.check(graph.find_group('6 objects of class Node'), 'e shows more items of the list')
    graph.select(LIST)
    app.keys('shift+e')
    tap.check(graph.find_group('18 objects of class Node'), 'Shift+E shows fewer')

    graph.select(LIST)
    app.keys('space')
    graph.wait_objects(3)
    tap.check(True, 'the space bar folds what only the list holds: not the Node that another list holds too')
    app.keys('space')
    graph.wait_objects(32)

    app.keys('h')
    tap.check(app.wait_label('1 type hidden'), 'h hides the type of the selected object')
    graph.wait_objects(30)
    app.press('Show All')
    graph.wait_objects(32)
    tap.check(not app.has_label('hidden'), 'and a button brings it back')

    graph.select(LIST)
    app.keys('Menu')
    app.press('Hide the Name “xs”', role='menu item')
    tap.check(app.wait_label('1 name hidden'), 'the context menu hides a name')
    graph.wait_objects(2)
    graph.focus()
    app.keys('shift+h')
    graph.wait_objects(32)
    tap.equal(app.close(), 0, 'the program ends in peace')


run(test)
