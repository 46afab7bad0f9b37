#!/usr/bin/python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Predict, then reveal: by keyboard and pointer a count, an order of finalizers and an object that is freed are predicted."""

import os
import re

import pyatspi

from driver import App, run, wait, walk

TEXT = '''import gc


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name)


gc.disable()
a = Node("a")
b = Node("b")
a.ref = b
b.ref = a
spare = [a, [5]]
spare = None
a = b = None
gc.collect()
'''


class Quiz:
    def __init__(self, app):
        self.app = app
        self.bar = app.find('panel', 'Predict')

    def labels(self):
        self.bar.clear_cache()
        return [node.name for node in walk(self.bar) if node.getRoleName() in ('label', 'statusbar', 'status bar') and node.name]

    def question(self, line):
        """Steps on to the question about this line."""
        def asked():
            return next((label for label in self.labels() if label.startswith('Line ') and label.endswith('?')), None)

        for _ in range(30):
            question = wait(asked, 'a question')
            if question.startswith(f'Line {line},'):
                return question
            self.app.keys('alt+Right')      # shows the answer
            wait(lambda: self.button('Next Question'), 'the answer')
            self.app.keys('alt+Right')
            wait(lambda: self.button('Show Me'), 'the next question')
        raise LookupError(f'nothing is asked about line {line}')

    def button(self, name):
        self.bar.clear_cache()
        return self.app.find_now('push button', name, self.bar)

    def verdict(self):
        wait(lambda: self.button('Next Question'), 'the answer')
        return wait(lambda: next((label for label in self.labels() if re.match(r'Right|Not quite', label)), None), 'a verdict')


def predict_count(tap, app, quiz):
    line = 1 + TEXT.splitlines().index('b.ref = a')
    question = quiz.question(line)
    tap.check('what is the reference count of' in question, 'before the reference is made its count is asked', question)
    before = app.subtitle()
    app.keys('Up', 'Return')
    tap.equal(quiz.verdict(), 'Right. The count rises from 1 to 2.', 'the count one higher is right')
    tap.check(app.subtitle() != before, 'the statement has been executed')
    tap.check('1 of 1 right' in quiz.labels(), 'and counted', quiz.labels())


def predict_freed(tap, app, quiz):
    app.keys('alt+Right')
    question = quiz.question(1 + TEXT.splitlines().index('spare = None'))
    tap.check(question.endswith('which of these objects are freed?'), 'the list that loses its name is asked about', question)
    quiz.app.click(quiz.button('Check'))
    tap.check(quiz.verdict().startswith('Not quite.'), 'none is wrong', quiz.labels())
    tap.check('1 of 2 right' in quiz.labels(), 'and counted', quiz.labels())


def predict_order(tap, app, quiz):
    app.keys('alt+Right')
    question = quiz.question(1 + TEXT.splitlines().index('gc.collect()'))
    tap.check(question.endswith('in which order do the finalizers run?'), 'before the pass the order is asked', question)
    tap.check(not quiz.button('Check').getState().contains(pyatspi.STATE_SENSITIVE), 'an order needs all objects')
    app.keys('space', 'Tab', 'space')
    wait(lambda: quiz.button('Check').getState().contains(pyatspi.STATE_SENSITIVE), 'a whole order')
    app.click(quiz.button('Check'))
    tap.check(re.match(r'Right\. First Node #\d+, then Node #\d+\.', quiz.verdict()), 'first made is first finalized', quiz.labels())
    wait(lambda: app.text('Output of the program') == 'a\nb\n', 'what the finalizers print')
    tap.check(True, 'what the finalizers print is seen then')


def test(tap, program, folder):
    path = os.path.join(folder, 'predict.py')
    with open(path, 'w') as file:
        file.write(TEXT)
    app = App(program, path)
    try:
        wait(lambda: re.match(r'step 0 of \d+', app.subtitle()), 'a recorded run')
        app.keys('ctrl+p')
        quiz = Quiz(app)
        predict_count(tap, app, quiz)
        predict_freed(tap, app, quiz)
        predict_order(tap, app, quiz)
        app.keys('Escape')
        wait(lambda: not app.find_now('panel', 'Predict'), 'the bar to go')
        tap.check(True, 'Escape ends the asking')
        tap.equal(app.close(), 0, 'the window closes')
    finally:
        app.kill()


run(test)
