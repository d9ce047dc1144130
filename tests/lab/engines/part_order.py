"""Whether parts are sent side by side or one after the other."""

from lab.engines.workbench import Workbench
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from uploader_gui.domain.job import NewJob
from uploader_gui.domain.plan import KIB


def share_of_the_first(bench: Workbench, proxy: FaultProxy, new: NewJob) -> float:
    """Send it in parts of 512 KiB: what the first of them took of the time in which the first four were taken.

    About a quarter if they go one after the other; side by side they end together. The upload stays unfinished until
    the proxy's rules are cleared.
    """
    key = new.destination.object_key
    proxy.on("complete", hold(), key=key)  # the store would refuse such small parts now
    bench.submit([bench.small_parts(new, 512 * KIB)])
    proxy.log.wait_for("complete", key=key, timeout=60)
    parts = proxy.log.entries("part", key=key)
    began_s = min(entry.arrived_at for entry in parts)
    first_s, _, _, fourth_s, *_ = sorted(entry.answered_at - began_s for entry in parts)
    return first_s / fourth_s
