#!/usr/bin/env bash
# Runs the end-to-end tests; "./mvnw verify" calls it. What the tests need of Python comes into a
# private environment under notebooks/target, made anew only when its requirements change.
# JAVA_HOME is the JDK under test; PYTEST_ADDOPTS may choose tests, as in PYTEST_ADDOPTS="-k lab".
set -euo pipefail

here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
module=$(CDPATH='' cd -- "$here/../.." && pwd)
target=$module/target
venv=$target/venv
python=${PYTHON:-python3}

# Without Python nothing below can run: say so loudly; on a CI machine it is a failure.
not_run() {
    printf '%s\n' '' \
        '************************************************************************' \
        '  THE END-TO-END TESTS WERE NOT RUN: no notebook was executed, no kernel' \
        '  was started, JupyterLab was not opened.' \
        "  Cause:  $1" \
        "  Remedy: $2" \
        '************************************************************************' '' >&2
    if [ "${CI:-}" = true ]; then exit 1; fi
    exit 0
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 ||
    not_run "there is no Python 3.10 or newer (tried $python)" \
        "install one, or name it with PYTHON=/path/to/python3"

mkdir -p "$target"
stamp=$venv/.requirements
# The interpreter is part of the stamp: an environment does not outlive the Python it was made by.
wanted=$("$python" -c 'import sys; print(sys.version)'
    cat "$here/python/requirements.txt" "$module/requirements.txt" "$module/constraints.txt")
if [ ! -f "$stamp" ] || [ "$wanted" != "$(cat "$stamp")" ]; then
    echo "Making the environment of the end-to-end tests in $venv ..."
    "$python" -m venv --clear "$venv" >"$target/venv.log" 2>&1 ||
        not_run "\"$python -m venv\" failed (see $target/venv.log)" \
            "on Debian: apt-get install python3-venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        -r "$here/python/requirements.txt" >>"$target/venv.log" 2>&1 ||
        not_run "pip could not get the test tools from PyPI (see $target/venv.log)" \
            "connect to a network and run this again"
    printf '%s\n' "$wanted" >"$stamp"
fi

cd -- "$here/python"
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" -m pytest "$@"
