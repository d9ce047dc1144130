# shellcheck shell=bash
#
# A bare Debian in a directory, made with debootstrap, to be gone into: what packaging/trials/bare and packaging/trials/packages
# share. Sourced after setup.sh, never run; takes root, on a Debian machine.
#
# Packages come from where this machine gets its own: its apt sources, proxies, certificates and pip settings are taken
# along. Network and clock are shared.

require_root() {
    [[ $(id -u) -ne 0 ]] || return 0
    complain "making a Debian and going into it takes root: start this with sudo"
    return 1
}

# Prints "ADDRESS SUITE COMPONENT" of each of this machine's package lists for that release. Those of another Debian
# release are looked for where this machine has its own from.
own_sources() { # RELEASE
    local lists own
    # shellcheck disable=SC2016  # apt-get's own names
    lists=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages')
    own=$1
    if [[ $lists != *" $1 "* && -e /usr/share/debootstrap/scripts/$1 ]] && is_debians "$1"; then
        # shellcheck disable=SC1091  # names the release of this machine
        own=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    fi
    awk -v release="$own" '$2 == release || $2 == release "-updates" || $2 == release "-security"' <<<"$lists" |
        sed "s/ $own/ $1/" | sort -u
}

is_debians() { # RELEASE
    [[ $(readlink -f -- "/usr/share/debootstrap/scripts/$1") == */sid ]]
}

make_bare() { # RELEASE DIRECTORY PACKAGE,PACKAGE...
    local mirror log
    log=$(dirname -- "$2")/debootstrap.log
    install_packages debootstrap
    mirror=$(own_sources "$1" | awk -v release="$1" '$2 == release && $3 == "main" { print $1; exit }')
    if [[ -z $mirror ]]; then
        complain "no apt source of this machine has $1, which the bare system is made from"
        return 1
    fi
    say "Making a bare system of $1 in $2; this takes minutes"
    rm -rf -- "$2"
    if ! debootstrap --variant=minbase --include="$3" "$1" "$2.part" "$mirror" >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        complain "debootstrap failed; $log has all it said"
        return 1
    fi
    rm -f -- "$2.part"/var/cache/apt/archives/*.deb
    mv -- "$2.part" "$2"
}

# Whom this machine trusts, and where and how it gets packages.
take_settings_along() { # RELEASE COPY
    local file
    own_sources "$1" | sed 's/^/deb /' >"$2/etc/apt/sources.list"
    # apt itself tells what is set, so that no other file of /etc/apt, with hooks of programs that are not there, is needed.
    apt-config dump | grep -E '^Acquire::(Check-|Retries|https?::|ForceIPv)' >"$2/etc/apt/apt.conf.d/90-as-outside" || true
    cp -rL /etc/apt/auth.conf.d "$2/etc/apt/" 2>/dev/null || true
    # Never copied over what is there: its links would lead out to this machine's own files.
    rm -rf -- "$2/etc/ssl/certs"
    mkdir -p -- "$2/etc/ssl"
    cp -rL /etc/ssl/certs "$2/etc/ssl/"
    cp -L --remove-destination /etc/resolv.conf /etc/hosts "$2/etc/"
    for file in /etc/pip.conf /etc/xdg/pip/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
        [[ -f $file ]] || continue
        mkdir -p -- "$2/$(dirname -- "${file/#$HOME//root}")"
        cp -L -- "$file" "$2/${file/#$HOME//root}"
    done
}

# NAME=VALUE of those variables that say how the network and the package index are reached.
network_variables() {
    env | grep -E '^(PIP_[A-Z_]+|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|(https?|no|all)_proxy|(HTTPS?|NO|ALL)_PROXY)=' || true
}

# Local files and folders that pip was told of, such as wheels or a certificate.
local_paths() {
    { network_variables && python3 -m pip config list 2>/dev/null; } | grep -oE "/[^ ,:'\"]+" | grep -v '^/etc/ssl/certs' | sort -u || true
}

# A fresh copy of the bare system, so that nothing which an earlier run installed can help.
copy_bare() { # RELEASE BARE COPY
    local path
    rm -rf --one-file-system -- "$3"
    cp -a --reflink=auto -- "$2" "$3"
    take_settings_along "$1" "$3"
    while read -r path; do
        if [[ -d $path ]]; then
            mkdir -p -- "$3$path" # shown there by run_inside
        elif [[ -f $path ]]; then
            mkdir -p -- "$3$(dirname -- "$path")"
            cp -L --remove-destination -- "$path" "$3$path"
        fi
    done < <(local_paths)
}

# Runs a command in the copy, as its only one: mounts and whatever it leaves running end with it.
run_inside() { # COPY DIRECTORY COMMAND
    local variables paths
    mapfile -t variables < <(network_variables)
    mapfile -t paths < <(local_paths)
    # shellcheck disable=SC2016  # the inner shell's
    unshare --mount --pid --fork --kill-child --propagation private bash -euc '
        used=$1 command=$2
        mount -t proc proc "$used/proc"
        mount --rbind /sys "$used/sys"
        mount --rbind /dev "$used/dev"
        shift 2
        while [[ $1 != -- ]]; do
            if [[ -d $1 ]]; then mount --bind "$1" "$used$1"; fi
            shift
        done
        shift
        # Not exec: this shell is process 1 there, and has to reap what others leave behind.
        env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@" \
            chroot "$used" bash -c "$command" || exit $?
    ' inside "$1" "cd $2 && $3" ${paths[@]+"${paths[@]}"} -- ${variables[@]+"${variables[@]}"} </dev/null
}
