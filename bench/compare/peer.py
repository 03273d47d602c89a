"""What the Python sides of the comparison share; see bench/README.md."""

import sys
import time

# The crossed and nested ones cannot be said to a program that knows one grouping factor.
ONE_FACTOR = {
    "sleepstudy": ("Reaction ~ Days", "Subject", "~Days"),
    "cake": ("angle ~ recipe * temperature", ["recipe", "replicate"], None),
    "slopes": ("y ~ x", "g", "~x"),
}


def say(*words):
    print(*words, sep="\t", flush=True)


def peak():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return -1


def grouped(frame, group):
    """The grouping column, an interaction of columns pasted together."""
    if isinstance(group, str):
        return frame[group]
    pasted = frame[group[0]].astype(str)
    for name in group[1:]:
        pasted = pasted + ":" + frame[name].astype(str)
    return pasted


def serve(version, fit):
    """Fits at each line of input; fit() returns evaluations and criterion."""
    say("@ready", version)
    for line in sys.stdin:
        start = time.perf_counter()
        try:
            evaluations, criterion = fit()
            seconds = time.perf_counter() - start
            if seconds < 0.5:
                start = time.perf_counter()
                for _ in range(5):
                    fit()
                seconds = (time.perf_counter() - start) / 5
        except Exception as e:
            say("@failed", "failed: " + (str(e).splitlines() or [type(e).__name__])[0][:80])
            return
        say("@fit", seconds, evaluations, criterion, peak())
