# order of destruction: containers, attributes, frames, rebinding, nested structures
class T:
    def __init__(self, name, *held): self.name = name; self.held = held
    def __del__(self): print(self.name, end=" ")
def say(text): print("|", text)
x = [T("1"), T("2"), T("3")]; x = None; say("list")
x = (T("1"), T("2"), T("3")); x = None; say("tuple")
x = {"a": T("1"), "b": T("2"), "c": T("3")}; x = None; say("dict")
x = T("outer", T("in1"), T("in2")); x = None; say("nested")
o = T("o"); o.z = T("z"); o.y = T("y"); o.a = T("a"); o = None; say("attributes")
o = T("o"); o.z = T("z"); o.y = T("y"); del o.z; o.z = T("z2"); o = None; say("attributes in another order")
o = T("o"); o.__dict__["q"] = T("q"); o.r = T("r"); o = None; say("through the dict")
x = [T("a"), T("b"), T("c")]; x.clear(); say("clear"); x = [T("a"), T("b"), T("c")]; x[:] = []; say("slice"); x = [T("a"), T("b")]; del x[:]; say("del slice")
x = [T("a"), T("b")]; x[0] = T("c"); x[1] = None; say("items"); x = x * 3; x = None; say("repeated")
x = {1: T("a"), 2: T("b")}; x[1] = T("c"); del x[2]; x.clear(); say("dict changes"); x = {T("k"): T("v")}; x.clear(); say("key and value")
x = T("old"); x = T("new"); say("rebinding"); x = None; say("none")
def f(a, b): c = T("c"); d = T("d"); a = T("a2"); say("in f")
f(T("a"), T("b")); say("f returned")
def g(): return [T("t1"), T("t2")][0]
g(); say("temporary list"); y = g(); say("kept"); del y; say("deleted")
def h(n): t = T("h%d" % n); return h(n - 1) if n else None
h(2); say("recursion")
T("temporary"); say("expression"); T("p").name; say("attribute of a temporary"); [T("i"), T("j")][1].name; say("item of a temporary")
x, y = T("x"), T("y"); x, y = y, x; x = None; say("swapped"); y = None; say("both")
x = y = T("chained"); x = None; say("one"); y = None; say("two")
for i in [T("f1"), T("f2")]: print(i.name + "?", end=" ")
say("loop done"); i = None; say("loop variable")
x = [T("s3"), T("s1"), T("s2")]; x.sort(key=lambda t: t.name); x.pop(); x.reverse(); x = None; say("sorted")
x = [[T("n1")], [T("n2"), [T("n3")]], {"k": T("n4")}]; x = None; say("deep")
class B(T): pass
B.shared = T("shared"); x = B("b"); x = None; B.shared = None; say("class attribute")
x = T("c1"); x.me = x.name; x.f = lambda: 1; x = None; say("lambda attribute")
x = [T("w")]; y = x; x += [T("v")]; x = None; say("alias"); y = None; say("gone")
class N(T):
    def __hash__(self): return int(self.name[1])
x = {N("e1"), N("e2")}; print(len(x)); y = x.pop(); z = sorted([y.name] + [t.name for t in x]); print(z); t = None
def last(): keep.append(T("kept"))
keep = []; last(); keep = None; say("end")
