# rings through the dict of an instance: what is tracked, and what a pass finds
import gc
gc.disable(); gc.collect()
T=gc.is_tracked
class C: pass
def t1(): a=C(); a.a=a; print(T(a.__dict__))
def t2(): a=C(); a.a=a; d=a.__dict__; d['x']=a; print(T(d))
def t3(): a=C(); a.__dict__; a.a=a; print(T(a.__dict__))
def t4(): a=C(); a.l=[a]; print(T(a.__dict__))
def t5(): a=C(); a.a=a; a.l=[]; print(T(a.__dict__))
def t6(): a=C(); a.d=a.__dict__; print(T(a.__dict__))
def t7(): a=C(); a.x=1; d=a.__dict__; d['a']=a; print(T(d))
def t8(): a=C(); a.x=1; a.l=[]; d=a.__dict__; a.y=a; print(T(d))
def t9(): a=C(); a.x=(1,a); d=a.__dict__; print(T(d))
def t10(): a=C(); b=C(); a.b=b; b.a=a; print(T(a.__dict__))
def t11(): a=C(); b=C(); a.b=b; b.a=a; print(T(a.__dict__),T(b.__dict__))
for f in (t1,t2,t3,t4,t5,t6,t7,t8,t9,t10,t11):
    f(); print(f.__name__,gc.collect(),gc.collect())
