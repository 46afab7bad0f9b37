"""under_empty_trace.py PROGRAM: runs it with a trace function that does nothing, the least that a stepping tool in Python pays."""
import sys


def nothing(frame, event, argument):
    return nothing


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        code = compile(file.read(), sys.argv[1], "exec")
    sys.settrace(nothing)
    exec(code, {"__name__": "__main__"})


main()
