# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Random programs about memory, in the subset: the same seed gives the same program. Each line of make_lines() stands alone."""

import random

PRELUDE = """\
import gc
import sys
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.a = None
        self.b = None

    def __del__(self):
        print("del", self.name)


class Plain:
    def __init__(self, name):
        self.name = name
        self.a = None


class Slotted:
    __slots__ = ("name", "a", "__weakref__")

    def __init__(self, name):
        self.name = name
        self.a = None


class Lazarus(Node):
    def __del__(self):
        print("back", self.name)
        saved.append(self)


class Bag(list):
    pass


saved = []
watch = []


def note(reference):
    print("callback", reference() is None)


def ring(x):
    p = Plain("p")
    q = Node("q")
    p.a = q
    q.a = p
    q.b = x
    return p


def keep(x, *rest, **named):
    y = [x, rest]
    return y


def fail(x):
    y = [x]
    raise ValueError("failed")


def closure(x):
    def inner():
        return x
    return inner


def count(x):
    return sys.getrefcount(x)


gc.collect()
v0, v1, v2, v3, v4 = Node("v0"), [], {}, Plain("v3"), None
"""

NAMES = ["v0", "v1", "v2", "v3", "v4"]


class Maker:
    """Makes statements; what may fail stands in a try."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.serial = 0

    def name(self):
        return self.random.choice(NAMES)

    def label(self):
        self.serial += 1
        return f'"n{self.serial}"'

    def value(self):
        x, y = self.name(), self.name()
        return self.random.choice([
            f"Node({self.label()})", f"Node({self.label()})", f"Plain({self.label()})", f"Slotted({self.label()})",
            f"Lazarus({self.label()})", f"[{x}, {y}]", f"({x}, {y})", f"{{'k': {x}, 'l': {y}}}", f"[{x}] * 3", f"Bag([{x}])",
            f"ring({x})", f"keep({x}, {y})", f"closure({x})", f"[n for n in ({x}, {y})]", f"lambda: {x}", f"keep({x}, key={y})[0]",
            x, y, "None", f"{x} or {y}", f"list(({x}, {y}))", f"dict(a={x})", f"{{}}", "[]", "set()", "frozenset((1, 2))",
            f"({x},)", f"weakref.ref({x}, note)", f"weakref.ref({x})", f"iter([{x}])", f"(n for n in [{x}])", f"[[{x}], [{y}]]",
        ])

    def print_something(self):
        x = self.name()
        return self.random.choice([
            f"if {x} is not None: print(sys.getrefcount({x}), count({x}))",
            f"print(type({x}).__name__, sys.getsizeof({x}))",
            f"print(gc.is_tracked({x}))",
            f"print(weakref.getweakrefcount({x}))",
            f"print(len(gc.get_referents({x})))",
            "print(gc.collect())",
            "print(gc.collect(0), gc.collect(1))",
            "print(len(saved), len(watch), [w() is None for w in watch])",
            "print(len(gc.garbage), gc.isenabled())",
            "gc.collect(); print(gc.get_count())",
        ])

    def statement(self):
        x, y, z = self.name(), self.name(), self.name()
        attribute = self.random.choice("ab")
        return self.random.choice([
            f"{x} = {self.value()}", f"{x} = {self.value()}", f"{x} = {self.value()}", f"{x} = {y}", f"{x}, {y} = {y}, {x}",
            f"{x}.{attribute} = {y}", f"{x}.{attribute} = {y}", f"{x}.a.{attribute} = {y}", f"{x}.other = {y}", f"{x}.a = {self.value()}",
            f"{x}.append({y})", f"{x}.append({x})", f"{x}.pop()", f"{x}['k'] = {y}", f"{x}[0] = {y}", f"del {x}['k']", f"del {x}[0]",
            f"del {x}.a", f"{x}.clear()", f"{x} += [{y}]", f"{x} = {y}()", f"{x} = {y}.a", f"{x} = {y}[0]", f"{x}.extend([{y}, {z}])",
            f"watch.append(weakref.ref({x}, note))", f"watch.append(weakref.ref({x}))", "watch.pop()", "watch.clear()", "saved.clear()",
            f"saved.append({x})", f"{x} = saved.pop()", f"fail({x})", f"{x} = None; {y} = None", f"{x} = None",
            f"for {x} in [{y}, {z}]: keep({x})", f"{x} = [keep(n) for n in ({y}, {z})]", f"{x} = {{**{y}}}", f"{x} = {y} + {z}",
            f"{x} = type({y})", f"{x} = next({y})", f"{x} = {y}.__class__('again')", f"{x} = vars({y})", f"{x}.__dict__ = {{}}",
        ])

    def line(self):
        kind = self.random.random()
        if kind < 0.3:
            text = self.print_something()
        elif kind < 0.33:
            return f"try:\n    fail({self.name()})\nexcept ValueError as error:\n    {self.name()} = error"
        elif kind < 0.36:
            return self.random.choice(["gc.enable()", "gc.disable()", "gc.set_threshold(12, 3, 2)", "gc.set_threshold(700, 10, 10)"])
        else:
            text = self.statement()
        return f"try:\n    {text}\nexcept Exception as e:\n    print(type(e).__name__)"


def make_lines(seed, n_lines):
    maker = Maker(seed)
    return [maker.line() for _ in range(n_lines)]


def make_text(lines):
    return PRELUDE + "\n".join(lines) + '\nprint("end")\n'
