# the dict of an instance while it shares the keys of its class: what it costs, and what ends the sharing
import sys
S=sys.getsizeof
def mk(n=3):
    class C: pass
    a=C()
    for i in range(n): setattr(a,'n%d'%i,i)
    return a
def rep(tag,a,f):
    d=vars(a); b=S(d)
    r=f(d,a)
    print(tag,b,S(d),S(vars(a)),d,r)
rep('del',mk(),lambda d,a:d.__delitem__('n1'))
rep('delattr',mk(),lambda d,a:delattr(a,'n1'))
rep('del all',mk(1),lambda d,a:delattr(a,'n0'))
rep('pop',mk(),lambda d,a:d.pop('n1'))
rep('popitem',mk(),lambda d,a:d.popitem())
rep('clear',mk(),lambda d,a:d.clear())
rep('set new',mk(),lambda d,a:d.__setitem__('zz',1))
rep('set new attr',mk(),lambda d,a:setattr(a,'zz2',1))
rep('setdefault',mk(),lambda d,a:d.setdefault('zz3',1))
rep('update',mk(),lambda d,a:d.update(q=1,r=2))
rep('update same',mk(),lambda d,a:d.update(n1=7))
rep('update same2',mk(),lambda d,a:d.update({'n1':7}))
rep('int key',mk(),lambda d,a:d.__setitem__(5,1))
rep('copy',mk(),lambda d,a:S(d.copy()))
rep('dict()',mk(),lambda d,a:S(dict(d)))
rep('{**}',mk(),lambda d,a:S({**d}))
rep('|',mk(),lambda d,a:S(d|{'a':1}))
rep('{}.update',mk(),lambda d,a:(lambda e:(e.update(d),S(e)))({}))
rep('fromkeys',mk(),lambda d,a:S(dict.fromkeys(d)))
rep('runtime key',mk(),lambda d,a:d.__setitem__('n'+'%d'%1,9))
rep('runtime new',mk(),lambda d,a:d.__setitem__('new'+'%d'%1,9))
def readd(d,a):
    del d['n1']; x=S(d); d['n1']=5; return x, S(d)
rep('readd',mk(),readd)
def readd2(d,a):
    del d['n2']; del d['n1']; a.n1=1; a.n9=5; return S(d),list(d)
rep('readd2',mk(),readd2)
def cp(d,a):
    e=d.copy(); x=S(e); e['w']=1; return x,S(e),S(d)
rep('copy then set',mk(),cp)
def cp(d,a):
    e=d.copy(); x=S(e); del e['n1']; return x,S(e),S(d)
rep('copy then del',mk(),cp)
def cl(d,a):
    d.clear(); x=S(d); a.n1=1; y=S(d); d['x']=1; return x,y,S(d)
rep('clear then',mk(),cl)
def drift(d,a):
    r=[S(d)]
    for i in range(4):
        type(a)(); r.append(S(d))
    b=type(a)(); b.new1=1; r.append(S(d)); r.append(S(vars(b))); r.append(S(d))
    a.new2=1; r.append(S(d))
    return r
rep('drift',mk(),drift)
def empt(d,a):
    b=type(a)(); r=[S(vars(b))]; vars(b)['n1']=1; r.append(S(vars(b))); vars(b)['n0']=1; r.append(S(vars(b))); r.append(list(vars(b))); return r
rep('empty',mk(),empt)
def full(n):
    a=mk(n); d=vars(a); r=[S(d)]; a.x=1; r.append(S(d)); a.y=2; r.append(S(d)); return r
print([full(n) for n in (26,27,28,29,30,31)])
class D: pass
ds=[D() for i in range(40)]
for x in ds: x.a=1
print([S(vars(x)) for x in ds])
for x in ds: x.b=1
print([S(vars(x)) for x in ds])
for x in ds: x.c=1
print([S(vars(x)) for x in ds])
for x in ds: vars(x).pop('a')
print([S(vars(x)) for x in ds])
class F: pass
f=F(); f.__dict__={'q':1}; print(S(vars(f))); f.z=1; print(S(vars(f)))
f=F(); d=vars(f); f.__dict__={'q':1}; print(S(vars(f)),S(d)); d['e']=1; print(S(d)); del f; print(S(d)); d['g']=3; print(S(d),d)
f=F(); f.p=1; d=vars(f); del f; print(S(d)); d['r']=1; print(S(d)); del d['p']; print(S(d)); d.clear(); print(S(d))
