#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test-cli.py HEAPWRIGHT [NAME…]: the command line, as TAP. Each case is a function; its name is the claim."""

import csv
import html.parser
import io
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
import xml.etree.ElementTree

HEAPWRIGHT = str(pathlib.Path(sys.argv[1]).resolve())
LESSONS = pathlib.Path(os.environ["HEAPWRIGHT_DATA"]) / "scenarios"
RING = LESSONS / "04-a-circular-pair.py"
VERBS = ("run", "steps", "table", "passes", "graph", "film")


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
    expect_refused(call("film", RING), 2, "-o")
    expect_refused(call("film", RING, "-o", "x.mp4"), 2, "x.mp4", ".html", ".webp")
    expect_refused(call("film", RING, "-o", "x", "--format", "mp4"), 2, "mp4", "webp")
    expect_refused(call("film", RING, "-o", "x.pdf", "--from", "99"), 2, "--from 99")
    expect_refused(call("film", RING, "-o", "x.pdf", "--to", "line:2"), 2, "--to line:2")
    expect_refused(call("film", RING, "-o", "x.pdf", "--from", "9", "--to", "4"), 2, "step 9", "step 4")
    expect_refused(call("film", RING, "-o", "x.pdf", "--seconds", "-1"), 2, "--seconds")


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
        for verb in (["run"], ["steps"], ["table", "objects"], ["graph", "-o", "x.svg"], ["film", "-o", "x.pdf"]):
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


def passes_tell_what_each_phase_did():
    status, output, errors = call("passes", RING)
    expect(status == 0 and errors == "" and output.splitlines()[0].split()[0] == "Pass", output)
    status, words, errors = call("passes", "--phases", "--pass", "1", RING)
    expect(status == 0 and errors == "", errors)
    for phase in ("update_refs", "subtract_refs", "move_unreachable", "handle_weakrefs", "finalize_garbage", "delete_garbage"):
        expect(f"  {phase}: " in words, f"{phase} is missing: {words}")
    expect(words.splitlines()[-1].startswith("  returns 2: 2 Node"), words)
    rows = json.loads(call("passes", "--phases", "--format", "json", RING)[1])
    expect(len(rows) % 9 == 0 and rows[8]["words"] == words.splitlines()[-1].strip(), rows[8])


def decisions_are_in_cpythons_order():
    status, output, errors = call("passes", "--decisions", "--pass", "1", "--format", "csv", RING)
    rows = list(csv.DictReader(io.StringIO(output)))
    expect(status == 0 and errors == "", errors)
    nodes = [(row["phase"], row["decision"], row["gc_refs"]) for row in rows if row["object"].startswith("Node #")]
    expect(nodes == [("update_refs", "copy count", "1")] * 2 + [("subtract_refs", "subtract", "0")] * 2
           + [("move_unreachable", "suspect", "")] * 2 + [("delete_garbage", kind, "") for kind in ("clear", "free", "free")], nodes)
    status, _, errors = call("passes", "--pass", "99", RING)
    expect(status == 2 and "99" in errors, errors)


def count_agrees_with_the_list():
    lines = call("steps", RING)[1].splitlines()
    steps = [line for line in lines if "(the interpreter ends)" not in line]
    status, output, _ = call("steps", "--count", RING)
    expect(status == 0 and output.startswith(f"{len(steps)} steps, "), f"{len(steps)}: {output!r}")


# --------------------------------------------------------------------------------------------------------------------- tables


TABLES = ("objects", "names", "references", "weakrefs", "cycles", "generations", "allocations", "collections", "phases", "decisions",
          "snapshots", "events")


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


def a_long_list_expands():
    path = scenario("class Node:\n    pass\nxs = []\nfor i in range(30):\n    xs.append(Node())\nx = 1\n")
    out = pathlib.Path(os.environ["HERE"]) / "long.svg"
    for times, more in ((0, 18), (1, 6), (2, 0)):
        result = call("graph", path, "-o", out, "--at", "line:6", *(["--expand", "xs"] * times))
        expect(result == (0, "", ""), f"{result}")
        expect((f"… {more} more" in out.read_text()) == (more > 0), f"{times} times: not {more} more")
    expect_refused(call("graph", path, "-o", out, "--fold", "ys"), 2, "--fold", "ys")


