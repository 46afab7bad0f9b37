# Pairs of instances that refer to each other, forgotten at once: automatic passes free them.
class Node:
    def __init__(self, number):
        self.number = number
        self.peer = None


def make_rings(n):
    for number in range(n):
        a = Node(number)
        b = Node(number)
        a.peer = b
        b.peer = a
        del a
        del b


make_rings(150000)
