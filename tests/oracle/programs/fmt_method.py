# str.format and format_map
class P:
    def __init__(self):
        self.x = 1
        self.items = [10, 20, {"k": "v"}]
p = P()
print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0} {a} {0}".format(5, a=6), "{{}} {}".format(1), "".format(), "none".format(1))
print("{0.x} {0.items[1]} {0.items[2][k]} {q.x}".format(p, q=p), "{[0]} {[1]}".format([1, 2], (3, 4)), "{a[b c]}".format(a={"b c": 1}))
print("{!r} {!s} {!a} {!r:>5}".format("é", "é", "é", "x"), "{:>{}} {:{w}.{p}f}".format("a", 5, 3.14159, w=8, p=2), "{0:{1}}".format(255, "#x"), "{:{}{}}".format(7, "0", 4))
print("{:5}|{:<5}|{:^5}|{:>5}|{:*^5}|{:05d}|{:+}|{:,}|{:%}|{:.1e}".format("a", "b", "c", "d", "e", 42, 5, 1234567, 0.25, 12345.678))
print("{a} {b}".format(**{"a": 1, "b": 2}), "{} {}".format(*[1, 2]), "{x}".format_map({"x": 3}))
class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"
print("{a} {b}".format_map(Default(a=1)))
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)
for text in ("{", "}", "{0}", "{a}", "{}{0}", "{0}{}", "{!z}", "{!r:", "{0[}", "{0.}", "{0[]}", "{0[0]x}", "{!}", "{!rx}", "{:{}}", "{:{:{}}}", "{0.nothing}", "{0[5]}", "a}b", "{a{b}}", "{0!r", "{ }", "{:d}"):
    show(lambda: text.format("ab"))
    show(lambda: text.format())
show(lambda: "{}".format_map({}))
show(lambda: "{a}".format_map({}))
