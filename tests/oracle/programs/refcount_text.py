# reference counts seen from inside __str__ and __repr__
import sys
R=sys.getrefcount
class A:
    def __str__(self): return 'S%d'%R(self)
    def __repr__(self): return 'R%d'%R(self)
a=A()
s='%s'%a; print(s)
s='%s'%(a,); print(s)
s='%s %s'%(a,a); print(s)
s='%r'%a; print(s)
f='%s'; s=f%a; print(s); t=(a,); s=f%t; print(s)
print('%s'%a)
print(a); print([a],(a,),{1:a}); print(str(a),repr(a)); print(a,a)
s='{}'.format(a); print(s); s='{!r}'.format(a); print(s); s=f'{a}'; print(s); s=f'{a!r:>5}'; print(s); s='{0}{0}'.format(a); print(s); s='{x}'.format(x=a); print(s)
s=','.join(map(str,[a,a])); print(s)
def f():
    b=A(); print(b); s='%s'%b; print(s); s=f'{b}'; print(s); return b
f(); print(f())
