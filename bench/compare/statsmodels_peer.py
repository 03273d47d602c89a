"""statsmodels' side of the comparison; see bench/README.md."""

import sys
import warnings

from peer import ONE_FACTOR, grouped, say, serve

case, path, formula = sys.argv[1:4]
try:
    import pandas
    import statsmodels
    import statsmodels.formula.api as smf
except ImportError as e:
    say("@missing", e.name or str(e))
    sys.exit()
warnings.simplefilter("ignore")
frame = pandas.read_csv(path)
if case == "penicillin":
    # Crossed factors are variance components of one group of all rows.
    frame["all"] = 1
    options = dict(
        groups="all",
        re_formula="0",
        vc_formula={"plate": "0 + C(plate)", "sample": "0 + C(sample)"},
    )
    fixed = "diameter ~ 1"
elif case in ONE_FACTOR:
    fixed, group, effects = ONE_FACTOR[case]
    frame["group_"] = grouped(frame, group)
    options = dict(groups="group_", re_formula=effects)
else:
    say("@cannot", "no such model, or dense in the rows")
    sys.exit()


def fit():
    found = smf.mixedlm(fixed, frame, **options).fit(reml=True)
    return "", -2 * found.llf


serve("statsmodels " + statsmodels.__version__, fit)
