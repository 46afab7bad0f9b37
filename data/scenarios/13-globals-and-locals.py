# Globals keep things alive, locals do not
# A local variable goes when its function returns; what a global name or a container refers to stays until somebody removes it.
# Watch for: the frame that appears on the left with each call and takes its names along when it ends.


class Buffer:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  freed:", self.name)


cache = []


def local_only():
    buffer = Buffer("local")
    print("inside, using", buffer.name)


def returned():
    buffer = Buffer("returned")
    return buffer


def cached(name):
    buffer = Buffer(name)
    cache.append(buffer)
    print("inside, cached", len(cache))


def made_global():
    global latest
    latest = Buffer("global")


print("a local variable:")
local_only()

print("a result that nobody takes:")
returned()

print("a result that is taken:")
result = returned()

print("a cache that only grows:")
cached("one")
cached("two")

print("a global statement:")
made_global()

print("emptying the cache")
cache.clear()
print("deleting the global name")
del latest
print("the rest goes with the interpreter")
