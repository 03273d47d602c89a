"""Digits that the least-squares solution in exact arithmetic of the numbers as doubles hold them
shares with NIST's certified values: no program that reads the files into doubles can promise more.
python3 nist_exact.py <folder of reference/nist>"""

import csv
import json
import math
import sys
from fractions import Fraction

folder = sys.argv[1]
certified = json.load(open(folder + "/certified.json"))


def digits(c, x):
    return 15 if c == x else min(15, -math.log10(abs((x - c) / c) if c else abs(x)))


def regression(name):
    head, *rows = list(csv.reader(open(f"{folder}/{name}.csv")))
    rows = [[float(v) for v in row] for row in rows]
    if name == "Longley":
        matrix, y = [[1.0] + row[1:7] for row in rows], [row[0] for row in rows]
    else:
        y, x = ([row[head.index(c)] for row in rows] for c in "yx")
        degree = {"Filip": 10, "Norris": 1}.get(name, 5)
        matrix = [[1.0] + [math.pow(v, k) for k in range(1, degree + 1)] for v in x]
    matrix = [[Fraction(v) for v in row] for row in matrix]
    y = [Fraction(v) for v in y]
    p = len(matrix[0])
    a = [
        [sum(r[i] * r[j] for r in matrix) for j in range(p)]
        + [sum(r[i] * b for r, b in zip(matrix, y))]
        + [Fraction(int(i == j)) for j in range(p)]
        for i in range(p)
    ]
    for c in range(p):
        a[c] = [v / a[c][c] for v in a[c]]
        for i in range(p):
            if i != c:
                a[i] = [v - a[i][c] * w for v, w in zip(a[i], a[c])]
    beta = [a[i][p] for i in range(p)]
    rss = sum((b - sum(v * w for v, w in zip(beta, r))) ** 2 for r, b in zip(matrix, y))
    errors = [math.sqrt(float(rss / (len(y) - p) * a[i][p + 1 + i])) for i in range(p)]
    worst = min(digits(c, float(v)) for c, v in zip(certified[name]["estimate"], beta))
    error = min(digits(c, v) for c, v in zip(certified[name]["std_error"], errors))
    print(f"{name} {worst:.1f} {error:.1f}")


def one_way(name):
    f, groups = None, {}
    for i, line in enumerate(open(f"{folder}/{name}.dat")):
        words = line.split()
        if words and words[0] == "Between" and f is None:
            f = float(words[-1])
        elif i >= 60 and len(words) == 2:
            groups.setdefault(words[0], []).append(Fraction(float(words[1])))
    n, k = sum(map(len, groups.values())), len(groups)
    total = sum(map(sum, groups.values()))
    sums = sum(sum(g) ** 2 / len(g) for g in groups.values())
    within = sum(v * v for g in groups.values() for v in g) - sums
    print(f"{name} {digits(f, float((sums - total**2 / n) / (k - 1) / (within / (n - k)))):.1f}")


for each in ["Norris", "Longley", "Wampler1", "Wampler2", "Wampler3", "Wampler4", "Filip"]:
    regression(each)
for each in "SiRstv AtmWtAg SmLs01 SmLs02 SmLs04 SmLs05 SmLs07 SmLs08 SmLs09".split():
    one_way(each)
