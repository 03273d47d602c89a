"""install.sh: what it lays down, what it takes away, and what it says when it cannot."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DISTRIBUTION, INSTALL, LONG, ROOT, TARGET, java

SCRIPTS = [INSTALL, ROOT / "notebooks/src/test/run-tests.sh", ROOT / ".ci/run"]
# All that install.sh calls, but for Java, Python and Jupyter.
TOOLS = "bash cat cmp dirname env find grep mkdir mktemp rm sed tail touch tr uname"


def write_script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def machine(tmp_path):
    """The environment of a machine with a JDK, and neither Python nor Jupyter."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in TOOLS.split():
        (tools / tool).symlink_to(shutil.which(tool))
    (tmp_path / "home").mkdir()
    return {
        "HOME": str(tmp_path / "home"),
        "PATH": str(tools),
        "LC_ALL": "C.UTF-8",
        "JAVA_HOME": str(Path(java()).parent.parent),
        "HENDERSON_VENV": str(tmp_path / "venv"),
    }


@pytest.fixture
def clone(tmp_path):
    """A clone whose path has blanks, built, with the notebooks and a Maven that must not run."""
    root = tmp_path / "my own clone"
    for name in ("install.sh", "pom.xml"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "notebooks").mkdir()
    for file in (*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("notebooks/*.txt")):
        shutil.copy(file, root / "notebooks")
    for module in ("stats", "kernel"):
        (root / module / "src" / "main").mkdir(parents=True)
        shutil.copy(ROOT / module / "pom.xml", root / module)
    write_script(root / "mvnw", '#!/bin/sh\necho "[ERROR] Maven was called"\nexit 1\n')
    shutil.copytree(DISTRIBUTION, root / "kernel" / "target" / "henderson", symlinks=False)
    (root / "kernel" / "target" / "henderson" / "henderson.jar").touch()
    return root


def install(*arguments, machine, cwd=None, script=INSTALL):
    return subprocess.run(
        [script, *arguments],
        env=machine,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONG,
    )


def succeeded(done):
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def failed(done, code, *words):
    """One line of cause, one line of remedy, the code of the table, and no stack trace."""
    assert done.returncode == code, done.stdout + done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert lines[0].startswith("install.sh: ") and lines[1].startswith("   remedy: ")
    for word in words:
        assert word in done.stderr


def files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


# ---------------------------------------------------------------- laying down, taking away


def test_into_a_prefix_with_blanks_twice_and_away_again(machine, tmp_path):
    prefix = tmp_path / "a prefix of mine"
    target = prefix / "share" / "jupyter" / "kernels" / "henderson"
    first = succeeded(install("--no-build", "--prefix", prefix, machine=machine))
    assert str(target) in first and "1+1 is 2" in first and "--uninstall" in first
    laid = files(target)
    spec = json.loads((target / "kernel.json").read_text(encoding="utf-8"))
    assert os.path.isabs(spec["argv"][0]) and os.access(spec["argv"][0], os.X_OK)
    assert {"henderson.jar", "lib", "logo-32x32.png", "logo-64x64.png"} <= set(laid)
    (target / "lib" / "old-library-of-an-older-version.jar").touch()
    succeeded(install("--no-build", f"--prefix={prefix}", machine=machine))
    assert files(target) == laid, "a second run leaves the same files and no old ones"
    command = re.search(r"To take it away: +(.*)", first)[1]
    away = subprocess.run(
        ["bash", "-c", command], env=machine, capture_output=True, text=True, timeout=LONG
    )
    assert str(target) in succeeded(away)
    assert not target.exists()
    assert "nothing to do" in succeeded(install("--uninstall", "--prefix", prefix, machine=machine))


def test_relative_prefix_and_own_name_from_another_directory(machine, tmp_path):
    arguments = ("--no-build", "--prefix", "here", "--name", "my-java")
    succeeded(install(*arguments, machine=machine, cwd=tmp_path))
    assert (tmp_path / "here/share/jupyter/kernels/my-java/kernel.json").is_file()


