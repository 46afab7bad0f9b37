# A binary search tree, filled with pseudo-random keys.
class Leaf:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(root, key):
    here = root
    while True:
        if key < here.key:
            if here.left is None:
                here.left = Leaf(key)
                return
            here = here.left
        else:
            if here.right is None:
                here.right = Leaf(key)
                return
            here = here.right


def fill(n):
    root = Leaf(500000)
    key = 12345
    for number in range(n):
        key = (key * 1103515245 + 12345) % 1000003
        insert(root, key)


fill(15000)