def options_of_the_picture_show():
    plain = read_picture("plain.svg", "--at", "line:20")
    for option in (["--dark"], ["--colour", "type"], ["--colour", "retained"], ["--layout", "radial"], ["--atoms"], ["--hide-type", "Node"],
                   ["--hide-name", "node1"], ["--max-nodes", "2", "--group", "line"], ["--fold", "node1"]):
        expect(read_picture("other.svg", "--at", "line:20", *option) != plain, f"{option} changes nothing")


# ----------------------------------------------------------------------------------------------------------------------- film


def film(name, *options, path=RING):
    """Makes a film under this name; gives its path."""
    out = pathlib.Path(os.environ["HERE"]) / name
    result = call("film", path, "-o", out, *options)
    expect(result == (0, "", ""), f"{result}")
    return out


def tool(*command):
    """What a program prints; None where it is not installed."""
    if shutil.which(command[0]) is None:
        return None
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, timeout=100).stdout.decode()


N_STEPS = 20  # of RING, with the interpreter's end


def films_are_the_same_each_time():
    for name in ("film.html", "film.pdf", "film.gif", "film.webp"):
        first = film(name, "--to", "12").read_bytes()
        expect(film(name, "--to", "12").read_bytes() == first, f"{name} differs from run to run")
    one, other = film("one/", "--format", "png", "--to", "5"), film("other", "--format", "png", "--to", "5")
    names = sorted(path.name for path in one.iterdir())
    expect(names == ["index.html"] + [f"step-{step:04}.png" for step in range(1, 6)], f"{names}")
    expect(all((other / name).read_bytes() == (one / name).read_bytes() for name in names), "the folders differ")


def a_film_as_pdf_has_a_page_a_step():
    path = film("film.pdf")
    info = tool("pdfinfo", path)
    expect(info is None or f"Pages:           {N_STEPS}" in info and "A circular pair" in info, f"{info}")
    page = tool("pdftotext", "-f", "12", "-l", "12", path, "-")
    for words in ("Step 12 of 20", "node2.ref = node1", "the count of Node #16 rises from 1 to 2."):
        expect(page is None or words in page, f"{words!r} is not in {page!r}")
    last = tool("pdftotext", "-f", "20", "-l", "20", path, "-")
    expect(last is None or "and on the second pass 0" in last, f"the output is not in {last!r}")


def read_gif(data):
    """Size, and (delay, left, top, width, height) of each frame, read block by block to the very end."""
    expect(data[:6] == b"GIF89a" and data[-1:] == b";", "no GIF")
    size, at = (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")), 13 + 3 * 2 ** ((data[10] & 7) + 1)
    frames, delay = [], 0

    def skip(at):
        while data[at]:
            at += data[at] + 1
        return at + 1

    while data[at:at + 1] != b";":
        if data[at:at + 2] == b"!\xf9":
            delay = int.from_bytes(data[at + 4:at + 6], "little")
        if data[at] == 0x21:
            at = skip(at + 2)
        else:
            expect(data[at] == 0x2c, f"byte {data[at]} at {at}")
            frames.append((delay, *(int.from_bytes(data[at + i:at + i + 2], "little") for i in (1, 3, 5, 7))))
            at = skip(at + 11)
    expect(at == len(data) - 1, "there is something behind the end")
    return size, frames


def an_animation_has_a_frame_a_step():
    size, frames = read_gif(film("film.gif", "--seconds", "0.5").read_bytes())
    expect(len(frames) == N_STEPS, f"{len(frames)} frames")
    expect([frame[0] for frame in frames] == [50] * (N_STEPS - 1) + [100], f"{frames}")
    expect(frames[0][1:] == (0, 0, *size), f"{frames[0]} {size}")
    expect(all(left + width <= size[0] and top + height <= size[1] for _, left, top, width, height in frames), f"{frames}")
    data = film("film.webp", "--seconds", "0.5").read_bytes()
    expect(data[:4] == b"RIFF" and data[8:12] == b"WEBP" and int.from_bytes(data[4:8], "little") == len(data) - 8, "no WebP")
    at, durations = 12, []
    while at < len(data):
        if data[at:at + 4] == b"ANMF":
            durations.append(int.from_bytes(data[at + 20:at + 23], "little"))
        at += 8 + (int.from_bytes(data[at + 4:at + 8], "little") + 1) // 2 * 2
    # What does not differ from the frame before is one longer frame.
    expect(0 < len(durations) <= N_STEPS and sum(durations) == 500 * (N_STEPS + 1), f"{durations}")
    listed = tool("identify", pathlib.Path(os.environ["HERE"]) / "film.gif")
    expect(listed is None or len(listed.splitlines()) == N_STEPS, f"{listed}")


class Balance(html.parser.HTMLParser):
    """Notes elements that are closed wrongly, and whatever would be loaded."""

    VOID = {"meta", "input", "img", "br", "link"}

    def __init__(self):
        super().__init__()
        self.open, self.problems = [], []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.problems.append(f"an attribute twice: {tag} {attrs}")
        if tag in ("link", "iframe") or any(name in ("src", "href") and ":" in value for name, value in attrs):
            self.problems.append(f"loads something: {tag} {attrs}")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()}")


HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"


def read_page(path):
    """The page as a tree, after it was parsed as HTML and checked for what every page must have."""
    text = path.read_text(encoding="utf-8")
    parser = Balance()
    parser.feed(text)
    parser.close()
    expect(not parser.problems and not parser.open, f"{parser.problems[:5]} {parser.open}")
    expect(text.startswith("<!DOCTYPE html>\n"), text[:60])
    expect("http" not in re.sub(r'xmlns="[^"]*"', "", text), "the page names an address")
    root = xml.etree.ElementTree.fromstring(text)
    expect(root.get("lang") == "en" and root.find(f".//{HTML}title").text == "A circular pair", "language or title is missing")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    expect(len(set(ids)) == len(ids), "an id twice")
    for element in root.iter():
        for name in (element.get("aria-labelledby") or "").split() + (element.get("for") or "").split():
            expect(name in ids, f"{name} is not in the page")
    return root


def words(element):
    return " ".join("".join(element.itertext()).split())


def a_film_as_html_is_valid_and_whole():
    root = read_page(film("film.html"))
    steps = [element for element in root.iter(HTML + "section") if element.get("class") == "step"]
    expect([element.get("data-step") for element in steps] == [str(step) for step in range(1, N_STEPS + 1)], f"{len(steps)} steps")
    for step in steps:
        svg = step.find(f".//{SVG}svg")
        expect(words(step.find(f".//{HTML}h2")) and words(step.find(f".//{HTML}p")), f"{step.get('id')} has no words")
        expect(svg.get("role") == "img" and svg.find(SVG + "title").text and svg.find(SVG + "desc").text, f"{step.get('id')}: graph")
    expect(words(steps[11].find(f".//{HTML}code")) == "node2.ref = node1", words(steps[11]))
    texts = {words(element) for element in steps[11].iter(SVG + "text")}
    expect({"node1", "node2", "Node #16", "Node #19"} <= texts, f"{texts}")
    source = root.find(f".//{HTML}ol")
    lines = ["".join(element.itertext()) for element in source]
    expect(lines == RING.read_text().splitlines(), "the source differs")
    printed = root.find(f".//{HTML}pre")
    expect("".join(printed.itertext()) == call("run", RING)[1], "the output differs")
    expect([span.get("data-step") for span in printed] == ["13", "15", "17", "18", "19"], "who printed it")
    slider = next(element for element in root.iter(HTML + "input"))
    expect(slider.get("type") == "range" and slider.get("max") == str(N_STEPS) and slider.get("aria-label"), "the slider")
    for element in list(root.iter(HTML + "button")) + list(root.iter(HTML + "select")):
        expect(element.get("aria-label") or words(element), f"{element.attrib} has no name")


def every_light_colour_has_its_dark_one():
    root = read_page(film("film.html"))
    rules = dict(re.findall(r"^\.([fs]\d+) { (?:fill|stroke): (#[0-9a-f]{6}); }$", root.find(f".//{HTML}style").text, re.MULTILINE))
    dark = {"light": {}, "dark": {}}
    other = read_page(film("dark.html", "--dark"))
    for name, page in (("light", root), ("dark", other)):
        svgs = list(page.iter(SVG + "svg"))
        dark[name] = [(element.tag, property, element.get(property), element.get("class"), element.get("x"), element.get("d"))
                      for svg in svgs for element in svg.iter() for property in ("fill", "stroke")
                      if (element.get(property) or "none") != "none"]
    expect(len(dark["light"]) == len(dark["dark"]) > 1000, "the pages have other shapes")
    for light, right in zip(dark["light"], dark["dark"]):
        marks = [mark for mark in (light[3] or "").split() if mark in rules and mark.startswith(light[1][0])]
        expect((rules[marks[0]] if marks else light[2]) == right[2], f"{light} {right}")


