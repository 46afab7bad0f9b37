# An exception keeps its frames alive
# A caught exception holds its traceback, the traceback the frames, and the frames every local variable of the calls that failed.
# Watch for: the path from the name saved to the Buffer, and what changes when only that name goes.


class Buffer:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  freed:", self.name)


def fail(name):
    buffer = Buffer(name)
    raise ValueError("failed with " + buffer.name)


print("caught and forgotten:")
try:
    fail("first")
except ValueError as error:
    print("  caught:", error)
print("the name error is gone, and with it the buffer")

print("caught and kept:")
try:
    fail("second")
except ValueError as error:
    saved = error
print("the call is long over, its buffer is not")

print("letting go of the exception:")
saved = None
print("done")
