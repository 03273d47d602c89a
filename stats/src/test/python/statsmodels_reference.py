"""What statsmodels and patsy say of the bundled data sets: reference/statsmodels/*.json.

    python statsmodels_reference.py DIRECTORY_OF_DATASETS OUTPUT_DIRECTORY

Run with statsmodels 0.15.0, patsy 1.0.3, numpy 2.4.6, pandas 3.1.1, Python 3.11.
"""
import json
import sys
import warnings

import numpy as np
import pandas as pd
import patsy
import statsmodels
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.anova import AnovaRM, anova_lm

warnings.simplefilter("ignore")
DATA, OUT = sys.argv[1:3]


def read(name):
    d = pd.read_csv(f"{DATA}/{name}.csv")
    d["one"] = 0
    return d


def numbers(x):
    return [None if not np.isfinite(v) else float(v) for v in np.asarray(x, dtype=float)]


# name, data, formula, groups, further arguments of mixedlm, arguments of fit
MIXED = [
    ("toy, the question", "toy",
     "dependent_var ~ C(Condition_1)+C(Condition_2) + C(Condition_1):C(Condition_2)",
     "[participant_ID]", {}, {}),
    ("toy, the answer", "toy", "dependent_var ~ 1", "one",
     {"vc_formula": {"participant": "0 + C(participant_ID)", "cond1": "0 + C(Condition_1)",
                     "cond2": "0 + C(Condition_2)"}}, {"method": "powell"}),
    ("slopes, REML", "sleepstudy", "Reaction ~ Days", "[Subject]", {"re_formula": "~Days"}, {}),
    ("slopes, ML", "sleepstudy", "Reaction ~ Days", "Subject", {"re_formula": "~Days"},
     {"reml": False}),
    ("intercepts", "sleepstudy", "Reaction ~ Days", "Subject", {}, {}),
    ("slope alone", "sleepstudy", "Reaction ~ Days", "Subject", {"re_formula": "0 + Days"}, {}),
    ("slope as a component, no intercept", "sleepstudy", "Reaction ~ Days", "Subject",
     {"vc_formula": {"d": "0 + Days"}}, {}),
    ("independent slope", "sleepstudy", "Reaction ~ Days", "Subject",
     {"re_formula": "1", "vc_formula": {"d": "0 + Days"}}, {}),
    ("nested", "Pastes", "strength ~ 1", "batch",
     {"re_formula": "1", "vc_formula": {"cask": "0 + C(cask)"}}, {}),
    ("nested, no group intercept", "Pastes", "strength ~ 1", "batch",
     {"vc_formula": {"cask": "0 + C(cask)"}}, {"reml": False}),
    ("crossed by a single group", "Penicillin", "diameter ~ 1", "one",
     {"vc_formula": {"plate": "0 + C(plate)", "sample": "0 + C(sample)"}}, {}),
    ("interaction of units", "Machines", "score ~ C(Machine)", "[Worker]",
     {"re_formula": "1", "vc_formula": {"wm": "0 + C(Machine)"}}, {}),
    ("split plot", "Oats", "yield_ ~ nitro * C(Variety, Sum)", "Block",
     {"re_formula": "1", "vc_formula": {"plot": "0 + C(Variety)"}}, {"reml": False}),
    ("correlated factor effects", "Machines", "score ~ Machine", "Worker",
     {"re_formula": "0 + C(Machine)"}, {"method": ["bfgs", "powell"]}),
    ("order of terms", "Orthodont", "distance ~ I(age - 11) * C(Sex, Treatment('Female'))",
     "Subject", {"re_formula": "~ I(age - 11)"}, {}),
]


def mixed():
    out = []
    for name, data, formula, groups, arguments, fit in MIXED:
        d = read(data)
        if data == "Oats":
            d = d.rename(columns={"yield": "yield_"})
        g = d[groups[1:-1]] if groups.startswith("[") else groups
        model = sm.MixedLM.from_formula(formula, d, groups=g, **arguments)
        m = model.fit(**fit)
        summary = m.summary()
        facts = summary.tables[0]
        rows = summary.tables[1]
        k = m.k_fe
        out.append({
            "name": name, "data": data, "formula": formula, "groups": groups,
            "arguments": arguments, "fit": fit,
            "llf": float(m.llf), "scale": float(m.scale), "converged": bool(m.converged),
            "nobs": int(model.n_totobs), "ngroups": int(model.n_groups),
            "names": list(rows.index),
            "params": numbers(m.fe_params),
            "bse": numbers(m.bse_fe),
            "z": numbers(m.fe_params / m.bse_fe),
            "p": numbers(m.pvalues[:k]),
            "conf_int": [numbers(r) for r in np.asarray(m.conf_int())[:k]],
            "variances": numbers([v for i in range(m.k_re) for v in m.cov_re.values[i, :i + 1]])
            + numbers(m.vcomp),
            "facts": [[str(v) for v in r] for r in facts.values.tolist()],
        })
    return out


