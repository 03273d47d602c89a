#!/usr/bin/env bash
# Builds Henderson and registers it as a Jupyter kernel; "./install.sh --help" says how.
set -Eeuo pipefail
# Nothing here reads what the user types.
exec </dev/null

usage() {
    cat <<'HELP'
Usage: ./install.sh [options]

Builds Henderson, registers its kernel with Jupyter and tries it out. It never needs root,
may be run again at any time, and asks nothing.

  --user          register for the current user (this is what happens by default)
  --sys-prefix    register in the Python environment in use (a virtual or conda environment)
  --prefix DIR    register under DIR/share/jupyter/kernels
  --name NAME     name of the kernel, "henderson" by default
  --demo          afterwards run notebooks/01-sleepstudy.ipynb through Jupyter and keep the page;
                  where there is no jupyter, a private one is made in .venv
  --no-build      take the jar that is there, even if the sources are newer
  --uninstall     take the kernel away again (with the same place and name)
  --dry-run       say what would be done, and do nothing
  --help          this text

Environment: JAVA_HOME names the JDK (else the java on the PATH is taken), PYTHON the Python
(else python3), HENDERSON_VENV the place of the private environment (else .venv).

Exit codes:
   0  done                                   6  the build failed
   1  something unforeseen                   7  the place to install to cannot be written
   2  the command line is wrong              8  the kernel could not be laid down there
   3  no Java                                9  the installed kernel does not answer 1+1
   4  the Java is older than 17             10  the demo notebook failed
   5  a Java without javac or JShell        11  --sys-prefix, but no Python
                                            12  there is another kernel of that name
HELP
}

say() { printf '%s\n' "$*"; }

# fail CODE CAUSE REMEDY: one line each, and out.
fail() {
    printf 'install.sh: %s\n   remedy: %s\n' "$2" "$3" >&2
    exit "$1"
}

trap 'fail 1 "stopped unexpectedly at line $LINENO ($BASH_COMMAND)" \
    "run \"bash -x install.sh\" and report its last lines as a bug"' ERR

quoted() { printf '%q' "$1"; }

