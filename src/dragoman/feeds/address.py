"""Which addresses may be connected to. The address that is checked is the one that is connected to."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from dragoman.errors import RefusedError

# Beyond what Python counts as private: metadata services of clouds on public addresses, and IPv4 inside IPv6.
_CLOSED = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local or of a cloud's metadata."""
    found = _inner(ip_address(address.partition("%")[0]))
    return found.is_global and not found.is_multicast and not any(found in network for network in _CLOSED)


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address carries, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def connect(host: str, port: int, timeout: float, *, allow_private: bool) -> socket.socket:
    """A connection to the first address of a host that may be connected to and answers.

    Raises RefusedError where all its addresses are private, OSError where none answers.
    """
    tried: OSError | None = None
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not (allow_private or is_public(str(place[0]))):
            continue
        line = socket.socket(family, kind, protocol)
        line.settimeout(timeout)
        try:
            line.connect(place)
        except OSError as error:
            line.close()
            tried = error
            continue
        return line
    if tried is not None:
        raise tried
    raise RefusedError(f"{host} is a private address; --allow-private lets it be fetched")