@pytest.mark.parametrize("variable", [None, "XDG_DATA_HOME", "JUPYTER_DATA_DIR"])
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has one place for data")
def test_for_the_user_where_jupyter_looks(machine, tmp_path, variable):
    data = tmp_path / "home" / ".local" / "share" / "jupyter"
    if variable:
        machine[variable] = str(tmp_path / "my data")
        data = tmp_path / "my data" / ("jupyter" if variable == "XDG_DATA_HOME" else "")
    succeeded(install("--no-build", "--user", machine=machine))
    assert (data / "kernels" / "henderson" / "kernel.json").is_file()
    succeeded(install("--uninstall", machine=machine))
    assert files(data / "kernels") == []


def test_into_the_environment_of_a_python(machine, tmp_path):
    environment = tmp_path / "an environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    machine["PYTHON"] = str(environment / "bin" / "python")
    succeeded(install("--no-build", "--sys-prefix", machine=machine))
    assert (environment / "share/jupyter/kernels/henderson/kernel.json").is_file()


def test_a_dry_run_changes_nothing(machine, tmp_path, clone):
    before = files(clone)
    prefix = tmp_path / "none"
    said = succeeded(
        install(
            *("--dry-run", "--demo", "--prefix", prefix),
            machine=machine,
            script=clone / "install.sh",
        )
    )
    assert str(prefix / "share" / "jupyter" / "kernels" / "henderson") in said
    assert not prefix.exists() and files(clone) == before
    assert not Path(machine["HENDERSON_VENV"]).exists()


def test_dry_run_of_uninstall_leaves_the_kernel(machine, tmp_path):
    target = tmp_path / "share" / "jupyter" / "kernels" / "henderson"
    target.mkdir(parents=True)
    (target / "kernel.json").write_text('{"argv": ["java", "-jar", "henderson.jar"]}')
    said = succeeded(install("--uninstall", "--dry-run", "--prefix", tmp_path, machine=machine))
    assert "Would remove" in said and target.exists()


# ---------------------------------------------------------------- building


def test_builds_when_a_source_is_newer_and_only_then(machine, tmp_path, clone):
    maven = '#!/bin/sh\nprintf "%s|" "$JAVA_HOME" "$@" >"$(dirname "$0")/called"\n'
    write_script(clone / "mvnw", maven)
    arguments = ("--prefix", tmp_path / "prefix")
    script = clone / "install.sh"
    assert "up to date" in succeeded(install(*arguments, machine=machine, script=script))
    assert not (clone / "called").exists()
    jar = clone / "kernel" / "target" / "henderson" / "henderson.jar"
    source = clone / "stats" / "src" / "main" / "New.java"
    source.touch()
    os.utime(source, (jar.stat().st_mtime + 5,) * 2)
    assert "Building" in succeeded(install(*arguments, machine=machine, script=script))
    called = (clone / "called").read_text(encoding="utf-8").split("|")
    assert called[0] == machine["JAVA_HOME"] and str(clone / "pom.xml") in called
    assert "package" in called


def test_failing_build(machine, clone, tmp_path):
    shutil.rmtree(clone / "kernel" / "target")
    done = install("--prefix", tmp_path / "prefix", machine=machine, script=clone / "install.sh")
    failed(done, 6, "Maven was called", "build.log")
    done = install("--no-build", machine=machine, script=clone / "install.sh")
    failed(done, 6, "--no-build")


# ---------------------------------------------------------------- what can fail


@pytest.mark.parametrize(
    "arguments",
    [
        ["--fast"],
        ["--prefix"],
        ["--prefix", ""],
        ["--user", "--prefix", "x"],
        ["--sys-prefix", "--user"],
        ["--name", "two words"],
        ["--name="],
        ["--demo", "--uninstall"],
        ["somewhere"],
    ],
)
def test_wrong_command_lines(machine, arguments):
    failed(install(*arguments, machine=machine), 2)


def fake_jdk(home, version, javac=True, modules="jdk.compiler@17 jdk.jshell@17", rest="exit 1"):
    """A Java that says of itself what it is told to."""
    write_script(
        home / "bin" / "java",
        f"""#!/bin/sh
case $1 in
    -XshowSettings*) printf '    java.home = %s\\n    java.specification.version = %s\\n' \\
        '{home}' '{version}' >&2 ;;
    --list-modules) printf '%s\\n' {modules} ;;
    *) {rest} ;;
esac
""",
    )
    if javac:
        write_script(home / "bin" / "javac", "#!/bin/sh\n")
    return str(home)


