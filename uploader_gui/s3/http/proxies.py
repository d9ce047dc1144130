"""The proxy that the environment or the system's settings name for a host, if any."""

import ipaddress
import re
from urllib.parse import urlsplit
from urllib.request import getproxies, getproxies_environment, proxy_bypass

from urllib3.util.url import Url, parse_url

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

_DEFAULT_PORTS = {"http": 80, "https": 443}
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def system_proxy(endpoint: str) -> Url | None:
    """The proxy for the store at ``endpoint`` (a URL); never one for this machine itself.

    Raises BadSettingsError for a proxy of a kind that is not spoken.
    """
    url = urlsplit(endpoint)
    host = (url.hostname or "").rstrip(".")
    port = url.port or _DEFAULT_PORTS.get(url.scheme, 0)
    excepted = getproxies_environment().get("no", "")
    if is_this_machine(host) or is_excepted(host, port, excepted) or proxy_bypass(host):
        return None
    named = getproxies()
    address = named.get(url.scheme) or named.get("all")
    if not address:
        return None
    proxy = parse_url(address if "://" in address else f"http://{address}")
    if proxy.scheme not in {"http", "https"} or not proxy.host:
        raise BadSettingsError(message(MessageCode.PROXY_UNUSABLE, address=address))
    return proxy


def is_this_machine(host: str) -> bool:
    """Say whether a host name or address is this machine's own."""
    ip = _ip(host)
    return ip.is_loopback if ip is not None else host == "localhost" or host.endswith(".localhost")


def is_excepted(host: str, port: int, no_proxy: str) -> bool:
    """Say whether ``no_proxy`` excepts a host: names, ``.suffix``, ``*.suffix``, addresses, ranges (``10.0.0.0/8``),
    each with ``:port`` if need be, or ``*``; as curl, Go and requests together understand it.
    """
    return any(_matches(entry, host.lower(), port) for entry in re.split(r"[,\s]+", no_proxy) if entry)


def _matches(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    ip = _ip(host)
    if "/" in entry:
        return ip is not None and _is_in(ip, entry)
    pattern, only_port = _without_port(entry.lower())
    if only_port not in {"", str(port)}:
        return False
    if ip is not None:
        return ip == _ip(pattern)
    suffix = pattern.removeprefix("*").strip(".")
    return bool(suffix) and (host == suffix or host.endswith(f".{suffix}"))


def _without_port(entry: str) -> tuple[str, str]:
    """An entry's host without brackets, and its port, "" for any."""
    if _ip(entry) is not None:  # the colons of an IPv6 address are none before a port
        return entry, ""
    host, colon, port = entry.rpartition(":")
    return (host, port) if colon and port.isdecimal() else (entry, "")


def _is_in(ip: _Ip, entry: str) -> bool:
    try:
        return ip in ipaddress.ip_network(entry.replace("[", "").replace("]", ""), strict=False)
    except ValueError:
        return False


def _ip(host: str) -> _Ip | None:
    """The address that a text is, in brackets or not; what is IPv4 inside IPv6 is IPv4."""
    try:
        ip = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    return (ip.ipv4_mapped or ip) if isinstance(ip, ipaddress.IPv6Address) else ip
