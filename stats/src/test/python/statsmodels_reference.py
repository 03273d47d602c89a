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


def variance_errors(m):
    """Standard errors of the variances, by the numerical Hessian of the log-likelihood in them.

    Of our own making: the Std.Err. that statsmodels prints there is that of the variance over the
    scale, times the root of the scale. The residual variance is a parameter like the others.
    """
    model, reml = m.model, m.method == "REML"
    x, y, n = model.exog, model.endog, len(model.endog)
    parts = []
    rows = [model.row_indices[g] for g in model.group_labels]

    def add(pieces):
        v = np.zeros((n, n))
        for ix, piece in zip(rows, pieces):
            v[np.ix_(ix, ix)] += piece
        parts.append(v)

    for i in range(model.k_re):
        for j in range(i + 1):
            add([z[:, [i]] @ z[:, [j]].T + (z[:, [j]] @ z[:, [i]].T if i != j else 0)
                 for z in model.exog_re_li])
    for c in range(model.k_vc):
        add([z @ z.T for z in model.exog_vc.mats[c]])
    parts.append(np.eye(n))

    def loglike(sigma):
        v = sum(s * g for s, g in zip(sigma, parts))
        inverse = np.linalg.inv(v)
        information = x.T @ inverse @ x
        r = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
        value = np.linalg.slogdet(v)[1] + r @ inverse @ r
        return -0.5 * (value + (np.linalg.slogdet(information)[1] if reml else 0))

    at = np.concatenate([[m.cov_re.values[i, j] for i in range(model.k_re) for j in range(i + 1)],
                         m.vcomp, [m.scale]])
    step = 1e-3 * np.maximum(np.abs(at), 1e-3 * np.abs(at).max())
    k = len(at)
    h = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            e, f = np.eye(k)[i] * step, np.eye(k)[j] * step
            h[i, j] = (loglike(at + e + f) - loglike(at + e - f) - loglike(at - e + f)
                       + loglike(at - e - f)) / (4 * step[i] * step[j])
    return numbers(np.sqrt(np.diag(np.linalg.inv(-h)))[:-1])


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
            # The variances of the toy are zero: on the boundary there are no such errors.
            "variance_bse": None if data == "toy" else variance_errors(m),
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
    d = read("mtcars")
    m = smf.ols("mpg ~ C(cyl, Sum) * C(am, Sum)", data=d).fit()
    for typ in (1, 2, 3):
        t = anova_lm(m, typ=typ)
        out.append({"typ": typ, "terms": list(t.index), "columns": list(t.columns),
                    "table": [numbers(r) for r in t.values]})
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
