# Small lists made, nested, kept for a while and dropped.
def churn(n):
    kept = []
    for number in range(n):
        inner = [number]
        outer = [inner, number]
        kept.append(outer)
        if len(kept) > 1000:
            last = kept.pop()
            other = kept.pop()
            last.append(other)
            del last
            del other


churn(150000)
