#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""against-python.py HEAPWRIGHT [--first SEED] [--programs N] [--seeds SEED,…] [--lines N] [--python PYTHON3] [--verify] [--shrink]

Makes random programs, runs them under the model and under a real python3 of the same version, and compares what they print: as TAP. With
--shrink a program that differs is cut down, statement by statement, and printed.
"""

import argparse
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import programs


def run(command, path):
    try:
        done = subprocess.run([*command, path], capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return None, b"", b"no end"
    return done.returncode, done.stdout, done.stderr


def difference(options, lines):
    """None if both print the same, else what differs."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "program.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(programs.make_text(lines))
        expected = run([options.python, "-B"], path)
        got = run([options.heapwright, "run", "--python", options.version] + ["--verify"] * options.verify, path)
    if got[0] != expected[0]:
        said = got[2].decode(errors="replace").strip().splitlines()
        return f"status {got[0]} instead of {expected[0]}: {said[-1] if said else ''}"
    if got[1] == expected[1]:
        return None
    for number, (a, b) in enumerate(zip(expected[1].splitlines(), got[1].splitlines()), 1):
        if a != b:
            return f"line {number} of the output: expected {a.decode()!r}, printed {b.decode()!r}"
    return "one output is longer"


def shrink(options, lines):
    """The fewest statements that still differ, by leaving out ever smaller stretches."""
    size = len(lines) // 2
    while size >= 1:
        begin = 0
        while begin < len(lines):
            fewer = lines[:begin] + lines[begin + size:]
            if difference(options, fewer):
                lines = fewer
            else:
                begin += size
        size //= 2
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heapwright")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--programs", type=int, default=40)
    parser.add_argument("--seeds", help="these seeds, with commas between, instead of a stretch of them")
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--shrink", action="store_true")
    options = parser.parse_args()

    tell = "import sys; print('%d.%d' % sys.version_info[:2])"
    options.version = subprocess.run([options.python, "-c", tell], capture_output=True, text=True, check=True).stdout.strip()
    if options.version not in ("3.11", "3.12", "3.13"):
        print(f"1..0 # SKIP {options.python} is {options.version}, which the model is not held to")
        return 0

    failed = 0
    seeds = [int(seed) for seed in options.seeds.split(",")] if options.seeds else range(options.first, options.first + options.programs)
    print(f"1..{len(seeds)}")
    for number, seed in enumerate(seeds, 1):
        lines = programs.make_lines(seed, options.lines)
        problem = difference(options, lines)
        print(f"{'not ok' if problem else 'ok'} {number} - program {seed} prints what CPython {options.version} prints", flush=True)
        if problem:
            failed += 1
            print(f"# {problem}", flush=True)
            if options.shrink:
                lines = shrink(options, lines)
                print(f"# {difference(options, lines)}")
                print("".join(f"#   {line}\n" for text in lines for line in text.splitlines()), end="", flush=True)
    return 1 if failed else 0


sys.exit(main())
