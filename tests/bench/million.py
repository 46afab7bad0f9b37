# A million statements and a little: instances linked, rebound, dropped and collected, lists grown and shrunk, calls.
import gc


class Node:
    def __init__(self, number):
        self.number = number
        self.ref = None


def link(a, b):
    a.ref = b
    b.ref = a
    return a


def main(n):
    window = []
    total = 0
    for number in range(n):
        a = Node(number)
        b = Node(number + 1)
        a = link(a, b)
        window.append(a)
        total = total + a.ref.number
        if len(window) > 500:
            window.clear()
        b = None
    return total


print(main(70000))
print(gc.collect() >= 0)
