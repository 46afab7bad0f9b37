#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""run.py HEAPWRIGHT [--python PYTHON3] [--runs N] [PROGRAM…]: how fast is a recorded run, measured beside python3?

Runs each program in turn under `heapwright steps --count`, under python3 with an empty sys.settrace function, and under plain python3,
alternating, and prints the medians of user and system time, the ratios, the peak of memory, and what --count said. Run by hand on a
quiet machine; ratios hold where absolute times do not.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = ("million", "link", "rings", "lists", "names", "tree")


def measure(command):
    """Seconds of user and system time, the peak in MiB, and what was printed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        output = process.stdout.read().decode().strip()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("heapwright")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("programs", nargs="*", default=PROGRAMS)
    options = parser.parse_args()

    print(f"{'program':10} {'recorded':>9} {'traced':>9} {'plain':>9} {'rec/traced':>10} {'rec/plain':>9} {'MiB':>6}")
    for name in options.programs:
        path = str(HERE / f"{name}.py")
        commands = {
            "recorded": [options.heapwright, "steps", "--count", path],
            "traced": [options.python, str(HERE / "under_empty_trace.py"), path],
            "plain": [options.python, path],
        }
        times = {kind: [] for kind in commands}
        for _ in range(options.runs):
            for kind, command in commands.items():
                seconds, peak, output = measure(command)
                times[kind].append(seconds)
                if kind == "recorded":
                    memory, count = peak, output
        median = {kind: statistics.median(values) for kind, values in times.items()}
        print(f"{name:10} {median['recorded']:8.2f}s {median['traced']:8.2f}s {median['plain']:8.2f}s "
              f"{median['recorded'] / median['traced']:10.2f} {median['recorded'] / median['plain']:9.2f} {memory:6.0f}   {count}", flush=True)


main()
