# reference counts seen from inside special methods, calls, generators, descriptors and metaclasses
import sys
R=sys.getrefcount
class A:
    def __init__(self,*a): self.r=R(self)
    def __new__(cls,*a): return object.__new__(cls)
    def __enter__(self): print('en',R(self)); return self
    def __exit__(self,*a): print('ex',R(self),len(a)); return True
    def __iter__(self): print('it',R(self)); self.n=0; return self
    def __next__(self):
        self.n+=1
        if self.n>2: raise StopIteration
        return R(self)
    def __eq__(self,o): return R(self)*10+R(o)
    def __lt__(self,o): return R(self)*10+R(o)
    def __hash__(self): print('h',R(self)); return 1
    def __getattribute__(self,n):
        if n=='gg': return R(self)
        return object.__getattribute__(self,n)
    def __setattr__(self,n,v):
        if n!='r' and n!='n': print('sa',n,R(self),R(v))
        object.__setattr__(self,n,v)
    def __delattr__(self,n): print('da',R(self)); object.__delattr__(self,n)
    def __len__(self): print('len',R(self)); return 3
    def __bool__(self): print('bool',R(self)); return True
    def __reversed__(self): return [R(self)]
    def __contains__(self,x): print('c',R(self),R(x)); return False
    def __radd__(self,o): return R(self),R(o)
    def __mul__(self,o): return R(self),R(o)
    def __matmul__(self,o): return R(self),R(o)
    def __abs__(self): return R(self)
    def __invert__(self): return R(self)
    def __pow__(self,o,m=None): return R(self),R(o)
    def __divmod__(self,o): return R(self),R(o)
    def __round__(self,n=None): return R(self)
    def __float__(self): return float(R(self))
    def __dir__(self): return ['d%d'%R(self)]
    def __sizeof__(self): return R(self)
    def __copy__(self): return R(self)
    def __deepcopy__(self,m): return R(self)
    def __class_getitem__(cls,k): return R(k)
    def __getitem__(self,k): 
        if k is 5: pass
        return R(self),R(k)
    def __setitem__(self,k,v): print('si',R(self),R(k),R(v))
    def __delitem__(self,k): print('di',R(self),R(k))
    def __missing__(self,k): return 1
a=A(); x=[]
print(a.r,A().r,A(1,2).r)
with a: pass
for q in a: print(q)
print(list(a)); print([i for i in a]); b,c=a; print(b,c); print(*a); print(sum(a),max(a),tuple(a),sorted(a))
print(a==a,a==x,x==a,a<x,a!=x); print(a.gg); a.foo=x; del a.foo; 
print(len(a),bool(a),not a); print(list(reversed(a)) if 0 else reversed(a)); print(x in a, x not in a)
print(x+a,a*x,a@x,abs(a),~a,a**x,divmod(a,x),float(a),sys.getsizeof(a))
print(A[x]); a[x]; a[x]=x; del a[x]; a[1:2]
d={a:1}; print(d[a]); 
if a and x: pass
while a: break
print(1 if a else 2); assert a; 
def f(): 
    o=A(); print(o.gg, o==o, len(o))

    if o: pass
    if o and 1: pass
    return o
f()
def g(o): print(R(o)); yield R(o); yield R(o); return R(o)
print(list(g(A()))); it=g(a); print(next(it)); print(next(it)); 
try: next(it)
except StopIteration as e: print(e.value)
def h(o): r = yield from g(o); print(r)
print(list(h(a)))
def dec(fn): 
    def w(*a,**k): print(R(a),[R(i) for i in a]); return fn(*a,**k)
    return w
@dec
def t(o,p=None): return R(o),R(p)

class M(type):
    def __call__(cls,*a): print('call',R(cls)); return super().__call__(*a)
    def __new__(m,n,b,d): return super().__new__(m,n,b,d)
    def __init__(c,n,b,d): print('init',R(c),R(d)); super().__init__(n,b,d)
    def __instancecheck__(c,o): print('ic',R(o)); return True
class N(metaclass=M):
    def __init__(s): print(R(s))
N(); isinstance(a,N)
class D:
    def __get__(s,o,t): return R(s),R(o),R(t)
    def __set__(s,o,v): print(R(s),R(o),R(v))
    def __set_name__(s,o,n): print('sn',R(s),R(o))
class E: d=D()
e=E(); print(e.d); e.d=x
try: raise ValueError(a)
except ValueError as err: print(R(err),R(err.args),R(a),R(err.__traceback__))
print(R({1:x}[1]),R([x][0]),R((x,)[0]))