def test_no_java(machine):
    del machine["JAVA_HOME"]
    failed(install("--dry-run", machine=machine), 3, "JAVA_HOME is not set", "JDK 17")


def test_java_home_that_is_none(machine, tmp_path):
    machine["JAVA_HOME"] = str(tmp_path / "nowhere")
    failed(install("--dry-run", machine=machine), 3, "nowhere", "no bin/java")


def test_java_that_does_not_run(machine, tmp_path):
    write_script(tmp_path / "broken" / "bin" / "java", "#!/bin/sh\nexit 127\n")
    machine["JAVA_HOME"] = str(tmp_path / "broken")
    failed(install("--dry-run", machine=machine), 3, "does not run")


@pytest.mark.parametrize("version", ["1.8", "11", "16"])
def test_old_java(machine, tmp_path, version):
    machine["JAVA_HOME"] = fake_jdk(tmp_path / "an old one", version)
    failed(install("--dry-run", machine=machine), 4, f"is Java {version}")


def test_missing_javac(machine, tmp_path):
    machine["JAVA_HOME"] = fake_jdk(tmp_path / "jre", "17", javac=False)
    failed(install("--dry-run", machine=machine), 5, "without javac")


def test_missing_jshell(machine, tmp_path):
    machine["JAVA_HOME"] = fake_jdk(tmp_path / "half", "21", modules="jdk.compiler@21")
    failed(install("--dry-run", machine=machine), 5, "JShell")


def test_bad_java_home_is_passed_over_with_a_word(machine, tmp_path):
    good = machine["JAVA_HOME"]
    machine["JAVA_HOME"] = fake_jdk(tmp_path / "old", "11")
    machine["PATH"] += f":{good}/bin"
    said = succeeded(install("--dry-run", "--prefix", tmp_path, machine=machine))
    assert "Note:" in said and "is Java 11" in said and f"in {os.path.realpath(good)}" in said


def test_jdk_behind_a_runtime_on_the_path(machine, tmp_path):
    runtime, jdk = tmp_path / "runtime", tmp_path / "jdk"
    machine.pop("JAVA_HOME")
    fake_jdk(runtime, "17", javac=False)
    fake_jdk(jdk, "21")
    machine["PATH"] += f":{runtime / 'bin'}:{jdk / 'bin'}"
    said = succeeded(install("--dry-run", "--prefix", tmp_path, machine=machine))
    assert f"in {jdk}" in said


def test_unwritable_target(machine, tmp_path):
    (tmp_path / "file").touch()
    done = install("--prefix", tmp_path / "file" / "below", machine=machine)
    failed(done, 7, str(tmp_path / "file"), "not a directory")
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    if os.access(locked, os.W_OK):  # Root may write anywhere, but not in the kernel's own tree.
        locked = Path("/proc")
    failed(install("--prefix", locked, machine=machine), 7, "cannot be written")


def test_what_cannot_be_laid_down(machine, clone, tmp_path):
    (clone / "kernel" / "target" / "henderson" / "henderson.jar").write_text("no jar")
    done = install("--prefix", tmp_path / "prefix", machine=machine, script=clone / "install.sh")
    failed(done, 8, str(tmp_path / "prefix"))


def half_working_jdk(machine, tmp_path, fails_at):
    """The JDK under test, but for a run of whatever notebook matches."""
    real = machine["JAVA_HOME"] + "/bin/java"
    rest = f'case "$*" in *{fails_at}*) echo "no luck" >&2; exit 1 ;; esac; exec "{real}" "$@"'
    machine["JAVA_HOME"] = fake_jdk(tmp_path / "half working", "17", rest=rest)


def test_kernel_that_does_not_answer(machine, tmp_path):
    half_working_jdk(machine, tmp_path, "one.ipynb")
    done = install("--no-build", "--prefix", tmp_path / "prefix", machine=machine)
    failed(done, 9, "1+1", "no luck")


