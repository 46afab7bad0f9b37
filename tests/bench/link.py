# A chain of 200 000 instances, linked at its head and then let go of link by link.
class Link:
    def __init__(self, number):
        self.number = number
        self.next = None


def build_and_drop(n):
    chain = None
    for number in range(n):
        link = Link(number)
        link.next = chain
        chain = link
    link = None
    while chain is not None:
        chain = chain.next


build_and_drop(200000)
