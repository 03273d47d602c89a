"""The studentised range of k means at few degrees of freedom, by trapezoidal sums (Python 3).

Prints P(Q > q). The sums are over u on [-9, 9] for the range of k normal values, and over x = log s
for the standard deviation s; left of the grid the density of x is exp(c + df x), whose integral and
end corrections (Euler-Maclaurin) are known. For two means it agrees with R's
2 * pt(-q / sqrt(2), df) to 1e-15.
"""

from math import erfc, exp, fsum, lgamma, log, pi, sqrt


def cdf(x):
    return 0.5 * erfc(-x / sqrt(2))


def between(u, w):
    """P(u - w < U < u) from the tail that keeps its digits."""
    return cdf(u) - cdf(u - w) if u < w / 2 else cdf(w - u) - cdf(-u)


def range_cdf(w, k, h=0.04):
    points = (i * h for i in range(-int(9 / h), int(9 / h) + 1))
    density = (exp(-u * u / 2) / sqrt(2 * pi) * between(u, w) ** (k - 1) for u in points)
    return k * h * fsum(density)


def survival(q, k, df, h=0.03):
    c = log(2) + df / 2 * log(df / 2) - lgamma(df / 2)
    low = log(1e-14 / q)
    high = min(log(16 / q), 0.5 * log(120 / df)) + 1

    def f(x):
        w = q * exp(x)
        return exp(c + df * x - df * exp(2 * x) / 2) * (1 - range_cdf(w, k)) if w < 16 else 0

    total = h * (f(low) / 2 + fsum(f(low + i * h) for i in range(1, int((high - low) / h))))
    total += h**2 / 12 * df * f(low) - h**4 / 720 * df**3 * f(low)
    return total + exp(c + df * low) / df


for k, df, q in [
    (2, 0.1, 2.31),
    (3, 0.1, 2.0),
    (3, 0.5, 5.0),
    (5, 0.05, 3.0),
    (5, 1, 10.0),
    (10, 0.3, 50.0),
    (4, 2.5, 4.0),
]:
    print(k, df, q, survival(q, k, df))