PATSY = [
    "y ~ x + C(A)", "y~x*A+z", "y ~ I(x**2)+np.log( x+1 )", 'y ~ Q("weird name")',
    "y ~ C(A, Treatment('b'))", "y~C(A,Treatment(reference='b'))", "y ~ C(A, Sum)",
    "y~C(A,Helmert)", "y~C(A,Poly)", "y~C(A,Diff)", "y~0+A", "y~0+x+A", "y~B:A+A+B", "y~x:A",
    "y~o", "y~I(x>3)", "y~A/B", "y ~ C(n)", "y~(A+B+x)**2", "y ~ A*B - A", "y~ center(x)",
    "y~C(A, levels=['c','a','b'])", "y ~ x - 1", "y~x + B:x + A", "y ~ C(n,Treatment(2))",
    "y ~ np.log(x+1):C(A) + np.where(x>3, 1, 0)", "y ~ np.sqrt(x) + np.exp(-x/4)",
    "y ~ bs(x, df=4)", "y ~ A:x + B", "y ~ C(A)*C(B)*x", "y ~ -1 + x*B",
    "np.log(y + 1) ~ x", "y ~ I(x/2) + I(-x**2)",
]


def frame():
    i = np.arange(12.0)
    return pd.DataFrame({
        "y": [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], "A": list("abc") * 4,
        "B": list("uuvvuuvvuuvv"), "x": i, "z": i**2 % 7, "n": [1, 2, 3] * 4,
        "weird name": i**3 % 5, "o": i > 6})


def names():
    d = frame()
    out = []
    for f in PATSY:
        y, x = patsy.dmatrices(f, d)
        out.append({"formula": f, "names": x.design_info.column_names,
                    "columns": [numbers(c) for c in np.asarray(x).T]})
    return {"data": {c: d[c].tolist() for c in d}, "formulas": out}


RM = [
    ("ergoStool", "effort", "Subject", ["Type"], None),
    ("Machines", "score", "Worker", ["Machine"], "mean"),
    ("Oats", "yield", "Block", ["Variety", "nitro"], None),
    ("Oats", "yield", "Block", ["nitro"], "mean"),
    ("cake", "angle", "replicate", ["recipe", "temperature"], None),
]


def repeated():
    out = []
    for data, y, subject, within, aggregate in RM:
        d = read(data)
        t = AnovaRM(d, y, subject, within=within, aggregate_func=aggregate).fit().anova_table
        out.append({"data": data, "depvar": y, "subject": subject, "within": within,
                    "aggregate_func": aggregate, "terms": list(t.index),
                    "table": [numbers(r) for r in t.values]})
    return out


def ols():
    out = []
    d = read("warpbreaks")
    m = smf.ols("breaks ~ C(wool, Sum) * C(tension, Sum)", data=d).fit()
    for typ in (1, 2, 3):
        t = anova_lm(m, typ=typ)
        out.append({"typ": typ, "terms": list(t.index), "columns": list(t.columns),
                    "table": [numbers(r) for r in t.values]})
    d = read("mtcars")
    robust = []
    for cov in ("nonrobust", "HC0", "HC1", "HC2", "HC3"):
        m = smf.ols("mpg ~ wt + C(cyl)", data=d).fit(cov_type=cov)
        robust.append({"cov_type": cov, "names": list(m.params.index),
                       "params": numbers(m.params), "bse": numbers(m.bse)})
    return {"anova": out, "robust": robust}


for file, content in (("mixedlm", mixed()), ("patsy", names()), ("anovarm", repeated()),
                      ("ols", ols())):
    with open(f"{OUT}/{file}.json", "w") as f:
        json.dump({"statsmodels": statsmodels.__version__, "patsy": patsy.__version__,
                   "cases": content}, f, indent=1)
        f.write("\n")
