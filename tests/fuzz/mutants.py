#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""mutants.py HEAPWRIGHT [--first SEED] [--programs N]: lessons and oracle programs with pieces of their text cut out, doubled or exchanged, as TAP.

Whatever the text, the program ends by itself with a status that it documents, and says something if that is not 0.
"""

import argparse
import pathlib
import random
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PIECE = re.compile(r"\w+|\s+|[^\w\s]")
SPICE = ["(", ")", "[", "]", "{", "}", ":", "\n", "\n    ", "'", '"', '"""', "\\", "*", "**", "lambda", "del ", "=", ":=", "f'{", "\0", "é", "0x",
         "1e999", "-", "not ", "in ", "yield ", "async ", "class ", "@", "...", "#", "\t", ";", ",", "None", "__del__", "9" * 400]


def mutate(text, source):
    """A few changes at random places."""
    pieces = PIECE.findall(text)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(pieces))
        kind = source.randrange(5)
        if kind == 0:
            del pieces[at:at + source.randint(1, 8)]
        elif kind == 1:
            pieces[at:at] = pieces[at:at + source.randint(1, 12)]
        elif kind == 2:
            other = source.randrange(len(pieces))
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif kind == 3:
            pieces.insert(at, source.choice(SPICE))
        else:
            del pieces[at:]
        pieces = pieces or ["x"]
    return "".join(pieces).encode()


def problem_of(heapwright, text):
    command = [heapwright, "run", "--max-steps", "20000", "--max-seconds", "5", "-"]
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode not in (0, 1, 2, 3):
        return f"ends with status {done.returncode}: {done.stderr.decode(errors='replace')[-200:]!r}"
    if done.returncode in (2, 3) and not done.stderr.strip():
        return f"ends with status {done.returncode} and says nothing"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heapwright")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--programs", type=int, default=300)
    options = parser.parse_args()
    # Not the ones that take a second each.
    texts = [path.read_text(encoding="utf-8") for folder in ("data/scenarios", "tests/oracle/programs")
             for path in sorted((TOP / folder).glob("*.py"))]
    texts = [text for text in texts if "1000000" not in text]

    print("1..1")
    problems = []
    for seed in range(options.first, options.first + options.programs):
        source = random.Random(seed)
        text = mutate(source.choice(texts), source)
        problem = problem_of(options.heapwright, text)
        if problem:
            problems.append(f"mutant {seed}: {problem}")
            pathlib.Path(f"mutant-{seed}.py").write_bytes(text)
    print(f"{'not ok' if problems else 'ok'} 1 - {options.programs} mutated programs do no harm")
    print("".join(f"# {problem}\n" for problem in problems), end="")
    return 1 if problems else 0


sys.exit(main())
