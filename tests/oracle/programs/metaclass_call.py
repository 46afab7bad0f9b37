# type.__call__, and metaclasses that override it
class M(type):
    made={}
    def __call__(cls,*a,**k):
        if cls not in M.made: M.made[cls]=super().__call__(*a,**k)
        return M.made[cls]
class N(metaclass=M):
    def __init__(s,x=1): print('init',x); s.x=x
print(N(5) is N(6), N().x, type(N).__name__, type.__call__(N,7).x)
class M2(type):
    def __call__(cls,*a): print('pre'); o=type.__call__(cls,*a); print('post'); return o
class P(metaclass=M2):
    def __new__(c,*a): print('new',a); return super().__new__(c)
    def __init__(s,*a): print('init',a)
P(1,2)
print(type.__call__(int,'5'), int.__call__('7'), type.__call__(type,5), type(3).__call__(4))
print(callable(M), M.__call__.__name__, hasattr(int,'__call__'), hasattr(N,'__call__'), hasattr(N(),'__call__'))
