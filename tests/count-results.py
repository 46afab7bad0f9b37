#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Counts the single cases of a meson test log and prints "N passed, N failed, N skipped"; fails if one did."""

import json
import re
import sys

TAP_LINE = re.compile(r"^\s*(not )?ok\b[^#\n]*(?:#\s*(SKIP|TODO))?", re.IGNORECASE | re.MULTILINE)
GOOD = ("OK", "EXPECTEDFAIL")


def count(test):
    """The passed, failed and skipped cases of one test program; one that is known not to pass yet counts as skipped."""
    passed = failed = skipped = 0
    for negated, directive in TAP_LINE.findall(test.get("stdout") or ""):
        if directive:
            skipped += 1
        elif negated:
            failed += 1
        else:
            passed += 1
    if test["result"] == "SKIP":
        return 0, 0, max(skipped, 1)
    if test["result"] in GOOD:
        return (passed, failed, skipped) if passed + failed + skipped else (1, 0, 0)
    # A program that broke off, or failed behind its last case, is a failure of its own.
    return passed, max(failed, 1), skipped


def main():
    totals = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            tests = [json.loads(line) for line in log]
    except OSError as error:
        sys.exit(f"no tests ran: {error}")
    for test in tests:
        counts = count(test)
        totals = [a + b for a, b in zip(totals, counts)]
        if counts[1]:
            print(f"failed: {test['name']} ({test['result']})")
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
