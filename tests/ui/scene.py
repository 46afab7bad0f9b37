# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The graph of the real window, as a test sees it and points at it."""

import re
import subprocess

import pyatspi

from driver import happens, wait

RING = bytes.fromhex('1c71d8')  # the accent colour


def find_ring(shot, without):
    """The width of a picture, and where it has the colour of the selection and the other has not."""
    width = int(shot.split(maxsplit=2)[1])
    start = len(shot) - 3 * width * ((len(shot) - 12) // (3 * width))
    pixels, before = shot[start:], without[start:]
    return width, [i // 3 for i in range(0, len(pixels), 3) if pixels[i:i + 3] == RING != before[i:i + 3]]


class Scene:
    """The graph as one sees it: nodes are found by walking through them with the keyboard, and
    their places by the ring around the selected one."""

    def __init__(self, app):
        self.app = app
        self.canvas = app.find('image', 'Object graph')

    def selected(self):
        match = re.search(r'Selected: (.*)', self.canvas.description or '')
        return match.group(1) if match else ''

    def focus(self):
        """A click beside all nodes."""
        def focused():
            return self.canvas.getState().contains(pyatspi.STATE_FOCUSED)

        def clicked():
            """The graph may get another size just now, and at its border stands the handle of the pane."""
            x, y, width, height = self.app.place(self.canvas)
            self.app.point_at(x + width - 16, y + 16)
            return happens(focused, 3)

        wait(clicked, 'the focus in the graph')

    def select(self, name):
        self.focus()
        self.app.keys('Home')
        wait(self.selected, 'a selected node')
        for _ in range(20):
            if name in self.selected():
                return
            before = self.selected()
            self.app.keys('Tab')
            wait(lambda: self.selected() != before, 'the next node')
        raise LookupError(f'{name} is not in the graph')

    def shoot(self):
        """The graph as a picture, once it stands still."""
        x, y, width, height = self.app.place(self.canvas)
        command = ['import', '-window', 'root', '-crop', f'{width}x{height}+{x}+{y}', '+repage', '-depth', '8', 'ppm:-']
        shots = []

        def still():
            shots.append(subprocess.check_output(command))
            return shots[-3:] == [shots[-1]] * 3
        wait(still, 'a graph that stands still')
        return shots[-1]

    def place(self, name):
        """The middle of a node's title bar, by the ring around it: the pixels of that colour that only the selection brings."""
        self.focus()
        if self.selected():
            self.app.keys('Escape')
            wait(lambda: not self.selected(), 'nothing selected')
        without = self.shoot()
        self.select(name)
        width, ring = find_ring(self.shoot(), without)
        x, y, _, _ = self.app.place(self.canvas)
        left, right = min(at % width for at in ring), max(at % width for at in ring)
        return x + (left + right) // 2, y + min(at // width for at in ring) + 14

    def drag(self, source, target):
        x, y = self.place(source)
        to_x, to_y = self.place(target)
        mouse = ['xdotool', 'mousemove', str(x), str(y), 'mousedown', '1']
        for i in range(1, 9):
            mouse += ['mousemove', str(x + (to_x - x) * i // 8), str(y + (to_y - y) * i // 8)]
        subprocess.check_call(mouse)
        subprocess.check_call(['xdotool', 'mouseup', '1'])
