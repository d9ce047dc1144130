# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is used by the commands that source it
#
# What the commands beside this file share: Debian packages, a virtual environment, pinned dependencies.
#
# Sourced, never run. Each step looks first and does nothing when its work is done already, so a
# second run is quick and needs neither the network nor root.
#
#   UPLOADER_VENV     where the virtual environment lives (default: .venv beside pyproject.toml)
#   UPLOADER_PYTHON   the Python to make it from (default: the first python3 that is new enough)

unset GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_INDEX_FILE # git -C "$root" would follow them to another repository
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
venv=${UPLOADER_VENV:-$root/.venv}
[[ $venv == /* ]] || venv=$PWD/$venv
python=$venv/bin/python

# Qt to import and run without a screen, then what a window under X11 needs on top of it.
qt_packages=(
    libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libgssapi-krb5-2
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
)
# What the tests call, as their table has it, and Chinese letters for the pictures.
test_packages=(fonts-wqy-zenhei)
while read -r _ package; do
    test_packages+=("$package")
done < <(grep -v '^#' "$root/packaging/test-tools.txt" | sort -u -b -k 2,2)

say() { printf '==> %s\n' "$*" >&2; }
complain() { printf 'error: %s\n' "$*" >&2; }

is_installed() { # PACKAGE; a release with 64-bit time calls some of them NAMEt64
    local name
    for name in "$1" "$1t64"; do
        # shellcheck disable=SC2016  # the braces are dpkg-query's
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] && return 0
    done
    return 1
}

# Installs those of the named Debian packages that are missing; fails, with words, if it can't.
install_packages() { # PACKAGE...
    local name missing=() as_root=(env)
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "Not a Debian system: I can't look after its packages. On Debian these would be needed: $*"
        return 0
    fi
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0

    if [[ $(id -u) -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            complain "these Debian packages are missing, and installing them takes root or sudo: ${missing[*]}"
            complain "ask an administrator for: apt-get install ${missing[*]}"
            return 1
        fi
        as_root=(sudo env)
    fi
    say "Installing Debian packages, which can take a minute: ${missing[*]}"
    as_root+=(DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    # One unreachable source among several must not stop us: the install decides.
    "${as_root[@]}" update >/dev/null || say "Not every package list could be read; trying all the same"
    if ! "${as_root[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null; then
        complain "installing the Debian packages failed (see above). Check the network, then start this again."
        return 1
    fi
}

is_new_enough() { # PYTHON
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints a Python that is new enough; a stock Debian 12 has it, a minimal one gets it.
find_python() {
    local candidate
    for candidate in ${UPLOADER_PYTHON:+"$UPLOADER_PYTHON"} python3 python3.11 /usr/bin/python3; do
        if candidate=$(command -v "$candidate") && is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    install_packages python3 python3-venv || return 1
    if is_new_enough /usr/bin/python3; then
        printf '%s\n' /usr/bin/python3
        return 0
    fi
    complain "Python 3.11 or newer is needed. Install it and name it: UPLOADER_PYTHON=/path/to/python3.11"
    return 1
}

# Makes the virtual environment unless a working one is there.
make_venv() {
    local base
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return 0
    base=$(find_python) || return 1
    # Debian keeps what fills a new environment in a package of its own.
    if ! "$base" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        install_packages python3-venv || return 1
    fi
    # Whatever else lives there is not ours to clear away.
    if [[ -n $(ls -A "$venv" 2>/dev/null) && ! -e $venv/pyvenv.cfg ]]; then
        complain "$venv exists and is no virtual environment. UPLOADER_VENV names another place."
        return 1
    fi
    say "Making a virtual environment in $venv ($("$base" --version))"
    if ! "$base" -m venv --clear "$venv"; then
        complain "could not make $venv. Is the directory writable? UPLOADER_VENV names another place."
        return 1
    fi
}

pip_install() { # ARGUMENT...
    # The build tool's advice on where a checkout lies would only worry whoever reads this.
    PYTHONWARNINGS=ignore::UserWarning \
        "$venv/bin/python" -m pip --disable-pip-version-check install --quiet --retries 10 --timeout 60 "$@" >&2
}

# Installs what the named files of packaging/requirements list: those versions, and only files with those hashes.
install_pinned() { # NAME...
    local name files=()
    for name in "$@"; do files+=(-r "$root/packaging/requirements/$name.txt"); done
    pip_install --require-hashes "${files[@]}"
}

# What the environment should hold, as one line: another one means that it is out of date.
wanted_state() { # EXTRAS
    printf '%s %s ' "$1" "$root"
    cat "$root/pyproject.toml" "$root"/packaging/requirements/*.txt | cksum
}

install_missing() { # EXTRAS
    local extras stamp=$venv/.installed-${1//,/-}
    IFS=, read -ra extras <<<"$1"
    make_venv || return 1
    [[ $(cat "$stamp" 2>/dev/null) == "$(wanted_state "$1")" ]] && return 0
    say "Installing the program and its libraries [$1]; the first time this fetches a few hundred MB and takes minutes"
    # The build tools come first and from a list as well; the program itself then has no need of the network.
    if ! install_pinned build || ! install_pinned program ${extras[@]+"${extras[@]}"} ||
        ! pip_install --no-index --no-deps --no-build-isolation -e "$root"; then
        complain "installing the libraries failed (see above). Check the network, then start this again."
        return 1
    fi
    wanted_state "$1" >"$stamp"
}

# Installs this program and what the named extras list in packaging/requirements; one set-up at a time.
install_program() { # EXTRAS, such as "test,demo"
    (
        if command -v flock >/dev/null && ! flock -n 9; then
            say "Another set-up is at work in $root; waiting for it"
            flock 9
        fi
        install_missing "$1"
    ) 9<"$root/packaging/setup.sh"
}

# Qt and Python speak UTF-8 here whatever the machine says, and Qt gets the private directory it
# complains about on a machine without a desktop session.
use_sane_surroundings() {
    [[ ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} == *[uU][tT][fF]* ]] || export LC_ALL=C.UTF-8
    export PYTHONNOUSERSITE=1
    unset PYTHONPATH PYTHONHOME
    if [[ ! -d ${XDG_RUNTIME_DIR:-} ]]; then
        export XDG_RUNTIME_DIR=$venv/.runtime
        [[ -d $XDG_RUNTIME_DIR ]] || mkdir -m 0700 "$XDG_RUNTIME_DIR"
    fi
}
