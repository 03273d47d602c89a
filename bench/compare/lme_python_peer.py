"""lme-python's side of the comparison; see bench/README.md."""

import importlib.metadata
import sys

from peer import say, serve

case, path, formula = sys.argv[1:4]
try:
    import lme_python
    import polars
except ImportError as e:
    say("@missing", e.name or str(e))
    sys.exit()
frame = polars.read_csv(path)


def fit():
    found = lme_python.lmer(formula, data=frame, reml=True)
    return found.iterations, found.reml_criterion


serve("lme-python " + importlib.metadata.version("lme-python"), fit)
