# sizes of lists and tuples by the way they are made
import sys
for n in range(12): print(n, sys.getsizeof(tuple(range(n))), sys.getsizeof(list(range(n))), sys.getsizeof([i for i in range(n)]), sys.getsizeof(list(i for i in range(n))), sys.getsizeof([None]*n), sys.getsizeof(list(tuple(range(n)))), sys.getsizeof([*range(n)]), sys.getsizeof(sorted(range(n))), sys.getsizeof(list("x"*n)))
print(sys.getsizeof([]), sys.getsizeof([1]), sys.getsizeof([1,2,3]), sys.getsizeof([1,2,3,4,5,6,7]), sys.getsizeof(()), sys.getsizeof((1,)))
l=[]
l.extend([1,2,3]); print(sys.getsizeof(l))
l.extend((4,)); print(sys.getsizeof(l))
l += [5,6,7,8,9]; print(sys.getsizeof(l))
l.insert(0, 1); print(sys.getsizeof(l))
del l[2:]; print(sys.getsizeof(l))
l[1:1] = range(20); print(sys.getsizeof(l))
l *= 2; print(sys.getsizeof(l))
l.sort(); print(sys.getsizeof(l))
l.reverse(); print(sys.getsizeof(l), sys.getsizeof(l[:]), sys.getsizeof(l.copy()), sys.getsizeof(l[::2]))
l.pop(); l.remove(1); print(sys.getsizeof(l))
print(sys.getsizeof("a b c d e f".split()), sys.getsizeof("abc".partition("b")), sys.getsizeof([1,2]+[3]), sys.getsizeof([1]*5))
a,*b,c = range(10); print(sys.getsizeof(b))
print(sys.getsizeof(list({1:2,3:4})), sys.getsizeof(list({1,2,3})), sys.getsizeof(list(zip(range(5),range(5)))), sys.getsizeof(list(map(str, range(9)))), sys.getsizeof(list(reversed([1,2,3]))), sys.getsizeof(list(enumerate("abc"))), sys.getsizeof(list(filter(None,[1,2,3]))))
print(sys.getsizeof(tuple(i for i in range(11))), sys.getsizeof(tuple([1,2,3])))
