# What del does
# The del statement removes a name, an item or an attribute; the object goes only when the last reference to it goes.
# Watch for: the finalizer, which runs in the very statement that removes the last reference.


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = None

    def __del__(self):
        print("  freed:", self.name)


a = Node("first")
b = a
print("del a: another name is left")
del a
print("del b: that was the last one")
del b

c = Node("outer")
c.ref = Node("inner")
print("del c.ref: the attribute was the only reference")
del c.ref

c.ref = Node("second inner")
print("del c: it takes along what only it referred to")
del c

box = [Node("in a list"), Node("also in a list")]
print("del box[0]: an item")
del box[0]
print("the end of the program frees the rest")
