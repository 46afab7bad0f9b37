# math: values that do not depend on the platform's library
import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
for x in (0.0, 0.5, 1.0, -1.5, 2.5, 100.25, -0.0, 1e20):
    print(x, math.floor(x), math.ceil(x), math.trunc(x), math.fabs(x), math.isnan(x), math.isinf(x), math.isfinite(x), math.frexp(x), math.modf(x), math.ulp(x), math.copysign(3, x))
print(math.sqrt(2), math.sqrt(16), math.isqrt(10 ** 40), math.isqrt(15), math.pow(2, 10), math.pow(2, 0.5), math.hypot(3, 4), math.hypot(), math.hypot(1, 2, 2), math.dist((0, 0), (3, 4)), math.dist([1], [5]))
print(math.gcd(), math.gcd(12), math.gcd(12, 18), math.gcd(12, 18, 27), math.gcd(-4, 6), math.gcd(2 ** 100, 6 ** 50), math.lcm(), math.lcm(4, 6), math.lcm(2, 3, 0))
print(math.factorial(0), math.factorial(5), math.factorial(25), math.comb(5, 2), math.comb(50, 25), math.comb(3, 5), math.perm(5, 2), math.perm(5), math.perm(3, 5))
print(math.prod([1, 2, 3]), math.prod([]), math.prod([1.5, 2], start=2), math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), sum([0.5] * 4), math.ldexp(0.5, 4), math.fmod(-7, 3), math.remainder(7, 2), math.nextafter(1, 2))
print(math.log(1), math.log2(8), math.log10(1000), math.log2(2 ** 200), math.log10(10 ** 300), math.log(8, 2), math.exp(0), math.degrees(math.pi), math.radians(180), math.sin(0), math.cos(0), math.atan2(0, 1))
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.05, rel_tol=0.1), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(math.inf, math.inf))
class Floor:
    def __floor__(self):
        return "floor"
    def __ceil__(self):
        return "ceil"
    def __trunc__(self):
        return "trunc"
print(math.floor(Floor()), math.ceil(Floor()), math.trunc(Floor()), math.floor(True), math.ceil(10 ** 30))
for f in (lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.sqrt("a"), lambda: math.floor("a"), lambda: math.gcd(1.5), lambda: math.exp(1000), lambda: math.floor(math.nan), lambda: math.dist((1,), (1, 2)), lambda: math.comb(-1, 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
