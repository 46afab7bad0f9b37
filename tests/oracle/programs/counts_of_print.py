# what print() and repr() leave in the collector's count
import gc
gc.disable()
L=[]
def m(tag): L.append((tag,gc.get_count()[0]))
gc.collect()
m('start'); m('start2')
print("x"); m('print x')
print("y"); m('print y')
print("x","y"); m('print x y')
print("x","y"); m('print x y')
repr((1,2)); m('repr tuple')
repr([1]); m('repr list')
repr({}); m('repr dict')
str((1,2)); m('str tuple')
gc.collect(); m('after 2nd collect'); m('again')
print("x"); m('print x'); print((1,2,3)); m('print tuple'); repr((1,2)); m('repr tuple')
gc.collect(); m('3'); repr([1]); m('repr'); print('a','b','c',sep='-'); m('p3')
print(L)
