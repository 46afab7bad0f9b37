# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window: through the accessibility bus where it offers an action or a text, by pointer and keys where it does
not.

Every wait polls a condition up to a deadline; there are no fixed pauses. Tests print TAP, one line for each check. To be run
inside run-headless, with the program as first argument."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib
import pyatspi

Atspi.set_timeout(60000, 60000)  # a busy machine, or a program under valgrind, may take its time

DEADLINE = float(os.environ.get('HEAPWRIGHT_UI_DEADLINE', '40'))
SHOT = os.environ.get('HEAPWRIGHT_UI_SHOT')  # where to put a picture of the screen when a wait was in vain
BORDER = 5          # around a window that draws its own decoration, where no compositor runs
VALGRIND_NOTE = re.compile(r'--\d+-- ')  # on system calls that it does not know
LASTING_ROLES = ('tree table', 'page tab list')
LASTING_NAMES = ('Scenario text', 'Output of the program', 'Statement to run', 'Object graph', 'Inspector')
MAX_CHILDREN = 80   # of one accessible that are looked at; tables have hundreds


class Tap:
    """Counts checks and prints them."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, good, claim, detail=''):
        self.count += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.count} - {claim}', flush=True)
        if not good and detail != '':
            for line in str(detail).splitlines():
                print(f'# {line}', flush=True)
        return good

    def equal(self, value, wanted, claim):
        return self.check(value == wanted, claim, f'is     {value!r}\nwanted {wanted!r}')

    def end(self):
        print(f'1..{self.count}', flush=True)
        return 1 if self.failed else 0


def wait(condition, what, deadline=None, shot=SHOT):
    """Polls until condition() is true and returns what it returned."""
    end = time.monotonic() + (deadline or DEADLINE)
    error = None
    while True:
        while GLib.MainContext.default().iteration(False):  # what changed meanwhile is told by events
            pass
        try:
            value = condition()
        except Exception as exception:  # an accessible that went away while it was read, or with the whole program
            value, error = None, exception
            for app in App.started:
                if app.process.poll() not in (None, 0, -signal.SIGKILL):
                    raise TimeoutError(f'the program ended with status {app.process.poll()} in the wait for: {what}') from None
        if value:
            return value
        if time.monotonic() > end:
            if shot:
                subprocess.call(['import', '-window', 'root', shot])
            raise TimeoutError(f'waited in vain for: {what}; {seen(error)}')
        time.sleep(0.02)


def seen(error):
    """What may tell why a wait was in vain."""
    texts = [f'the last error was {error!r}' if error else 'no error']
    for app in App.started:
        if app.process.poll() is None:
            labels = [node.name for node in walk(app.frame) if node.getRoleName() == 'label'] if app.frame else None
            texts.append(f'the window {app.frame} shows {str(labels)[:3000]}')
    return '; '.join(texts)


def happens(condition, seconds):
    """Whether condition() becomes true before long."""
    try:
        return wait(condition, 'a chance', seconds, shot=None)
    except TimeoutError:
        return None


def walk(node, limit=MAX_CHILDREN, top=True):
    """The node and all in it; of a table that is met on the way only the table, since its rows are thousands of nodes, and likewise of
    the list of lessons, which is in the tree when it is not in sight too."""
    try:
        count = node.childCount if top or not (node.getRoleName() == 'tree table' or node.name == 'Lessons') else 0
    except Exception:
        return
    yield node
    for i in range(min(count, limit)):
        child = node.getChildAtIndex(i)
        if child is not None:
            yield from walk(child, limit, top=False)


def text_of(node):
    text = node.queryText()
    return text.getText(0, text.characterCount)


def is_named(node, name):
    """A label with a mnemonic gives its button the name "_Close Close"."""
    return node.name == name or (node.name.endswith(' ' + name) and node.name.replace('_', '', 1).startswith(name))


def click_action(node):
    try:
        action = node.queryAction()
    except NotImplementedError:
        return None
    return next((i for i in range(action.nActions) if action.getName(i) == 'click'), None)


def without_leaks_of_others(lines):
    """LeakSanitizer's report without what was allocated with no function of the program on the stack but main(): GTK's file chooser
    leaks what it sorts files by, and has no names by which to suppress that."""
    kept, block, own = [], None, False
    for line in [*lines, '']:
        frame = re.match(r'\s+#\d+ 0x', line)
        if block is not None and not frame:
            kept += block if own else []
            block, own = None, False
        if re.match(r'(Direct|Indirect) leak of', line):
            block = [line]
        elif frame and block is not None:
            block.append(line)
            own = own or bool(re.search(r' \.\./(app/(?!main\.c)|engine/|ui/)', line))
        elif line:
            kept.append(line)
    if any(re.match(r'(Direct|Indirect) leak of', line) for line in kept):
        return kept
    return [line for line in kept if not re.match(r'=+$|==\d+==ERROR: LeakSanitizer|SUMMARY: AddressSanitizer: \d+ byte\(s\) leaked', line)]


class App:
    """One running program."""

    started = []

    def __init__(self, program, *args, wrapper=(), env=None):
        self.log = tempfile.NamedTemporaryFile(mode='w+', prefix='heapwright-ui-', suffix='.log')
        # A warning of GLib or GTK ends the program, and so the test.
        environment = {**os.environ, 'G_DEBUG': 'fatal-warnings', **(env or {})}
        self.process = subprocess.Popen([*wrapper, program, *args], stderr=self.log, stdout=self.log, env=environment)
        App.started.append(self)
        self.buttons = {}
        self.found = {}
        self.subtitle_label = None
        self.time_bar = None
        self.main_window = None
        self.names = (os.path.basename(program), 'memcheck-amd64-')
        self.frame = None
        self.root = wait(self._find_root, 'the program on the accessibility bus', DEADLINE * 3)
        self.frame = wait(self._find_frame, 'its window')

    def _find_root(self):
        if self.process.poll() is not None:
            raise SystemExit(f'Bail out! the program ended at its start: {self.messages()}')
        for child in pyatspi.Registry.getDesktop(0):
            if child is not None and child.name in self.names and child.childCount:
                return child
        return None

    def _find_frame(self):
        """A program that has only just come may not yet answer for its window."""
        self.root.clear_cache()
        return self.root.getChildAtIndex(0)

    def messages(self):
        with open(self.log.name) as file:
            lines = [line for line in file.read().splitlines() if line and not VALGRIND_NOTE.match(line)]
        return '\n'.join(without_leaks_of_others(lines))

    # ------------------------------------------------------------------------------------------------------ looking

    def frames(self):
        """The program's windows. GTK 4.8 ends the program when it is asked for a window that has just gone, so this is for
        moments when none comes or goes; everything else looks only into the first window."""
        self.root.clear_cache()
        return [self.root.getChildAtIndex(i) for i in range(self.root.childCount)]

    def find_now(self, role, name=None, within=None, test=None):
        """name: the whole of it, or a function."""
        if within is None:
            within = self.frame
            within.clear_cache()
        for node in walk(within):
            if role is not None and node.getRoleName() != role:
                continue
            if name is not None and not (name(node.name) if callable(name) else is_named(node, name)):
                continue
            if test is not None and not test(node):
                continue
            return node
        return None

    def find(self, role, name=None, within=None, test=None):
        """What never goes while the window is there is looked for once: to walk the whole window takes most of a second."""
        lasting = within is None and test is None and (role in LASTING_ROLES or (isinstance(name, str) and name in LASTING_NAMES))
        found = self.found.get((role, name)) if lasting else None
        if found is None:
            found = wait(lambda: self.find_now(role, name, within, test), f'{role} {name}')
        if lasting:
            self.found[role, name] = found
        found.clear_cache()
        return found

    def text(self, name):
        return text_of(self.find('text', name))

    def step_text(self):
        """What the time bar says of the step."""
        beginnings = ('Step ', 'Inside step', 'Before the first', 'After the', 'Nothing recorded', 'Running')
        if self.time_bar is None:  # looked for once, for it never goes
            self.time_bar = self.find('tool bar', 'Timeline')
        self.time_bar.clear_cache()
        node = self.find_now('label', lambda name: name.startswith(beginnings), self.time_bar)
        return node.name if node else ''

    def title(self):
        self.frame.clear_cache()
        return self.frame.name

    def has_label(self, text):
        return self.find_now('label', lambda name: text in name) is not None

    def wait_label(self, text):
        return wait(lambda: self.find_now('label', lambda name: text in name), f'a label with {text!r}')

    def table_rows(self, name, limit=MAX_CHILDREN):
        """The texts of a table's rows that are in view."""
        table = self.find('tree table', name)
        table.clear_cache()
        body = table.getChildAtIndex(table.childCount - 1)
        rows = []
        for i in range(min(body.childCount, limit)):
            row = body.getChildAtIndex(i)
            rows.append([node.name for node in walk(row) if node.getRoleName() == 'label'])
        return rows

    # ------------------------------------------------------------------------------------------------------- acting

    def click(self, node):
        index = click_action(node)
        if index is None:
            self.point(node)
        else:
            node.queryAction().doAction(index)

    def press(self, name, within=None, role='push button'):
        """A button by its name. Those with a menu are two of the same name, of which the inner can be pressed. The window's own
        are remembered: looking for one takes a second, and under valgrind many."""
        button = self.buttons.get((role, name)) if within is None else None
        if button is None:
            button = self.find(role, name, within, lambda node: click_action(node) is not None)
        if within is None and role == 'push button':
            self.buttons[role, name] = button
        self.click(button)

    def subtitle(self):
        """"step 3 of 17", under the window's title."""
        if self.subtitle_label is None:
            self.subtitle_label = self.find_now('label', lambda name: name.startswith('step '))
        if self.subtitle_label is None:
            return ''
        self.subtitle_label.clear_cache()
        name = self.subtitle_label.name
        if not name.startswith('step '):
            self.subtitle_label = None
        return name

    def inspector_title(self):
        """The selected object's, which has the reference count below; '' if there is none."""
        inspector = self.find('panel', 'Inspector')
        below = self.find_now('label', lambda name: name.startswith('count '), inspector)
        return below.parent.getChildAtIndex(0).name if below else ''

    def go_to_line(self, line, button='Next step'):
        """Steps until a statement of this line has been executed."""
        for _ in range(int(self.subtitle().split()[-1]) + 1):
            before = self.step_text()
            if re.match(rf'Step \d+, line {line}\b', before):
                return
            self.press(button)
            wait(lambda: self.step_text() != before, 'another step')
        raise LookupError(f'line {line} is never executed')

    def choose(self, menu, item):
        """An item of the menu that the button [menu] opens."""
        self.press(menu)
        self.press(item, self.buttons['push button', menu].parent, role='menu item')

    def show_table(self, name):
        """Only the table of the page in front is filled."""
        self.point(self.find('label', name, self.find('page tab list')))

    def focus(self, node):
        """By a click into the part of a scrolled view that is in sight."""
        self.point(wait(lambda: node.parent, f'what {node.name} stands in'))
        wait(lambda: node.getState().contains(pyatspi.STATE_FOCUSED), f'the focus in {node.name}')

    def window(self, title=None):
        """The X window with this title; without one the program's first. (Tooltips and menus are windows too, without a title.)"""
        if title is None and self.main_window:
            return self.main_window
        command = ['xdotool', 'search', '--onlyvisible', '--name', f'^{re.escape(title or self.title())}$']
        found = wait(lambda: subprocess.run(command, capture_output=True, text=True).stdout.split(), f'the X window {title or ""}')
        if title is None:
            self.main_window = found[-1]
        return found[-1]

    def origin(self, window):
        lines = subprocess.check_output(['xdotool', 'getwindowgeometry', '--shell', window], text=True).split()
        values = dict(line.split('=') for line in lines)
        return int(values['X']), int(values['Y'])

    def place(self, node, title=None):
        """The node's rectangle on the screen."""
        x, y, width, height = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        left, top = self.origin(self.window(title))
        return left + BORDER + x, top + BORDER + y, width, height

    def point(self, node, title=None, button=1):
        x, y, width, height = self.place(node, title)
        self.point_at(x + width // 2, y + height // 2, button)

    def point_at(self, x, y, button=1):
        subprocess.check_call(['xdotool', 'mousemove', str(x), str(y), 'click', str(button)])

    def keys(self, *keys, title=None):
        """Key names as of xdotool, to the window with this title or the first one."""
        subprocess.run(['xdotool', 'windowfocus', self.window(title)], check=False, capture_output=True)
        subprocess.check_call(['xdotool', 'key', *keys])

    def type(self, text):
        """Into what has the focus, as a person would."""
        for index, line in enumerate(text.split('\n')):
            if index > 0:
                subprocess.check_call(['xdotool', 'key', 'Return'])
            if line:
                subprocess.check_call(['xdotool', 'type', '--delay', '4', line])

    def set_text(self, node, text):
        node.queryEditableText().setTextContents(text)

    def answer(self, heading, button):
        """Waits for the dialog with this heading, presses the button in it, and returns the dialog's texts when it has gone."""
        self.window(heading)
        dialog = wait(lambda: next((frame for frame in self.frames() if frame.name == heading), None), f'the dialog {heading}')
        texts = [node.name for node in walk(dialog) if node.getRoleName() == 'label']
        self.press(button, dialog)
        self._wait_gone(heading)
        return texts

    def _wait_gone(self, title):
        search = ['xdotool', 'search', '--onlyvisible', '--name', f'^{re.escape(title)}$']
        wait(lambda: self.process.poll() is not None or not subprocess.run(search, capture_output=True).stdout, f'{title} to go')

    def choose_file(self, path, title):
        """Answers the file chooser with this title; its name entry has the focus. It is not on the accessibility bus, and GTK 4.8
        ends the program when the bus is asked while it is open: so nothing is asked."""
        window = self.window(title)
        subprocess.run(['xdotool', 'windowfocus', window], check=False, capture_output=True)
        focused = ['xdotool', 'getwindowfocus']
        wait(lambda: subprocess.check_output(focused, text=True).strip() == window, 'the focus in the file chooser')
        self.keys('ctrl+a', title=title)
        self.type(path + '\n')
        self._wait_gone(title)

    def screenshot(self, path):
        subprocess.check_call(['import', '-window', 'root', path])

    # ------------------------------------------------------------------------------------------------------- ending

    def close(self):
        """By the window's own close button; returns the exit status."""
        self.press('Close')
        return self.wait_end()

    def wait_end(self):
        try:
            return self.process.wait(DEADLINE * 3)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def run(test):
    """Calls test(tap, program, folder): folder is a temporary one. Ends the test program."""
    tap = Tap()
    folder = tempfile.mkdtemp(prefix='heapwright-ui-')
    try:
        test(tap, os.path.abspath(sys.argv[1]), folder)
    except Exception as error:
        tap.check(False, f'the test runs to its end: {type(error).__name__}: {error}', traceback.format_exc())
    finally:
        said = '\n'.join(filter(None, (app.messages() for app in App.started)))
        tap.check(said == '', 'the program has complained of nothing on its standard error', said[-6000:])
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(tap.end())
