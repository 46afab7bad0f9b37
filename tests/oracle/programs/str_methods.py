# str: every method over a set of texts, as a table
texts = ["", "a", "hello world", "Hello World", "  two  spaces ", "a,b,,c", "tab\there\n", "MiXeD 123", "ünïcödé", "ß and ŉ", "日本語テキスト", "😀 smile 😀",
         "line\r\nbreaks\x0band\u2028more", "aaa", "-42", "+7.5", "it's \"quoted\" \\ ", "\x00\x7f\x80\xa0", "Ⅷ ⅷ ½ ² ٣", "ΑΣ ΣΑΣ", "ǅungla", "snake_case"]
plain = ["capitalize", "casefold", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable",
         "isspace", "istitle", "isupper", "lower", "lstrip", "rstrip", "split", "rsplit", "splitlines", "strip", "swapcase", "title", "upper"]
for text in texts:
    print(repr(text), len(text), [c for c in text] == list(text))
    for name in plain:
        print("  %-12s %r" % (name, getattr(text, name)()))
with_text = ["find", "rfind", "count", "startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix", "split", "rsplit",
             "strip", "lstrip", "rstrip"]
for text in texts:
    for part in ["a", "o", ",", " ", "aa", "日", "😀", "\n", "é", "zz"]:
        row = []
        for name in with_text:
            row.append(getattr(text, name)(part))
        print(repr(text), repr(part), row, part in text)
for text in ["hello", "añb", "", "😀x"]:
    for width in [-1, 0, 4, 7, 8]:
        print(repr(text), width, repr(text.center(width)), repr(text.center(width, "*")), repr(text.ljust(width, "é")), repr(text.rjust(width, "😀")), repr(text.zfill(width)))
for limit in range(-1, 4):
    print(limit, " a b  c d ".split(None, limit), " a b  c d ".rsplit(None, limit), "a-b-c-d".split("-", limit), "a-b-c-d".rsplit("-", limit), "aXbXc".replace("X", "--", limit), "abc".replace("", ".", limit))
for bounds in [(), (1,), (1, 3), (-3,), (-3, -1), (5, 2), (None, 4), (2, None), (100,), (-100, 100)]:
    print(bounds, "abcabc".find("c", *bounds), "abcabc".rfind("c", *bounds), "abcabc".count("c", *bounds), "abcabc".startswith("ab", *bounds), "abcabc".endswith("bc", *bounds), "abcabc".count("", *bounds), "añbañb".find("ñ", *bounds))
for keep in (False, True):
    print("a\nb\r\nc\rd\x1ce\x85f\u2029".splitlines(keep))
for size in (0, 1, 4, 8):
    print(repr("a\tbc\tdef\n\tx".expandtabs(size)))
print("-".join(["a", "b", "c"]), ",".join("xyz"), "".join([]), repr(" ".join(("one",))))
print("abc".translate({97: "1", 98: None, 99: 0x263a}), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans("h", "J", "lo")))
print(sorted(str.maketrans({"a": 1, 98: "x"}).items()))
print("prefix".startswith(("x", "pre")), "name.py".endswith((".c", ".py")), "abc".startswith(()), "".startswith(""))
print("abc"[0], "abc"[-1], "abcdef"[1:4], "abcdef"[::-1], "abcdef"[::2], "abcdef"[4:1:-2], "añ日😀"[1:3], "añ日😀"[::-1], "añ日😀"[-1], "abc"[5:], "abc"[2:1])
print("ab" * 3, 2 * "xy", "ab" * 0, "ab" * -1, "a" + "b" + "ñ", "a" "b")
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "😀" > "日", "a" == "a", "a" != "b", "a" == 1)
print(str(), str(12), str(None), str(b"abc", "ascii"), str(object=1.5), str("x"))
print(ascii("añ日😀'"), repr("añ日😀'"), repr("\ud800\x1b"), ascii("\ud800"))
print("é".encode(), "é日😀".encode("utf-8"), "é".encode("latin-1"), "abc".encode("ascii"), "é日".encode("ascii", "replace"), "é日".encode("ascii", "backslashreplace"), "é日".encode("ascii", "xmlcharrefreplace"), "aéb".encode("ascii", "ignore"))
