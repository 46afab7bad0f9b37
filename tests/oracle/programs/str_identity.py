# str and bytes: when a result is the very object that was there
s = "".join(["some", " ", "text"])
t = "".join(["añ", "b"])
for x in (s, t):
    print(x[:] is x, str(x) is x, x * 1 is x, 1 * x is x, x + "" is x, "" + x is x, "".join([x]) is x, "-".join((x,)) is x, f"{x}" is x)
    print(x.strip() is x, x.lstrip("q") is x, x.rstrip() is x, x.replace("q", "r") is x, x.ljust(2) is x, x.center(3) is x, x.zfill(1) is x)
    print(x.removeprefix("q") is x, x.removesuffix("q") is x, x.expandtabs() is x, format(x, "") is x, x.partition("q")[0] is x, x.split("q")[0] is x)
    print(x.lower() is x, x[1:] is x[1:], x + "z" is x + "z", x.splitlines()[0] is x, x.format() is x, x % () is x)
print("abc"[0] is "xay"[1], "abc"[1:1] is "", "".join([]) is "", "x" * 0 is "", "é"[0] is "aé"[1], "日"[0:1] is "a日"[1])
class Text(str):
    pass
sub = Text("kept")
print(type(sub), type(sub[:]), type(sub.strip()), type(sub + ""), type(sub * 1), type("".join([sub])), type(str(sub)), sub == "kept", hash(sub) == hash("kept"))
b = bytes([65, 66, 67])
print(b[:] is b, bytes(b) is b, b * 1 is b, b + b"" is b, b"" + b is b, b.strip() is b, b.replace(b"q", b"r") is b, b[1:2] is b"B", b[0:0] is b"")
n = 10 ** 20
f = 2.5
print(int(n) is n, +n is n, abs(n) is n, n + 0 is n, float(f) is f, +f is f, abs(f) is f, complex(1j) is 1j)
print(int("7") is 7, 250 + 6 is 256, -5 + 0 is -5, True + 0 is 1, round(7) is 7, int(3.9) is 3, 100 // 7 is 14)
