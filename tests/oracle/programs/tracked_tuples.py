# which tuples and frozensets the collector tracks, by what made them
import gc, sys, functools, itertools, collections, weakref, math, operator, copy, contextlib, tracemalloc
T=gc.is_tracked
k=5; n=[1]
R=[]
def a(tag,t): R.append((tag,T(t)))
def exc(f):
    try: f()
    except Exception as e: return e.args
a('zerodiv',exc(lambda:1/0)); a('key',exc(lambda:{}['a'])); a('index',exc(lambda:[][1])); a('name',exc(lambda:zzz)); a('attr',exc(lambda:k.zz)); a('type',exc(lambda:k+'')); a('call',exc(lambda:len())); a('int',exc(lambda:int('x'))); a('assert',exc(lambda:sys.setrecursionlimit(0)))
def ass(): assert k==1,'x'
a('assertm',exc(ass))
a('VE',ValueError('x').args); a('VE0',ValueError().args); a('VEk',ValueError(k).args); a('VEn',ValueError(n).args); a('KE',KeyError(k).args); a('SI',StopIteration(k).args); a('OSE',OSError(1,'x').args); a('AE',AttributeError('x',name='q').args)
class E(Exception): pass
class E2(Exception):
    def __init__(self,x): super().__init__(x)
class E3(Exception):
    def __init__(self,x): pass
a('E',E(k).args); a('E2',E2(k).args); a('E3',E3(k).args)
def ra():
    raise ValueError(k)
a('raise',exc(ra))
def rb(): raise ValueError('x')
a('raise s',exc(rb))
a('next',exc(lambda:next(iter([]))))
def g():
    return k
    yield
def si():
    try: next(g())
    except StopIteration as e: return e.args
a('genreturn',si())
a('divmod',divmod(k,2)); a('divmodf',divmod(7.5,2)); a('divmodbig',divmod(10**30,7)); a('partition','a,b'.partition(',')); a('rpartition','a,b'.rpartition(',')); a('bpart',b'a,b'.partition(b',')); a('nopart','ab'.partition(','))
a('ratio',(1.5).as_integer_ratio()); a('iratio',k.as_integer_ratio()); a('frexp',math.frexp(1.5)); a('modf',math.modf(1.5)); a('complex',None)
a('enumerate',next(enumerate([k]))); a('zip',next(zip([k],[k]))); a('items',next(iter({1:2}.items()))); a('listitems',list({1:2}.items())[0]); a('listitems2',list({1:2,3:4}.items())[1]); a('fitems',[x for x in {1:2,3:4}.items()][0]); a('fzip',[x for x in zip([1,2],[3,4])][0]); a('lzip',list(zip([1,2],[3,4]))[0]); a('fenum',[x for x in enumerate([3,4])][0]); a('lenum',list(enumerate([1,2]))[0]); a('popitem',{1:2}.popitem()); a('odpopitem',collections.OrderedDict([(1,2)]).popitem())
a('sorteditems',sorted({2:1,1:2}.items())[0]); a('dictitemsset',next(iter({1:2}.items()|set())))
a('tuple list',tuple([k,k])); a('tuple set',tuple({k})); a('tuple dict',tuple({k:k})); a('tuple range',tuple(range(3))); G=(x for x in [1,2]); a('tuple genvar',tuple(G)); a('tuple map',tuple(map(int,'12'))); a('tuple str',tuple('ab')); a('tuple big',tuple(iter(range(30)))); a('tuple iter list',tuple(iter([1,2]))); a('tuple keys',tuple({1:2}.keys()));a('tuple filter',tuple(filter(None,[1])));
a('add',(k,)+(k,)); a('mul',(k,)*3); a('slice',(k,k,k)[1:]); a('slicestep',(k,k,k)[::2]); a('slice rev',(k,k,k)[::-1]); t=(k,); t+=(k,); a('iadd',t)
def va(*a): return a
a('varargs',va(k)); a('varargs n',va(n)); a('varargs *',va(*[k,k])); a('star',(*[k],k)); a('star2',(*(k,k),)); a('starrange',(*range(2),))
def kw(**k): return k
x,*y=k,k,k; 
class C:
    def __getnewargs__(s): return (1,)
