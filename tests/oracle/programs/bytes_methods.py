# bytes and bytearray: methods, slices, changes
data = [b"", b"a", b"hello world", b"  two  spaces ", b"a,b,,c", b"tab\there\n", b"MiXeD 123", b"\x00\x7f\x80\xff", b"it's \"q\" \\"]
plain = ["capitalize", "isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace", "istitle", "isupper", "lower", "lstrip", "rstrip", "split",
         "rsplit", "splitlines", "strip", "swapcase", "title", "upper", "hex"]
for b in data:
    print(repr(b), len(b), list(b))
    for name in plain:
        print("  %-10s %r %r" % (name, getattr(b, name)(), getattr(bytearray(b), name)()))
    for part in [b"a", b"o", b" ", b","]:
        print("  ", part, b.find(part), b.rfind(part), b.count(part), b.partition(part), b.rpartition(part), b.split(part), b.rsplit(part, 1), b.startswith(part), b.endswith((part, b"d")), b.replace(part, b"<>"), part in b)
    print("  ", b.center(8, b"*"), b.ljust(8), b.rjust(8, b"."), b.zfill(8), b.expandtabs(4), b.removeprefix(b"a"), b.removesuffix(b"d"))
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(5)), bytes((65, 66)))
print(b"abc"[0], b"abc"[-1], b"abcdef"[1:4], b"abcdef"[::-1], b"abcdef"[::2], b"ab" * 3, b"a" + b"b", 98 in b"abc", b"bc" in b"abc")
print(b"a" < b"b", b"a" == bytearray(b"a"), b"a" == "a", bytearray(b"b") > b"a", hash(b"abc") == hash(bytes([97, 98, 99])))
print(b",".join([b"a", bytearray(b"b")]), bytearray(b",").join([b"a", b"b"]), bytes.fromhex("de ad BE ef"), b"\xde\xad\xbe\xef".hex(":"), b"\x01\x02\x03\x04\x05".hex("-", 2), b"\x01\x02\x03\x04\x05".hex("-", -2))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abcabc".translate(None, b"b"), b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"a\xffb".decode("utf-8", "replace") == "a\ufffdb", b"a\xffb".decode("ascii", "ignore"), b"\xff".decode("utf-8", "backslashreplace"))
print(b"%d %s %b %5.1f %x %c %a" % (5, b"x", b"y", 2.25, 255, 65, "é"))
a = bytearray(b"hello")
a.append(33)
a.extend(b" more")
a.extend([65, 66])
a.insert(0, 62)
print(a, len(a), a.pop(), a.pop(0), a)
a.remove(108)
a.reverse()
print(a, a.copy(), a[2:5])
a[0] = 90
a[1:3] = b"123456"
print(a)
del a[0]
del a[1:4]
del a[::2]
print(a, bytes(a))
a += b"xyz"
a *= 2
print(a, a == b"xyz", a.find(b"y"))
a[::3] = bytes(len(a[::3]))
print(a)
a.clear()
print(a, bool(a), bytearray(4), bytearray("é", "utf-8"), bytearray([1, 2]), [x for x in bytearray(b"ab")])
