"""mixedlm-rs' side of the comparison; see bench/README.md."""

import importlib.metadata
import sys

from peer import ONE_FACTOR, grouped, say, serve

case, path, formula = sys.argv[1:4]
try:
    import mixedlm_rs
    import pandas
except ImportError as e:
    say("@missing", e.name or str(e))
    sys.exit()
if case not in ONE_FACTOR:
    say("@cannot", "one grouping factor only")
    sys.exit()
frame = pandas.read_csv(path)
fixed, group, effects = ONE_FACTOR[case]
frame["group_"] = grouped(frame, group)


def fit():
    found = mixedlm_rs.mixedlm(fixed, frame, groups="group_", re_formula=effects).fit(reml=True)
    return found.diagnostics["n_objective_evaluations"], -2 * found.llf


serve("mixedlm-rs " + importlib.metadata.version("mixedlm-rs"), fit)
