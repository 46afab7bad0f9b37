#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test-cli.py HEAPWRIGHT [NAME…]: the command line, as TAP. Each case is a function; its name is the claim."""

import csv
import io
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import traceback
import xml.etree.ElementTree

HEAPWRIGHT = str(pathlib.Path(sys.argv[1]).resolve())
LESSONS = pathlib.Path(os.environ["HEAPWRIGHT_DATA"]) / "scenarios"
RING = LESSONS / "04-a-circular-pair.py"
VERBS = ("run", "steps", "table", "graph")


def call(*arguments, stdin="", cwd=None, timeout=100, env=None):
    """Runs heapwright; gives its status, output and errors."""
    environment = dict(os.environ, **(env or {}))
    done = subprocess.run([HEAPWRIGHT, *map(str, arguments)], input=stdin.encode(), capture_output=True, timeout=timeout, check=False,
                          cwd=cwd or os.environ["HERE"], env=environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def expect_refused(result, status, *words):
    """One clear error: the status, nothing on standard output, and the words in what is said."""
    got, output, errors = result
    expect(got == status, f"status {got} instead of {status}: {errors[:300]!r}")
    expect(output == "", f"printed {output[:200]!r}")
    expect(errors.strip(), "said nothing")
    for word in words:
        expect(word in errors, f"{word!r} is not in {errors[:400]!r}")


def scenario(text):
    """A file with this text in the folder of the tests."""
    path = pathlib.Path(os.environ["HERE"]) / "scenario.py"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# ------------------------------------------------------------------------------------------------------------ help and usage


def help_names_every_verb():
    status, output, errors = call("--help")
    expect(status == 0 and errors == "", errors)
    for verb in VERBS:
        expect(f"heapwright {verb} " in output, f"{verb} is not in {output!r}")


def each_verb_has_help():
    for verb in VERBS:
        status, output, errors = call(verb, "--help")
        expect(status == 0 and errors == "", f"{verb}: {status} {errors!r}")
        expect(f"heapwright {verb}" in output and "--python" in output, output)


def version_is_told():
    status, output, _ = call("--version")
    expect(status == 0 and output.startswith("heapwright "), output)


def wrong_usage_is_status_2():
    expect_refused(call("--nonsense"), 2, "--nonsense")
    for verb in VERBS:
        expect_refused(call(verb), 2, "operand")
        expect_refused(call(verb, "--nonsense", RING), 2, "--nonsense")
        expect_refused(call(verb, *(["names"] if verb == "table" else []), RING, "another", "-o", "x.svg")
                       if verb == "graph" else call(verb, *(["names"] if verb == "table" else []), RING, "another"), 2, "another")
    expect_refused(call("run", "--python", "2.7", RING), 2, "2.7", "3.13")
    expect_refused(call("table", "nothing", RING), 2, "nothing", "objects")
    expect_refused(call("table", "objects", RING, "--format", "xml"), 2, "xml", "json")
    expect_refused(call("table", "objects", RING, "--at", "line:2"), 2, "line:2")
    expect_refused(call("table", "objects", RING, "--at", "99999"), 2, "99999")
    expect_refused(call("table", "objects", RING, "--at", "soon"), 2, "soon")
    expect_refused(call("graph", RING), 2, "-o")
    expect_refused(call("graph", RING, "-o", "x.gif"), 2, "x.gif", ".svg")
    expect_refused(call("graph", RING, "-o", "x.svg", "--layout", "square"), 2, "square", "layered")
    expect_refused(call("graph", RING, "-o", "x.svg", "--focus", "nobody"), 2, "nobody")


# ------------------------------------------------------------------------------------------------------------------------ run


def run_prints_and_ends_as_the_program():
    expect(call("run", "-", stdin="print('a', 1)\n") == (0, "a 1\n", ""), "print")
    status, output, errors = call("run", "-", stdin="print(1)\n1 / 0\nprint(2)\n")
    expect(status == 1 and output == "1\n", f"{status} {output!r}")
    expect(errors.startswith("Traceback (most recent call last):\n") and errors.endswith("ZeroDivisionError: division by zero\n"), errors)
    expect(call("run", "-", stdin="import sys\nsys.exit(7)\n") == (7, "", ""), "sys.exit(7)")
    expect(call("run", "-", stdin="import sys\nsys.exit('so')\n") == (1, "", "so\n"), "sys.exit('so')")


def a_scenario_names_its_python():
    program = "import gc\nx = gc.get_threshold()\nprint({}.__sizeof__ is not None)\nimport sys\nprint(sys.getsizeof(''))\n"
    default = call("run", "-", stdin=program)
    expect(default[0] == 0, default[2])
    old = call("run", "-", stdin="# python: 3.11\n" + program)
    expect(old == call("run", "--python", "3.11", "-", stdin=program), "the comment and the option differ")
    expect(old != default, "3.11 and the default print the same")
    expect(call("run", "--python", "3.13", "-", stdin="# python: 3.11\n" + program) == default, "the option does not win")


def what_python_refuses_is_refused_with_its_place():
    path = scenario("x = 1\nif x\n    pass\n")
    expect_refused(call("run", path), 2, f"{path.name}:2:5", "expected ':'", "^")


def what_the_subset_lacks_is_refused_before_anything_runs():
    path = scenario("print('ran')\nimport os\n")
    expect_refused(call("run", path), 2, f"{path.name}:2:", "os")


def an_interrupt_ends_the_run_with_status_3():
    # What a finalizer raises is told on standard error at once: a sign that the run is under way.
    endless = b"class A:\n    def __del__(self):\n        1 / 0\nA()\nwhile True:\n    pass\n"
    with subprocess.Popen([HEAPWRIGHT, "run", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(endless)
        process.stdin.close()
        expect(b"Exception ignored" in process.stderr.readline(), "the finalizer did not run")
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=100)
        expect(status == 3, f"status {status}")


# ------------------------------------------------------------------------------------------------------------------ bad input


def files_that_are_no_scenario_are_refused():
    here = pathlib.Path(os.environ["HERE"])
    large = here / "large.py"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    cases = {"missing": here / "missing.py", "directory": here, "large": large, "zero bytes": scenario(b"x = 1\0\n")}
    for name, path in cases.items():
        for verb in (["run"], ["steps"], ["table", "objects"], ["graph", "-o", "x.svg"]):
            result = call(*verb, path)
            expect(result[0] == 2 and len(result[2].strip().splitlines()) == 1, f"{name}: {verb[0]}: {result}")
    expect_refused(call("run", scenario(b"x = '\xff\xfe'\n")), 2, "UTF-8")
    large.unlink()


def an_endless_loop_runs_into_a_budget():
    endless = "x = 0\nwhile True:\n    x = x + 1\n"
    expect_refused(call("run", "--max-seconds", "0.3", "-", stdin=endless), 3, "time")
    expect_refused(call("run", "--max-steps", "5000", "-", stdin=endless), 3, "statements")
    status, output, errors = call("steps", "--count", "--max-steps", "5000", "-", stdin=endless)
    expect(status == 3 and output.startswith("5") and errors, f"{status} {output!r} {errors!r}")
    status, output, errors = call("table", "names", "--max-steps", "5000", "--format", "csv", "-", stdin=endless)
    expect(status == 3 and ",x," in output, f"the record up to the budget is not shown: {status} {output!r}")


def endless_recursion_is_an_exception():
    status, output, errors = call("run", "-", stdin="def f():\n    f()\nf()\n")
    expect(status == 1 and output == "", f"{status} {output!r}")
    expect("RecursionError: maximum recursion depth exceeded" in errors, errors[-300:])


def a_million_nested_lists_do_no_harm():
    status, output, errors = call("run", "-", stdin="a = []\nfor i in range(1000000):\n    a = [a]\na = None\nprint('freed')\n")
    expect((status, output) == (0, "freed\n"), f"{status} {output!r} {errors[:200]!r}")
    expect_refused(call("run", scenario("x = " + "[" * 1000000 + "]" * 1000000 + "\n")), 2, "too many nested parentheses")


def a_picture_that_cannot_be_written_is_status_1():
    for path in ("/nowhere/x.svg", "/proc/x.png"):
        expect_refused(call("graph", RING, "-o", path), 1, path)


# --------------------------------------------------------------------------------------------------------------------- steps


def steps_are_one_line_each():
    status, output, errors = call("steps", RING)
    lines = output.splitlines()
    expect(status == 0 and errors == "", errors)
    expect(lines[0].split()[:2] == ["1", "line"], lines[0])
    numbers = [int(line.split()[0]) for line in lines]
    expect(numbers == list(range(1, len(lines) + 1)), f"{numbers}")
    expect(any("node1.ref = node2" in line for line in lines), "a statement is missing")


def count_agrees_with_the_list():
    lines = call("steps", RING)[1].splitlines()
    steps = [line for line in lines if "(the interpreter ends)" not in line]
    status, output, _ = call("steps", "--count", RING)
    expect(status == 0 and output.startswith(f"{len(steps)} steps, "), f"{len(steps)}: {output!r}")


# --------------------------------------------------------------------------------------------------------------------- tables


TABLES = ("objects", "names", "references", "weakrefs", "generations", "allocations", "collections", "snapshots", "events")


def every_table_comes_in_three_formats():
    for name in TABLES:
        status, text, errors = call("table", name, RING)
        expect(status == 0 and errors == "", f"{name}: {errors}")
        rows = json.loads(call("table", name, RING, "--format", "json")[1])
        table = list(csv.reader(io.StringIO(call("table", name, RING, "--format", "csv")[1], newline="")))
        expect(len(table) == len(rows) + 1 == len(text.splitlines()), f"{name}: {len(table)} {len(rows)} {len(text.splitlines())}")
        for row, cells in zip(rows, table[1:]):
            expect(list(row) == table[0], f"{name}: {row} {table[0]}")
            said = {True: "yes", False: "no", None: ""}
            expect([said.get(value, str(value)) if value is None or isinstance(value, bool) else str(value) for value in row.values()]
                   == cells, f"{name}: {row} {cells}")


def rows(name, path, at):
    status, output, errors = call("table", name, path, "--at", at, "--format", "json")
    expect(status == 0, errors)
    return json.loads(output)


def names_follow_the_steps():
    expect(rows("names", RING, "first") == [], "names before the first statement")
    line = next(n for n, text in enumerate(RING.read_text().splitlines(), 1) if text == "node2.ref = node1")
    names = {row["name"]: row for row in rows("names", RING, f"line:{line}")}
    expect(set(names) == {"gc", "Node", "node1", "node2"}, f"{sorted(names)}")
    expect(names["node1"]["type"] == "Node" and names["node1"]["refs"] == 2, f"{names['node1']}")
    expect(names["node1"]["scope"] == "<module>" and names["node1"]["depth"] == 0, f"{names['node1']}")
    last = {row["name"] for row in rows("names", RING, "last")}
    expect(last == {"gc", "Node"}, f"{sorted(last)}")


def a_dead_ring_is_told_unreachable():
    line = next(n for n, text in enumerate(RING.read_text().splitlines(), 1) if text == "del node2")
    nodes = [row for row in rows("objects", RING, f"line:{line}") if row["type"] == "Node"]
    expect([(row["refs"], row["reachable"], row["tracked"]) for row in nodes] == [(1, False, True)] * 2, f"{nodes}")
    serials = {row["object"] for row in nodes}
    edges = [row for row in rows("references", RING, f"line:{line}") if row["label"] == ".ref"]
    expect({row["holder"] for row in edges} == serials == {row["target"] for row in edges}, f"{edges}")
    passes = rows("collections", RING, "last")
    expect([(row["collected"], row["automatic"], row["freed"] >= 2) for row in passes][0] == (2, False, True), f"{passes}")


def weak_references_tell_their_referents():
    path = LESSONS / "08-a-weak-reference-breaks-the-cycle.py"
    lines = path.read_text().splitlines()
    line = lines.index("left = root.children[0]") + 1
    alive = rows("weakrefs", path, f"line:{line}")
    expect(alive and all(row["referent"].startswith("Tree #") for row in alive), f"{alive}")
    dead = rows("weakrefs", path, f"line:{lines.index('root = None') + 1}")
    expect([row["referent"] for row in dead] == ["dead"], f"{dead}")


def events_are_those_of_the_step():
    whole = json.loads(call("table", "events", RING, "--format", "json")[1])
    count = int(call("steps", "--count", RING)[1].split()[2])
    expect(len(whole) == count, f"{len(whole)} rows, {count} events")
    step = next(row["step"] for row in whole if row["event"] == "pass begins")
    events = rows("events", RING, str(step))
    expect(events == [row for row in whole if row["step"] == step], "--at gives other events")
    expect(rows("events", RING, "first") == [] == rows("collections", RING, "first"), "something happened before the first statement")
    expect(sum(row["event"] == "freed" and row["object"].startswith("Node #") for row in events) == 2, "two nodes are freed in the pass")


# ---------------------------------------------------------------------------------------------------------------------- graph


def read_picture(name, *options):
    path = pathlib.Path(os.environ["HERE"]) / name
    status, output, errors = call("graph", RING, "-o", path, *options)
    expect((status, output, errors) == (0, "", ""), f"{status} {output!r} {errors!r}")
    return path.read_bytes()


def pictures_come_in_four_formats_and_the_same_each_time():
    heads = {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "dot": b"digraph"}
    for ending, head in heads.items():
        first = read_picture(f"picture.{ending}", "--at", "line:20")
        expect(first.startswith(head), f"{ending}: {first[:40]!r}")
        expect(read_picture(f"picture.{ending}", "--at", "line:20") == first, f"{ending} differs from run to run")


def an_svg_has_text_and_titles():
    root = xml.etree.ElementTree.fromstring(read_picture("picture.svg", "--at", "line:20"))
    namespace = "{http://www.w3.org/2000/svg}"
    texts = {"".join(element.itertext()).strip() for element in root.iter(namespace + "text")}
    expect({"node1", "node2"} <= texts, f"{sorted(texts)}")
    expect(any(text.startswith("Node #") for text in texts), f"{sorted(texts)}")
    titles = ["".join(element.itertext()) for element in root.iter(namespace + "title")]
    expect(any("Node #" in title for title in titles), f"{titles}")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    expect(ids and len(set(ids)) == len(ids), f"{ids}")


def a_focus_leaves_out_what_is_far():
    whole = read_picture("whole.svg", "--at", "line:20")
    near = read_picture("near.svg", "--at", "line:20", "--focus", "node1.ref", "--depth", "1")
    expect(near != whole, "the focus changes nothing")
    expect(near == read_picture("near.svg", "--at", "line:20", "--focus", "node2", "--depth", "1"), "node1.ref is node2")


def options_of_the_picture_show():
    plain = read_picture("plain.svg", "--at", "line:20")
    for option in (["--dark"], ["--colour", "type"], ["--layout", "radial"], ["--atoms"]):
        expect(read_picture("other.svg", "--at", "line:20", *option) != plain, f"{option} changes nothing")


def without_a_display_the_window_says_so():
    status, output, errors = call(env={"DISPLAY": "", "WAYLAND_DISPLAY": ""})
    expect_refused((status, output, errors), 4)


CASES = (
    help_names_every_verb,
    each_verb_has_help,
    version_is_told,
    wrong_usage_is_status_2,
    run_prints_and_ends_as_the_program,
    a_scenario_names_its_python,
    what_python_refuses_is_refused_with_its_place,
    what_the_subset_lacks_is_refused_before_anything_runs,
    an_interrupt_ends_the_run_with_status_3,
    files_that_are_no_scenario_are_refused,
    an_endless_loop_runs_into_a_budget,
    endless_recursion_is_an_exception,
    a_million_nested_lists_do_no_harm,
    a_picture_that_cannot_be_written_is_status_1,
    steps_are_one_line_each,
    count_agrees_with_the_list,
    every_table_comes_in_three_formats,
    names_follow_the_steps,
    a_dead_ring_is_told_unreachable,
    weak_references_tell_their_referents,
    events_are_those_of_the_step,
    pictures_come_in_four_formats_and_the_same_each_time,
    an_svg_has_text_and_titles,
    a_focus_leaves_out_what_is_far,
    options_of_the_picture_show,
    without_a_display_the_window_says_so,
)


def main():
    cases = [case for case in CASES if not sys.argv[2:] or case.__name__ in sys.argv[2:]]
    failed = 0
    print(f"1..{len(cases)}")
    with tempfile.TemporaryDirectory() as here:
        os.environ["HERE"] = here
        for number, case in enumerate(cases, 1):
            try:
                case()
                print(f"ok {number} - {case.__name__}", flush=True)
            except Exception:
                failed += 1
                print(f"not ok {number} - {case.__name__}", flush=True)
                print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
    return 1 if failed else 0


sys.exit(main())
