# Names rebound to what is already there: nothing is allocated but small sums.
def rebind(n):
    a = 1
    b = 2
    for number in range(n):
        c = a
        a = b
        b = c
        d = a + b


rebind(250000)