def web_pages_escape_what_programs_say():
    path = scenario("x = ['<script>alert(1)</script> & \\x1b[1m \\u2028']\nprint(x[0], '\"', ']]>')\n")
    text = film("escaped.html", path=path).read_text(encoding="utf-8")
    expect(text.count("<script>") == 1 and "&lt;script&gt;" in text and "\x1b" not in text, "not escaped")
    root = xml.etree.ElementTree.fromstring(text)
    expect("<script>alert(1)</script> & ␛[1m" in "".join(root.find(f".//{HTML}pre").itertext()), "the output is not as it was")


def a_folder_has_pictures_and_an_index():
    folder = film("storyboard/", "--changed")
    root = read_page(folder / "index.html")
    pictures = [element.get("src") for element in root.iter(HTML + "img")]
    expect(sorted(path.name for path in folder.iterdir()) == ["index.html"] + pictures, f"{pictures}")
    expect("step-0012.svg" in pictures and "step-0004.svg" not in pictures, f"{pictures}: gc.disable() changes nothing to see")
    expect(all(element.get("alt") for element in root.iter(HTML + "img")), "a picture without a description")
    sizes = set()
    for name in pictures:
        svg = xml.etree.ElementTree.parse(folder / name).getroot()
        sizes.add((svg.get("width"), svg.get("height")))
    expect(len(sizes) == 1, f"{sizes}")


def lines_name_the_steps_of_a_film():
    page = read_page(film("film.html", "--from", "line:10", "--to", "line:18"))
    steps = [element.get("data-step") for element in page.iter(HTML + "section") if element.get("class") == "step"]
    expect(steps == ["6", "7", "8", "9", "10", "11"], f"{steps}")


def a_film_too_long_is_refused_with_what_to_do():
    text = "i = 0\nwhile i < 2000:\n    i += 1\n"
    expect_refused(call("film", "-", "-o", "long.pdf", stdin=text), 3, "4", "2000", "--changed", "--from")
    expect(not (pathlib.Path(os.environ["HERE"]) / "long.pdf").exists(), "something was written")
    expect(call("film", "-", "-o", "long.pdf", "--from", "3990", stdin=text) == (0, "", ""), "its end")


def a_film_that_cannot_be_written_is_status_1():
    for path in ("/nowhere/x.html", "/proc/x.gif", "/nowhere/folder/", "/proc/folder"):
        expect_refused(call("film", RING, "-o", path), 1, path.rstrip("/"))


def an_interrupted_film_leaves_nothing():
    here = pathlib.Path(os.environ["HERE"]) / "interrupted"
    here.mkdir()
    text = "a = []\nfor i in range(900):\n    a.append([i])\n"
    for name in ("film.gif", "folder/"):
        master, slave = pty.openpty()
        with subprocess.Popen([HEAPWRIGHT, "film", "-", "-o", name], stdin=subprocess.PIPE, stderr=slave, cwd=here) as process:
            os.close(slave)
            process.stdin.write(text.encode())
            process.stdin.close()
            # The progress says that it is under way.
            said = b""
            while b"1 %" not in said:
                said += os.read(master, 100)
            process.send_signal(signal.SIGINT)
            status = process.wait(timeout=100)
            expect(status == 3, f"status {status}")
        os.close(master)
        expect(list(here.iterdir()) == [], f"{list(here.iterdir())}")


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
    passes_tell_what_each_phase_did,
    decisions_are_in_cpythons_order,
    count_agrees_with_the_list,
    every_table_comes_in_three_formats,
    names_follow_the_steps,
    a_dead_ring_is_told_unreachable,
    weak_references_tell_their_referents,
    events_are_those_of_the_step,
    pictures_come_in_four_formats_and_the_same_each_time,
    an_svg_has_text_and_titles,
    a_focus_leaves_out_what_is_far,
    a_long_list_expands,
    options_of_the_picture_show,
    films_are_the_same_each_time,
    a_film_as_pdf_has_a_page_a_step,
    an_animation_has_a_frame_a_step,
    a_film_as_html_is_valid_and_whole,
    every_light_colour_has_its_dark_one,
    web_pages_escape_what_programs_say,
    a_folder_has_pictures_and_an_index,
    lines_name_the_steps_of_a_film,
    a_film_too_long_is_refused_with_what_to_do,
    a_film_that_cannot_be_written_is_status_1,
    an_interrupted_film_leaves_nothing,
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
