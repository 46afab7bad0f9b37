# what closing a generator releases, and when; rings of generators
class T:
    def __init__(s,n): s.n=n
    def __del__(s): print('-'+s.n,end=' ')
def g(a):
    b=T('b'); yield 1
    c=T('c'); yield 2
def h(a):
    try: b=T('hb'); yield 1
    finally: print('fin',end=' ')
def k(a):
    try: b=T('kb'); yield 1
    except ValueError: pass
x=g(T('a')); x.close(); print('closed fresh'); del x; print('gone')
x=g(T('a')); next(x); x.close(); print('closed suspended'); del x; print('gone')
x=h(T('a')); next(x); x.close(); print('closed in try'); del x; print('gone')
x=k(T('a')); next(x); x.close(); print('closed in try except'); del x; print('gone')
x=g(T('a')); next(x); next(x); x.close(); print('closed suspended 2'); del x; print('gone')
x=(y for y in [T('1')]); x.close(); print('genexp fresh'); del x; print('gone')
x=(y for y in [T('1'),T('2')]); next(x); x.close(); print('genexp'); del x; print('gone')
x=g(T('a')); x.throw
try: x.throw(ValueError)
except ValueError: print('thrown')
del x; print('gone')
x=g(T('a')); list(x); print('exhausted'); del x; print('gone')
def outer():
    z=T('z'); yield from g(T('a'))
x=outer(); next(x); x.close(); print('closed yf'); del x; print('gone')
def loop():
    for i in [T('i1'),T('i2')]: yield i.n
x=loop(); next(x); x.close(); print('closed for'); del x; print('gone')
def w():
    with C() as c: yield 1
class C:
    def __enter__(s): return T('ent')
    def __exit__(s,*a): print('exit',a[0],end=' ')
x=w(); next(x); x.close(); print('closed with'); del x; print('gone')
import gc
gc.disable(); gc.collect()
def ring(f,n):
    l=[]; x=f(l); l.append(x)
    for i in range(n): next(x)
    del x,l; print(f.__name__,n,gc.collect(),gc.collect())
def g1(l):
    yield 1; yield 2
def g2(l):
    try: yield 1
    finally: pass
def g3(l):
    for i in l: yield 1
def g4(l): yield from [1,2,3]
def g5(l):
    with C(): yield
for f in (g1,g2,g3,g4,g5):
    ring(f,0); ring(f,1)
ring(g1,2)
