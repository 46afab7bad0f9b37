# Creation and rebinding
# An object is made by an expression; a name only refers to it, and can be made to refer to another one.
# Watch for: the list that loses its only name in the statement that rebinds it, and is freed right there.

numbers = [1, 2, 3]
print("one name:", numbers)

same = numbers
print("the same object:", same is numbers)

numbers = [4, 5]
print("rebound:", numbers, "- the other name still has", same)

same = numbers
print("nothing refers to the first list any more")

numbers.append(same)
print("a list can refer to itself:", numbers)

numbers.pop()
print("and let go of itself again:", numbers)
