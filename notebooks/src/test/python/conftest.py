"""What the end-to-end tests share: the kernel, installed once into a place of its own.

Nothing here reads or writes the user's Jupyter: its folders are pointed into a temporary
directory before the first test, and the kernel goes to a prefix whose path has blanks.
"""

import copy
import os
import shutil
import subprocess
from pathlib import Path

import nbclient
import nbformat
import pytest
from bundles import without_bars
from channels import PATIENCE

ROOT = Path(__file__).resolve().parents[4]
TARGET = ROOT / "notebooks" / "target"
DISTRIBUTION = ROOT / "kernel" / "target" / "henderson"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
INSTALL = ROOT / "install.sh"

# Seconds after which a program counts as stuck, as PATIENCE has it for an answer.
LONG = 4 * PATIENCE

not_run = []


def java():
    """The java of the JDK under test."""
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else os.path.realpath(shutil.which("java"))


def cannot_run(cause, remedy):
    """Skips a test for want of a tool, loudly; on a CI machine that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{cause}; {remedy}", pytrace=False)
    not_run.append(f"{cause}; {remedy}")
    pytest.skip(cause)


def pytest_terminal_summary(terminalreporter):
    for line in dict.fromkeys(not_run):
        terminalreporter.section("NOT RUN", sep="*", red=True, bold=True)
        terminalreporter.write_line(line)


def pytest_generate_tests(metafunc):
    if "notebook" in metafunc.fixturenames:
        metafunc.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture(scope="session", autouse=True)
def own_jupyter(tmp_path_factory):
    """Points Jupyter's folders, and those of the kernel's history, away from the user's."""
    home = tmp_path_factory.mktemp("jupyter")
    for name in [key for key in os.environ if key.startswith(("JUPYTER", "IPYTHON"))]:
        del os.environ[name]
    for name in ("DATA", "CONFIG", "RUNTIME"):
        os.environ[f"JUPYTER_{name}_DIR"] = str(home / name.lower())
    os.environ["IPYTHONDIR"] = str(home / "ipython")
    os.environ["XDG_DATA_HOME"] = str(home / "share")
    return home


@pytest.fixture(scope="session", autouse=True)
def kernel(own_jupyter, tmp_path_factory):
    """The folder of the kernel, installed by install.sh into a temporary prefix."""
    prefix = tmp_path_factory.mktemp("prefix") / "a path with blanks"
    command = [INSTALL, "--no-build", "--prefix", prefix]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG)
    assert done.returncode == 0, f"install.sh failed:\n{done.stdout}{done.stderr}"
    os.environ["JUPYTER_PATH"] = str(prefix / "share" / "jupyter")
    return prefix / "share" / "jupyter" / "kernels" / "henderson"


@pytest.fixture(scope="session")
def executed(kernel):
    """A function from the path of a notebook to its execution by nbclient (once per notebook).

    Errors are kept as outputs, so that what a failing notebook printed can be looked at in
    notebooks/target/executed; whoever asks for the execution has to look for them.
    """
    done = {}

    def execute(path):
        if path not in done:
            notebook = nbformat.read(path, as_version=4)
            nbclient.NotebookClient(
                notebook,
                timeout=LONG,
                startup_timeout=PATIENCE,
                kernel_name="henderson",
                allow_errors=True,
                resources={"metadata": {"path": str(path.parent)}},
            ).execute()
            out = TARGET / "executed"
            out.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, out / path.name)
            done[path] = without_bars(notebook)
        return copy.deepcopy(done[path])

    return execute