# absolute PATH: against the directory the user stands in; PATH need not exist.
absolute() {
    local path=$1
    # The shell leaves the tilde of --prefix=~/x alone.
    # shellcheck disable=SC2088
    case $path in
        '~') path=$HOME ;;
        '~/'*) path=$HOME/${path:2} ;;
        /*) ;;
        *) path=$PWD/$path ;;
    esac
    [ "$path" = / ] || path=${path%/}
    printf '%s\n' "$path"
}

# ---------------------------------------------------------------- the command line

where=user prefix='' name=henderson demo=no build=yes uninstall=no dry_run=no place_given=''

place() {
    [ -z "$place_given" ] || [ "$place_given" = "$1" ] ||
        fail 2 "$place_given and $1 cannot both be given" \
            "choose one of --user, --sys-prefix, --prefix DIR"
    place_given=$1
}

while [ $# -gt 0 ]; do
    case $1 in
        --prefix | --name)
            [ $# -ge 2 ] || fail 2 "$1 needs a value" "write $1 VALUE"
            option=$1 value=$2
            shift
            ;;
        --prefix=* | --name=*) option=${1%%=*} value=${1#*=} ;;
        *) option=$1 value='' ;;
    esac
    shift
    case $option in
        --user) place --user && where=user ;;
        --sys-prefix) place --sys-prefix && where=sys-prefix ;;
        --prefix)
            [ -n "$value" ] || fail 2 "--prefix needs a directory" "write --prefix DIR"
            place --prefix && where=prefix prefix=$(absolute "$value")
            ;;
        --name) name=$value ;;
        --demo) demo=yes ;;
        --no-build) build=no ;;
        --uninstall) uninstall=yes ;;
        --dry-run) dry_run=yes ;;
        --help | -h)
            usage
            exit 0
            ;;
        *) fail 2 "unknown option $option" "./install.sh --help lists the options" ;;
    esac
done
case $name in
    '' | *[!A-Za-z0-9._-]*)
        fail 2 "\"$name\" cannot be the name of a kernel" \
            "use letters, digits, '.', '_' and '-' only"
        ;;
esac
[ "$demo$uninstall" != yesyes ] || fail 2 "--demo and --uninstall cannot both be given" "choose one"

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
distribution=$root/kernel/target/henderson
notebook=$root/notebooks/01-sleepstudy.ipynb
venv=$(absolute "${HENDERSON_VENV:-$root/.venv}")
python=${PYTHON:-python3}

# ---------------------------------------------------------------- what the machine has

# The one command that gets a JDK here.
jdk_remedy() {
    local version
    if command -v apt-get >/dev/null; then
        for version in 25 21 17; do
            if apt-cache show "openjdk-$version-jdk-headless" >/dev/null 2>&1; then
                say "sudo apt-get install openjdk-$version-jdk-headless"
                return
            fi
        done
        say "sudo apt-get install default-jdk"
    elif command -v dnf >/dev/null; then
        say "sudo dnf install java-21-openjdk-devel"
    elif command -v pacman >/dev/null; then
        say "sudo pacman -S jdk21-openjdk"
    elif command -v brew >/dev/null; then
        say "brew install openjdk@21, then export JAVA_HOME=\"\$(brew --prefix openjdk@21)\""
    else
        say "install a JDK 17 or newer and set JAVA_HOME to its directory"
    fi
}

java_home='' java_version='' jdk_code=3 jdk_cause=''

# try_java JAVA: takes it, or keeps the reason why not (the first reason met is the one told).
try_java() {
    local java=$1 facts home version
    [ -n "$java" ] && [ -x "$java" ] || return 1
    facts=$("$java" -XshowSettings:properties -version 2>&1) || facts=''
    home=$(sed -n 's/^ *java\.home = //p' <<<"$facts")
    version=$(sed -n 's/^ *java\.specification\.version = //p' <<<"$facts")
    case $version in
        '') refuse 3 "$java does not run" ;;
        1.* | *[!0-9]*) refuse 4 "$java is Java $version" ;;
        *)
            if [ "$version" -lt 17 ]; then
                refuse 4 "$java is Java $version"
            elif [ ! -x "$home/bin/javac" ]; then
                refuse 5 "$home is a Java runtime without javac"
            elif ! contains "$("$home/bin/java" --list-modules 2>/dev/null)" jdk.jshell@; then
                refuse 5 "$home has no JShell (module jdk.jshell)"
            else
                java_home=$home
                java_version=$(sed -n 's/^ *java\.version = //p' <<<"$facts")
                return 0
            fi
            ;;
    esac
    return 1
}

refuse() {
    if [ -z "$jdk_cause" ]; then jdk_code=$1 jdk_cause=$2; fi
}

contains() {
    case $1 in
        *"$2"*) return 0 ;;
        *) return 1 ;;
    esac
}

find_jdk() {
    local javac
    if [ -n "${JAVA_HOME:-}" ]; then
        [ -x "$JAVA_HOME/bin/java" ] || refuse 3 "JAVA_HOME is $JAVA_HOME, which has no bin/java"
        if try_java "$JAVA_HOME/bin/java"; then return 0; fi
    fi
    if try_java "$(command -v java || true)"; then
        [ -z "${JAVA_HOME:-}" ] || say "Note: taking $java_home, for $jdk_cause."
        return 0
    fi
    # A runtime may stand before a whole JDK on the PATH.
    javac=$(command -v javac || true)
    if [ -n "$javac" ] && try_java "$(dirname -- "$javac")/java"; then return 0; fi
    refuse 3 "no java on the PATH, and JAVA_HOME is not set"
    fail "$jdk_code" "a JDK 17 or newer is needed: $jdk_cause" "$(jdk_remedy)"
}

# A jupyter that can convert notebooks; a version manager's empty shim cannot.
usable_jupyter() { [ -n "$1" ] && [ -x "$1" ] && "$1" nbconvert --version >/dev/null 2>&1; }

jupyter=''
find_jupyter() {
    local candidate
    for candidate in "$(command -v jupyter || true)" "$venv/bin/jupyter"; do
        if usable_jupyter "$candidate"; then
            jupyter=$candidate
            return 0
        fi
    done
    return 1
}

# ---------------------------------------------------------------- the private environment

requirements() { cat "$root/notebooks/requirements.txt" "$root/notebooks/constraints.txt"; }

venv_problem=''
# Makes, or completes, the private environment; its stamp is written last, so that an
# interrupted one is made anew, and an environment without our mark is never touched.
make_venv() {
    local log=$root/target/venv.log mark=$venv/.henderson
    if [ -e "$venv" ] && [ ! -e "$mark" ]; then
        venv_problem="$venv is there already and is not Henderson's"
        return 1
    fi
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
        venv_problem="there is no Python 3.10 or newer (tried $python)"
        return 1
    fi
    mkdir -p "$root/target"
    if [ ! -s "$mark" ] || ! requirements | cmp -s - "$mark"; then
        say "Making a private JupyterLab in $venv (about 250 MB; half a minute or so) ..."
        if [ ! -s "$mark" ] && ! { "$python" -m venv --clear "$venv" && : >"$mark"; } >"$log" 2>&1
        then
            rm -rf -- "$venv"
            venv_problem="\"$python -m venv\" failed (on Debian: sudo apt-get install python3-venv)"
            return 1
        fi
        if ! "$venv/bin/python" -m pip install --disable-pip-version-check --quiet \
            --retries 2 --timeout 30 -r "$root/notebooks/requirements.txt" >>"$log" 2>&1; then
            : >"$mark"
            venv_problem="pip could not get JupyterLab from PyPI (see $log)"
            return 1
        fi
        requirements >"$mark"
    fi
    jupyter=$venv/bin/jupyter
}

# ---------------------------------------------------------------- where to

find_place() {
    case $where in
        prefix) data_dir=$prefix/share/jupyter ;;
        sys-prefix)
            # Jupyter's own environment counts, as with "jupyter kernelspec install --sys-prefix".
            local interpreter=$python
            if [ "$jupyter" = "$venv/bin/jupyter" ]; then interpreter=$venv/bin/python; fi
            prefix=$("$interpreter" -c 'import sys; print(sys.prefix)' 2>/dev/null) ||
                fail 11 "--sys-prefix needs a Python, and \"$interpreter\" does not run" \
                    "activate the environment, or use --prefix DIR"
            data_dir=$prefix/share/jupyter
            ;;
        user)
            if [ -n "${JUPYTER_DATA_DIR:-}" ]; then
                data_dir=$(absolute "$JUPYTER_DATA_DIR")
            elif [ "$(uname)" = Darwin ]; then
                data_dir=$HOME/Library/Jupyter
            else
                data_dir=${XDG_DATA_HOME:-$HOME/.local/share}/jupyter
            fi
            ;;
    esac
    kernels=$data_dir/kernels
    target=$kernels/$name
    # What we have just installed goes before any other of that name.
    jupyter_path=$data_dir${JUPYTER_PATH:+:$JUPYTER_PATH}
}

check_writable() {
    local there=$kernels
    [ ! -e "$target" ] || there=$target
    while [ ! -e "$there" ] && [ ! -L "$there" ]; do there=$(dirname -- "$there"); done
    if [ ! -d "$there" ]; then
        fail 7 "cannot install to $target: $there is not a directory" \
            "choose another place with --prefix DIR"
    fi
    if [ ! -w "$there" ] || { [ "$dry_run" = no ] && ! mkdir -p -- "$kernels" 2>/dev/null; }; then
        fail 7 "cannot install to $target: $there cannot be written" \
            "choose a place of your own with --prefix DIR, or use --user"
    fi
}

# Ours is what starts henderson.jar: no other kernel is ever overwritten or deleted.
check_ours() {
    if [ -e "$target" ] && ! grep -qF henderson.jar "$target/kernel.json" 2>/dev/null; then
        fail 12 "$target is another kernel, not Henderson; it stays as it is" \
            "choose another name with --name"
    fi
}

remove() {
    if [ ! -e "$target" ]; then
        say "There is no kernel in $target: nothing to do."
    elif [ "$dry_run" = yes ]; then
        say "Would remove $target."
    elif rm -rf -- "$target" 2>/dev/null; then
        say "Removed $target."
    else
        fail 7 "cannot remove all of $target" "remove it as the user who installed it"
    fi
}

# ---------------------------------------------------------------- build, install, try

# Nothing that goes into the jars is newer than the newer of our two.
up_to_date() {
    local newest=$distribution/henderson.jar jar
    [ -f "$newest" ] || return 1
    for jar in "$distribution"/lib/henderson-stats*.jar; do
        if [ "$jar" -nt "$newest" ]; then newest=$jar; fi
    done
    [ -z "$(find "$root/pom.xml" "$root"/{stats,kernel}/pom.xml "$root"/{stats,kernel}/src/main \
        -newer "$newest" -print -quit 2>/dev/null)" ]
}

build() {
    local log=$root/target/build.log cause
    if up_to_date; then
        say "Henderson is built and up to date."
        return
    elif [ "$build" = no ]; then
        [ -f "$distribution/henderson.jar" ] ||
            fail 6 "--no-build, but there is no $distribution/henderson.jar" "leave --no-build away"
        return
    elif [ "$dry_run" = yes ]; then
        say "Would build Henderson with ./mvnw."
        return
    fi
    say "Building Henderson (the first time its libraries are fetched too: a minute or two) ..."
    mkdir -p "$root/target" 2>/dev/null ||
        fail 6 "cannot build: $root cannot be written" "build in a directory of your own"
    if ! JAVA_HOME=$java_home "$root/mvnw" -f "$root/pom.xml" -q -B -ntp -Dmaven.test.skip=true \
        -pl kernel -am package >"$log" 2>&1; then
        cause=$(grep -m1 -E '^\[ERROR\] *[^ ]' "$log" || tail -n 1 "$log")
        fail 6 "the build failed: ${cause#\[ERROR\] }" \
            "read $log; if a library could not be fetched, connect to a network and run this again"
    fi
    # Maven leaves an unchanged jar as it was; by its date we know that it is current.
    touch "$distribution/henderson.jar"
}

# Runs the kernel as Jupyter does, where there is a jupyter_client, else in its own runner.
try_kernel() {
    local candidate started=$SECONDS
    for candidate in "$(dirname -- "${jupyter:-/nowhere}")/python" "$python"; do
        if "$candidate" -c 'import jupyter_client' >/dev/null 2>&1; then
            if ! JUPYTER_PATH=$jupyter_path "$candidate" - "$name" >"$scratch/log" 2>&1 <<'PYTHON'
import sys
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=sys.argv[1], startup_timeout=120)
results = []
try:
    def keep(message):
        if message["msg_type"] == "execute_result":
            results.append(message["content"]["data"].get("text/plain"))

    client.execute_interactive("1+1", store_history=False, timeout=120, output_hook=keep)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
sys.exit(0 if results == ["2"] else f"the kernel answered {results}")
PYTHON
            then
                fail 9 "the installed kernel does not answer 1+1: $(tail -n 1 "$scratch/log")" \
                    "report this as a bug, with what \"$java_home/bin/java -version\" prints"
            fi
            say "Tried through Jupyter: 1+1 is 2 ($((SECONDS - started)) s)."
            return
        fi
    done
    cat >"$scratch/one.ipynb" <<'JSON'
{"cells": [{"cell_type": "code", "id": "one", "execution_count": null,
            "metadata": {}, "outputs": [], "source": "1+1"}],
 "metadata": {"kernelspec": {"name": "henderson", "display_name": "Java", "language": "java"}},
 "nbformat": 4, "nbformat_minor": 5}
JSON
    if ! "$java_home/bin/java" -jar "$target/henderson.jar" run "$scratch/one.ipynb" \
        --output "$scratch/two.ipynb" >"$scratch/log" 2>&1 ||
        ! tr -d ' \n' <"$scratch/two.ipynb" | grep -Eq '"text/plain":\[?"2"'; then
        fail 9 "the installed kernel does not answer 1+1: $(tail -n 1 "$scratch/log")" \
            "report this as a bug, with what \"$java_home/bin/java -version\" prints"
    fi
    say "Tried without Jupyter: 1+1 is 2 ($((SECONDS - started)) s)."
}

run_demo() {
    local out=$root/target/demo started=$SECONDS html
    html=$out/01-sleepstudy.html
    mkdir -p "$out"
    rm -f -- "$html"
    if [ -n "$jupyter" ]; then
        say "Running $notebook through Jupyter ..."
        if ! JUPYTER_PATH=$jupyter_path "$jupyter" nbconvert --to html --execute \
            --ExecutePreprocessor.kernel_name="$name" --ExecutePreprocessor.timeout=300 \
            --output-dir "$out" "$notebook" >"$out/log" 2>&1; then
            fail 10 "the demo notebook failed: $(tail -n 1 "$out/log")" "read $out/log"
        fi
    else
        say "Running $notebook without Jupyter, for $venv_problem ..."
        if ! "$java_home/bin/java" -jar "$target/henderson.jar" run "$notebook" --html "$html" \
            >"$out/log" 2>&1; then
            fail 10 "the demo notebook failed: $(tail -n 1 "$out/log")" "read $out/log"
        fi
    fi
    [ -s "$html" ] || fail 10 "the demo left no page in $html" "read $out/log"
    say "The demo took $((SECONDS - started)) s. Its page: $html"
}

# ---------------------------------------------------------------- the way through

if [ "$uninstall" = yes ]; then
    find_jupyter || true
    find_place
    check_ours
    remove
    exit 0
fi

find_jdk
find_jupyter || true
if [ "$demo" = yes ] && [ -z "$jupyter" ]; then
    if [ "$dry_run" = yes ]; then
        say "Would make a private JupyterLab in $venv."
    else
        make_venv || true
    fi
fi
find_place
check_ours
check_writable
say "JDK $java_version in $java_home"
build
if [ "$dry_run" = yes ]; then
    say "Would install the kernel \"$name\" to $target and try it."
    [ "$demo" = no ] || say "Would run $notebook and leave its page in $root/target/demo."
    exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
if [ "$where" = user ]; then
    set -- --user
else
    set -- --prefix "$prefix"
fi
if ! JUPYTER_DATA_DIR=$data_dir "$java_home/bin/java" -jar "$distribution/henderson.jar" \
    install "$@" --name "$name" >"$scratch/log" 2>&1 || [ ! -f "$target/kernel.json" ]; then
    fail 8 "the kernel could not be laid down in $target: $(tail -n 1 "$scratch/log")" \
        "see that the disk is not full, and that no one else writes there"
fi
say "Installed in $target"
try_kernel
[ "$demo" = no ] || run_demo

say ""
again=''
if [ -z "$jupyter" ]; then
    say "Jupyter is not here yet. To get it:  ./install.sh --demo   or   pip install jupyterlab"
else
    if ! contains "$("$jupyter" --paths 2>/dev/null)" "$data_dir"; then
        again="JUPYTER_PATH=$(quoted "$data_dir") "
    fi
    say "To open JupyterLab:  $again$(quoted "$jupyter") lab $(quoted "$notebook")"
fi
case $where in
    user) place_given='' ;;
    *) place_given=" --prefix $(quoted "$prefix")" ;;
esac
[ "$name" = henderson ] || place_given="$place_given --name $name"
say "To take it away:     $(quoted "$root/install.sh") --uninstall$place_given"
