# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every literal.
0, 00, 1, 1_000, 0xFF, 0Xf_f, 0o17, 0b1_01, 123456789012345678901234567890
1.5, 1., .5, 1e5, 1E-5, 1_0.0_1e+1_0, 1e999, 0.1
1j, 1.5J, 1e3j, 0j
'a' "b" '''c''' """d
e"""
'\a\b\f\n\r\t\v\\\'\"\0\12\377\x41\u00e9\U0001f600\q'
'\
joined'
r'\n', R"\'", u'x', U"y", b'a\x00\xff\101', rb'\x', Br'\y', bR'\z'
'é', '\ud800', '😀'
'a' 'b' \
  "c"
('x'
 'y')
f'', f'a', f'{a}', f'a{b}c', f'{a!r}', f'{a!s:>10}', f'{a:{b}.{c}}'
f'{{}}', f'{{{a}}}', f'{a=}', f'{a = }', f'{a=!s}', f'{a=:5}'
f'{a.b["c"]}', f'{a, b}', f'{(lambda x: x)(1)}', f'{ {1: 2}[1] }'
f'''{
a}'''
rf'\{a}', fr'\n{a}\d'
'a' f'{b}' 'c' f'd{e}f' 'g'
f'{a:%H:%M}', f'{a != b}', f'{a:\x41}'
f'{f"{a}"}'
