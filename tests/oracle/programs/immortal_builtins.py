# counts of builtin functions, modules and other objects of the interpreter
import sys, gc, math
R = sys.getrefcount
def moves(label, obj):
    before = R(obj); keep = [obj] * 1000; print(label, R(obj) - before, end="; "); del keep
class A: pass
class E(Exception): pass
for l, o in [("len", len), ("sys", sys), ("gc.collect", gc.collect), ("method", [].append), ("type", type), ("object", object), ("exc", ValueError), ("E", E), ("A", A), ("bt", type(len)), ("NotImplemented", NotImplemented), ("...", ...), ("False", False), ("b''", b""), ("b'a'", b"a"), ("bb", b"ab"), ("''", ""), ("frozenset", frozenset()), ("-5", -5), ("256", 256), ("257", 257), ("lit", "hello world"), ("ident", "hello"), ("tup", (1, 2)), ("globals", globals()), ("None type", type(None)), ("float 0", 0.0), ("builtins", __builtins__), ("code", moves.__code__), ("dict type", dict), ("A.__dict__", A.__dict__), ("int.__dict__", int.__dict__), ("dict.fromkeys", dict.fromkeys), ("pi", math.pi), ("co_consts", moves.__code__.co_consts), ("A.__name__", A.__name__), ("attr", "__init__"), ("1char", "z"), ("range0", range(0)), ("slice", slice(None)), ("empty bytes", bytes())]:
    moves(l, o)
print()
