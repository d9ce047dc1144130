# shellcheck shell=bash
# shellcheck disable=SC2154  # scratch is set by the commands that source this
# shellcheck disable=SC2034  # and what is set here is used by them
#
# What the commands that try a package share: a store to upload to, and a line for each step. Sourced after setup.sh,
# never run. ``scratch`` is a folder of theirs, ``store`` is the process that they end.

# Sets endpoint, access_key, secret_key and bucket.
start_store() {
    "$python" - "$root/tests" "$scratch/store" >"$scratch/address" <<'END' &
import signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from uploader_gui.headless.demo.demo_store import DemoStore
with DemoStore(Path(sys.argv[2])) as at:
    print(at.endpoint, at.access_key, at.secret_key, at.bucket, flush=True)
    signal.sigwait([signal.SIGTERM])
END
    store=$!
    until [[ -s $scratch/address ]] || ! kill -0 "$store" 2>/dev/null; do sleep 0.1; done
    read -r endpoint access_key secret_key bucket <"$scratch/address"
}

expect() { # WHAT COMMAND...
    if "${@:2}" >"$scratch/said" 2>&1; then
        say "  $1: $(tail -n 1 "$scratch/said")"
    else
        tail -n 20 "$scratch/said" >&2
        complain "$1 failed"
        return 1
    fi
}
