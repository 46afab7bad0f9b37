#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""run.py HEAPWRIGHT VERSION [--verify] [--stress] [NAME…]: runs the oracle's programs and the lessons, as TAP.

A case passes if standard output is, byte for byte, what the interpreter of that version printed, and the run neither was
refused, nor ran out of a budget, nor crashed. Programs that do not pass yet stand in not-yet as "version program reason",
or "verify-version program reason" if they fail only under --verify; one that stands there and passes is a failure. With --verify
every event is checked against the heap; with --stress, which collects at every chance, the output is not compared.
"""

import argparse
import concurrent.futures
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LESSONS = HERE.parent.parent / "data" / "scenarios"
# A check of the whole heap at every event is no matter of a test's time with a million objects.
TOO_LARGE_TO_VERIFY = {"lessons-12-a-list-against-a-generator", "lessons-14-current-and-peak"}


def read_not_yet(*kinds):
    """Name to reason, of the lines that begin with one of [kinds]."""
    entries = {}
    for line in (HERE / "not-yet").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, name, reason = line.split(maxsplit=2)
            if kind in kinds:
                entries[name] = reason
    return entries


def find_programs():
    """Name to path, of all programs and lessons."""
    programs = {path.stem: path for path in sorted((HERE / "programs").glob("*.py"))}
    programs.update((f"lessons-{path.stem}", path) for path in sorted(LESSONS.glob("[0-9]*.py")))
    return programs


def first_difference(expected, printed):
    """Where two outputs part, in words."""
    wanted, got = expected.splitlines(), printed.splitlines()
    for number, (a, b) in enumerate(zip(wanted, got), 1):
        if a != b:
            return f"line {number}: expected {a!r}, printed {b!r}"
    if len(wanted) > len(got):
        return f"{len(wanted) - len(got)} lines are missing from line {len(got) + 1} on: {wanted[len(got)]!r}"
    if len(got) > len(wanted):
        return f"{len(got) - len(wanted)} lines too many from line {len(wanted) + 1} on: {got[len(wanted)]!r}"
    return "only the ends of lines differ"


def run(options, path, expected):
    """None if the program passes, else what is wrong."""
    command = [options.heapwright, "run", "--python", options.version]
    command += ["--verify", "--max-seconds=110"] * options.verify + ["--stress"] * options.stress + [path.name]
    try:
        done = subprocess.run(command, cwd=path.parent, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return "did not end within two minutes"
    errors = done.stderr.decode(errors="replace").strip().splitlines()
    if done.returncode < 0:
        return f"crashed with signal {-done.returncode}" + (f": {errors[-1]}" if errors else "")
    if done.returncode in (2, 3):
        return f"status {done.returncode}: {errors[0] if errors else 'nothing said why'}"
    if options.verify and any("contradicts itself" in line for line in errors):
        return f"verify: {errors[1] if len(errors) > 1 else errors[0]}"
    if not options.stress and done.stdout != expected:
        return first_difference(expected.decode(errors="replace"), done.stdout.decode(errors="replace"))
    return None


def report(number, name, problem, reason):
    """Prints one TAP line; tells whether it is a failure."""
    if problem is None and reason is None:
        print(f"ok {number} - {name}", flush=True)
        return False
    if problem is None:
        print(f"not ok {number} - {name} passes: take it out of not-yet", flush=True)
        return True
    print(f"not ok {number} - {name}" + (f" # TODO {reason}" if reason else ""), flush=True)
    print(f"# {name}: {problem}", flush=True)
    return reason is None


def run_all(options, programs, cases):
    """Yields what run() says of each case, in their order; two are run at a time."""
    def run_case(name):
        if options.verify and name in TOO_LARGE_TO_VERIFY:
            return None
        expected = (HERE / "expected" / options.version / f"{name}.out").read_bytes()
        return run(options, programs[name], expected)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        yield from pool.map(run_case, cases)


def suggest(options, programs, cases, not_yet):
    """Prints the lines of not-yet that this version needs now: kept reasons, and for the new ones what went wrong. With --verify,
    those that it needs besides."""
    kind, besides = options.version, {}
    if options.verify:
        kind, besides = f"verify-{options.version}", read_not_yet(options.version)
    for name, problem in zip(cases, run_all(options, programs, cases)):
        if problem and name not in besides:
            print(kind, name, not_yet.get(name, problem), flush=True)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("heapwright")
    parser.add_argument("version")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--stress", action="store_true")
    parser.add_argument("--suggest", action="store_true", help="print the lines that not-yet needs now, instead of TAP")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.heapwright = pathlib.Path(options.heapwright).resolve()

    not_yet = read_not_yet(options.version, *[f"verify-{options.version}"] * options.verify)
    programs = find_programs()
    cases = [name for name in programs if not options.names or name in options.names]
    cases = [name for name in cases if (HERE / "expected" / options.version / f"{name}.out").exists()]
    if options.suggest:
        return suggest(options, programs, cases, not_yet)
    unknown = sorted(set(not_yet) - set(programs))
    print(f"1..{len(cases) + bool(unknown)}")

    failed = 0
    for number, (name, problem) in enumerate(zip(cases, run_all(options, programs, cases)), 1):
        if options.verify and name in TOO_LARGE_TO_VERIFY:
            print(f"ok {number} - {name} # SKIP too large to check at every event", flush=True)
        else:
            failed += report(number, name, problem, not_yet.get(name))
    if unknown:
        failed += report(len(cases) + 1, "not-yet", f"names no program: {' '.join(unknown)}", None)
    return 1 if failed else 0


sys.exit(main())