a('mro',C.__mro__); a('bases',C.__bases__); a('mro()',None)
class D(C): pass
a('bases2',D.__bases__); a('mro2',D.__mro__)
a('type3',type('X',(C,),{}).__bases__)
def df(p=k,q=k,*,r=k): pass
a('defaults',df.__defaults__)
def clo():
    z=1; return lambda: z
a('closure',clo().__closure__)
a('gccount',gc.get_count()); a('thresh',gc.get_threshold()); a('excinfo',sys.exc_info()); a('version',sys.version_info)
a('partialargs',functools.partial(len,k).args); a('finalize',None)
P=collections.namedtuple('P','x y'); p=P(k,k); a('nt',p); a('nt_make',P._make([k,k])); a('nt tuple',tuple(p)); a('nt slice',p[:]); a('nt slice1',p[0:1]); a('nt repl',p._replace(x=1)); a('ntitems',list(p._asdict().items())[0])
a('pairwise',next(itertools.pairwise([k,k]))); a('product',next(itertools.product([k],[k]))); a('comb',next(itertools.combinations([k,k],2))); a('perm',next(itertools.permutations([k,k],2))); a('zipl',next(itertools.zip_longest([k],[k]))); a('groupby',next(itertools.groupby([k]))); a('tee',itertools.tee([k])); a('batched',None); a('cwr',next(itertools.combinations_with_replacement([k],2)))
a('lprod',list(itertools.product([1,2],[3,4]))[1]); a('lcomb',list(itertools.combinations([1,2,3],2))[1])
a('mostcommon',collections.Counter('a').most_common()[0])
a('itemgetter',operator.itemgetter(0,1)([k,k])); a('attrgetter',operator.attrgetter('real','imag')(k)); a('indices',slice(1).indices(5)); a('rangehash',None)
a('copy',copy.copy((k,k))); a('deepcopy',copy.deepcopy((k,n))); a('deepcopy k',copy.deepcopy((k,k)))
def ma(v):
    match v:
        case [a1,*rest]: return tuple(rest)
a('match',ma([k,k]))
def ret(): return k,k
a('ret',ret()); a('disp',(k,k)); a('dispn',(k,n)); a('nest',(k,(k,k))); a('nestl',(k,[k]))
a('exitargs',None)
class CM:
    def __enter__(s): pass
    def __exit__(s,*args): a('exit',args)
with CM(): pass
class M(type):
    def __new__(m,name,bases,ns): a('mbases',bases); return super().__new__(m,name,bases,ns)
class MM(metaclass=M): pass
class MN(MM): pass
def tf(*args,**kw): a('tfargs',args); a('tfkw',tuple(kw.items()))
tf(1,2,x=3); functools.partial(tf,k)(k); 
class CC:
    def __call__(s,*args): a('callargs',args)
    def __init__(s,*args): a('initargs',args)
    def __new__(c,*args): a('newargs',args); return object.__new__(c)
CC(k)(k)
tracemalloc.start(); a('traced',tracemalloc.get_traced_memory()); tracemalloc.stop()
a('strjoin','a b'.split(maxsplit=0) and ()); a('kwdefault',None)
a('sorted',tuple(sorted([2,1]))); a('rev',tuple(reversed([1,2])))
a('fromkeys',next(iter({}.fromkeys([1]).items()))); a('reduce',functools.reduce(lambda x,y:x+(y,),[1,2],())); a('sum',sum([(1,),(2,)],()))
a('wr',None); a('ex_args_set',None); e=ValueError(); e.args=[1,2]; a('argsset',e.args); e.args=(k,); a('argsset2',e.args)
a('maxkey',max((k,1),(k,2))); a('globals',list(globals().items())[0])
a('fs',frozenset([1])); a('fs|',frozenset([1])|{2}); a('fs&',frozenset([1])&{1}); a('fs-',frozenset([1])-{1}); a('fs^',frozenset([1])^{2}); a('fscopy',frozenset([1]).copy()); a('fsunion',frozenset([1]).union([2])); a('fsn',frozenset([n.append])); a('fs0',frozenset()); a('fsgen',frozenset(i for i in [1])); a('fsset',frozenset({1,2})); a('fsset fn',frozenset({len,print})); a('fsdiff',frozenset([1,2]).difference([1]));a('fsint',frozenset([1,2]).intersection([1])); a('fssym',frozenset([1,2]).symmetric_difference([1]))
for i in range(0,len(R),8): print(' '.join('%s=%d'%r for r in R[i:i+8]))
