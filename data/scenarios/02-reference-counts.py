# Reference counts with several names
# Every name, item and attribute that refers to an object counts as one reference to it.
# Watch for: the badge of the Book object, and the ledger in the inspector that says who makes up its count.

import sys


class Book:
    def __init__(self, title):
        self.title = title


def count(label, book):
    # Each call adds references of its own: the argument here, and the one that getrefcount receives.
    print(label, sys.getrefcount(book))


book = Book("Memory")
count("one name:", book)

loan = book
count("two names:", book)

shelf = [book, book]
count("twice in a list:", book)

index = {"memory": book}
count("in a dict as well:", book)

shelf.pop()
count("once in the list:", book)

index.clear()
count("not in the dict:", book)

loan = None
shelf = None
count("one name again:", book)
