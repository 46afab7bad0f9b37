# text: literals, escapes, f-strings, format specs, methods
name, n, x = "heap", 42, 3.14159
print(f"{name} {n:5d}|{n:<5}|{n:^7}|{n:>+6}|{n:05}|{n:x}|{n:#b}|{n:,}", f"{1234567:,} {1234567:_}")
print(f"{x:.2f} {x:8.3f} {x:e} {x:g} {x!r:>10} {name!r:^10} {name:*^12} {name:.2}")
print(f"{n=} {x = :.1f} {name!r} {'nested ' + f'{n + 1}'} {{braces}} {n if n > 40 else 0}")
width, digits = 10, 3
print(f"{x:{width}.{digits}f}|{name:>{width}}|")
print("%s %d %5.1f %r %x %o %% %-6s| %06d %+d %e" % (name, n, x, name, 255, 8, "ab", 42, 7, 12345.678))
print("%(a)s and %(b)05d" % {"a": "x", "b": 42}, "%c%c" % ("A", 66))
print("{} {0}".replace("{0}", "z").format(1), "{1} {0} {k}".format("a", "b", k="c"), "{0.real} {1[0]} {2:>4}".format(5, [7], "r"))
print("tab\tnew\\n \x41 \u00e9 \u03b1 \101 \U0001F600", r"raw\n", b"by\x00tes\xff", 'a' "b" 'c')
print(repr("it's"), repr('say "x"'), repr("both ' and \""), repr("\t\n\r\x00\x7f\x80\xa0\u2028"), ascii("h\u00e9\u4e2d"))
s = "The quick brown fox"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold())
print(s.split(), s.split("o"), s.split(" ", 2), s.rsplit(" ", 1), "a,,b".split(","), "  x  y ".split(), "l1\nl2\r\nl3".splitlines())
print(s.find("o"), s.rfind("o"), s.index("q"), s.count("o"), s.startswith("The"), s.endswith(("x", "y")), "quick" in s)
print("-".join(["a", "b"]), "x".center(7, "."), "x".ljust(4) + "|", "x".rjust(4), "42".zfill(6), "-42".zfill(6))
print("  strip ".strip() + "|", "xxaxx".strip("x"), "abc".replace("b", "BB"), "aaa".replace("a", "b", 2), "prefix-body".removeprefix("prefix-"))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "Ab".istitle(), "ab".isidentifier(), "AB".isupper())
print("a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc"[::-1], "abcdef"[1:5:2], "ab" * 3, "b" < "c", "abc" < "abd", max("hello"))
print("hello".translate({104: "H", 101: None}), "a\tb".expandtabs(4), len("\u4e2d\U0001F600"), ord("a"), chr(8364), hash("") == 0)
print(str(b"bytes", "utf-8"), "h\u00e9".encode(), b"a" + b"b", b"abc"[0], b"abc"[1:], list(b"ab"), b"x" in b"axb", bytes([65, 66]), bytes(3))
