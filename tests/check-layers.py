#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""check-layers.py [CHECKOUT]: the rules that hold for all sources, as TAP.

An include goes one way only: a folder of the engine includes from itself, from those before it and from engine/include; ui/ and app/ see
engine/include alone; nothing includes app/. At the end it names the longest files and functions, for whoever looks for what to split.
"""

import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
TOP = TOP if TOP.is_dir() else TOP.parent.parent

# Lowest first. alloc and lang know nothing of each other; heap knows neither vm nor timeline.
LAYERS = ["base", "lang", "alloc", "heap", "vm", "timeline", "image", "table", "picture", "film", "gesture"]
FORBIDDEN = {("alloc", "lang")}
TOOLKIT = re.compile(r"^(gtk|gdk|gsk|adwaita|libadwaita|gtksourceview)\b")
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"


def sources(*suffixes):
    """The files of these kinds in the checkout, those not yet added included, those of build folders not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(TOP)) for path in TOP.rglob("*") if not path.relative_to(TOP).parts[0].startswith(("build", "."))]
    return [TOP / name for name in names if name.endswith(suffixes) and (TOP / name).is_file()]


def layer_of(path):
    """The folder of the engine, or the folder of the checkout."""
    parts = path.relative_to(TOP).parts
    return parts[1] if parts[0] == "engine" and len(parts) > 2 else parts[0]


def engine_problem(layer, name, quoted):
    """What is wrong with an include in the engine, or None."""
    if TOOLKIT.match(name):
        return "the engine has no toolkit"
    target = name.split("/")[0]
    if not quoted or "/" not in name or target not in LAYERS:
        return f"the engine knows no {target}/" if quoted and target in ("ui", "app") else None
    if layer == "include":
        return "a public header shows nothing private"
    if LAYERS.index(target) > LAYERS.index(layer) or (layer, target) in FORBIDDEN:
        return f"{layer}/ must not know {target}/"
    return None


def include_problem(path, quoted, name):
    """What is wrong with an include, or None."""
    layer = layer_of(path)
    if path.relative_to(TOP).parts[0] == "engine":
        return engine_problem(layer, name, quoted)
    if layer in ("ui", "app") and (name.split("/")[0] in LAYERS or name.startswith("engine/") or "../engine" in name):
        return f"{layer}/ must not know the inside of the engine"
    if layer != "app" and ((quoted and name.startswith("cli")) or name.startswith("app/")):
        return "nothing includes app/"
    if path.relative_to(TOP).parts[:2] == ("ui", "model") and TOOLKIT.match(name):
        return "ui/model needs no widgets"
    return None


def check_includes():
    """Includes against the flow."""
    for path in sources(".c", ".h"):
        for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            problem = include_problem(path, quote == '"', name)
            if problem:
                yield f"{path.relative_to(TOP)}: {name}: {problem}"


def check_licences():
    """Every source file says whose it is."""
    for path in sources(".c", ".h", ".py", ".bash"):
        in_data = path.relative_to(TOP).parts[:2] in (("data", "scenarios"), ("tests", "oracle"), ("tests", "bench"), ("tests", "fuzz"))
        if not (in_data and path.suffix == ".py") and LICENCE not in path.read_text(encoding="utf-8")[:400]:
            yield f"{path.relative_to(TOP)}: the SPDX head is missing"


def check_machine_paths():
    """No path of the machine that the checkout is on: it would not hold on the next."""
    patterns = [str(folder) + "/" for folder in (TOP, TOP.parent, pathlib.Path.home()) if len(folder.parts) > 1 and str(folder) != "/tmp"]
    for path in sources(""):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if any(pattern in line for pattern in patterns):
                yield f"{path.relative_to(TOP)}:{number}: names a path of this machine: {line.strip()[:80]}"


def check_white_space():
    """No tabs, no white space at the end of a line."""
    for path in sources(".c", ".h", ".py", ".bash", "meson.build"):
        if path.is_relative_to(TOP / "tests" / "oracle" / "programs"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "\t" in line or line != line.rstrip():
                yield f"{path.relative_to(TOP)}:{number}: a tab, or white space at the end"


def longest():
    """Comment lines on the longest files and functions."""
    files, functions = [], []
    for path in sources(".c"):
        lines = path.read_text(encoding="utf-8").splitlines()
        files.append((len(lines), str(path.relative_to(TOP))))
        begin = None
        for number, line in enumerate(lines, 1):
            if line == "{":
                begin = number
            elif line == "}" and begin is not None:
                name = next((text for text in reversed(lines[:begin - 1]) if re.match(r"^\w+ \(", text)), "?").split()[0]
                functions.append((number - begin + 1, f"{name} in {path.relative_to(TOP)}:{begin}"))
                begin = None
    for title, rows in (("files", files), ("functions", functions)):
        yield f"# longest {title}:"
        yield from (f"#   {length} lines: {name}" for length, name in sorted(rows, reverse=True)[:8])


def main():
    checks = (check_includes, check_licences, check_machine_paths, check_white_space)
    print(f"1..{len(checks)}")
    failed = 0
    for number, check in enumerate(checks, 1):
        problems = list(check())
        print(f"{'not ok' if problems else 'ok'} {number} - {check.__doc__}")
        for problem in problems:
            print(f"# {problem}")
        failed += bool(problems)
    print("\n".join(longest()))
    return 1 if failed else 0


sys.exit(main())