def test_demo_that_fails(machine, tmp_path, clone):
    half_working_jdk(machine, tmp_path, "01-sleepstudy")
    done = install(
        *("--demo", "--no-build", "--prefix", tmp_path / "prefix"),
        machine=machine,
        script=clone / "install.sh",
    )
    failed(done, 10, "no luck", str(clone / "target" / "demo" / "log"))


def test_sys_prefix_without_python(machine):
    failed(install("--no-build", "--sys-prefix", machine=machine), 11, "python3")


@pytest.mark.parametrize("option", ["--uninstall", "--no-build"])
def test_another_kernel_stays(machine, tmp_path, option):
    other = tmp_path / "share" / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text("{}")
    done = install(option, "--prefix", tmp_path, "--name", "python3", machine=machine)
    failed(done, 12, str(other))
    assert files(other) == ["kernel.json"]


# ---------------------------------------------------------------- the demo


def check_page(clone, said):
    page = clone / "target" / "demo" / "01-sleepstudy.html"
    assert str(page) in said
    html = page.read_text(encoding="utf-8")
    assert "<caption" in html and html.count("data:image/png;base64,") >= 2
    assert "10.4" in html


def test_demo_without_python(machine, tmp_path, clone):
    said = succeeded(
        install("--demo", "--prefix", tmp_path / "p", machine=machine, script=clone / "install.sh")
    )
    assert "without Jupyter, for there is no Python 3.10 or newer" in said
    check_page(clone, said)


def test_demo_without_jupyter_and_pypi(machine, tmp_path, clone):
    machine["PYTHON"] = os.path.realpath(sys.executable)
    machine["PIP_INDEX_URL"] = "http://127.0.0.1:9/simple"
    machine["PIP_CONFIG_FILE"] = os.devnull
    said = succeeded(
        install("--demo", "--prefix", tmp_path / "p", machine=machine, script=clone / "install.sh")
    )
    assert "without Jupyter, for pip could not get JupyterLab from PyPI" in said
    check_page(clone, said)


def test_demo_leaves_a_strange_environment_alone(machine, tmp_path, clone):
    strange = Path(machine["HENDERSON_VENV"])
    strange.mkdir()
    (strange / "mine").touch()
    said = succeeded(
        install("--demo", "--prefix", tmp_path / "p", machine=machine, script=clone / "install.sh")
    )
    assert "is not Henderson's" in said and files(strange) == ["mine"]
    check_page(clone, said)


def test_demo_through_jupyter(machine, tmp_path, clone):
    machine["PATH"] = f"{Path(sys.executable).parent}:{machine['PATH']}"
    machine["XDG_DATA_HOME"] = str(tmp_path / "share")
    prefix = tmp_path / "a prefix"
    said = succeeded(
        install("--demo", "--prefix", prefix, machine=machine, script=clone / "install.sh")
    )
    assert "Tried through Jupyter: 1+1 is 2" in said and "through Jupyter ..." in said
    assert "without Jupyter" not in said
    check_page(clone, said)
    shutil.copytree(clone / "target" / "demo", TARGET / "demo", dirs_exist_ok=True)
    command = re.search(r"To open JupyterLab: +(.*) lab (.*)", said)[1]
    assert command.startswith("JUPYTER_PATH="), "the prefix is none of Jupyter's own"
    listed = subprocess.run(
        ["bash", "-c", f"{command} kernelspec list"],
        env=machine,
        capture_output=True,
        text=True,
        timeout=LONG,
    )
    assert str(prefix) in listed.stdout


# ---------------------------------------------------------------- the script itself


def test_exit_codes_are_those_of_the_help_and_the_readme(machine):
    script = INSTALL.read_text(encoding="utf-8")
    told = succeeded(install("--help", machine=machine)).split("Exit codes:")[1]
    documented = {int(code) for code in re.findall(r"(?:^|  )(\d+)  \S", told, flags=re.M)}
    used = {int(code) for code in re.findall(r"\b(?:fail|refuse) (\d+) ", script)}
    assert documented == used | {0}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", readme, flags=re.M)} == used


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_is_content(script):
    checker = Path(sys.executable).parent / "shellcheck"
    done = subprocess.run([checker, script], capture_output=True, text=True, timeout=LONG)
    assert done.returncode == 0, done.stdout
