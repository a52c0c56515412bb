"""Whose an IP address is: the internet's, a private network's, or nobody's to ask for. No name is looked up.

The ranges are those of IANA's special-purpose address registries (RFC 6890) and of the RFCs named below. They
are written out because `ipaddress` judges some of them differently from one Python to the next.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from pydantic import BaseModel, ConfigDict

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


class Reach(StrEnum):
    """What may happen with an address that a client's link leads to."""

    GLOBAL = "global"
    """It is the internet's."""
    PRIVATE = "private"
    """It may be something in the user's own network: only with a word of theirs."""
    NEVER = "never"
    """This computer, its link, a cloud's metadata, a group, or nobody."""


class Exceptions(BaseModel):
    """What the user has allowed beyond the internet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    networks: tuple[str, ...] = ()
    """Addresses and networks ("192.168.1.20", "198.18.0.0/15"); what is never allowed they do not lift."""
    loopback: bool = False
    """For local sites of tests: this computer's loopback addresses count as the internet."""


NOTHING = Exceptions()

_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
_METADATA = frozenset(
    # Services that clouds offer to their machines, where they are not link-local.
    map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"))
)
_PRIVATE = tuple(
    map(
        ip_network,
        (
            *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),  # RFC 1918
            "100.64.0.0/10",  # carriers, RFC 6598; some VPNs too
            "198.18.0.0/15",  # benchmarks, RFC 2544; where VPNs put the addresses that they make up
            "240.0.0.0/4",  # reserved, RFC 1112; the same
            *("fc00::/7", "fec0::/10"),  # RFC 4193, and the site-local ones before it (RFC 3879)
        ),
    )
)
_NEVER = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # "this network", which a socket takes for this computer
            "169.254.0.0/16",
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # documentation, RFC 5737
            "192.88.99.0/24",  # relays of 6to4, given up by RFC 7526
            "192.31.196.0/24",  # AS112, as 192.175.48.0/24
            "192.175.48.0/24",
            "224.0.0.0/4",
            "255.255.255.255/32",
            "64:ff9b:1::/48",  # translation whose form is up to the network, RFC 8215
            "100::/64",  # discard only, RFC 6666
            "2001::/23",  # protocol assignments; Teredo in it is looked at before
            *("2001:db8::/32", "3fff::/20"),  # documentation, RFC 3849 and RFC 9637
            "2620:4f:8000::/48",  # AS112
            "5f00::/16",  # segment routing, RFC 9602
            "fe80::/10",
            "ff00::/8",
        ),
    )
)
_UNICAST = IPv6Network("2000::/3")
"""All that is given out of IPv6 so far."""

_LAST_32 = tuple(
    map(
        IPv6Network,
        (
            "::ffff:0:0/96",  # mapped, RFC 4291
            "::ffff:0:0:0/96",  # translated, RFC 2765
            "64:ff9b::/96",  # NAT64, RFC 6052
            "::/96",  # compatible, given up by RFC 4291
        ),
    )
)
"""Where an IPv4 address stands in the last 32 bits."""
_6TO4 = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
_WORST_FIRST = (Reach.NEVER, Reach.PRIVATE, Reach.GLOBAL)


def reach_of(address: str, exceptions: Exceptions = NOTHING) -> Reach:
    """Judge an address as sockets name it ("192.0.2.1", "fe80::1%eth0"); what is none is `NEVER`.

    IPv6 addresses that hold IPv4 ones are judged by those as well.
    """
    try:
        return _reach(ip_address(address.partition("%")[0]), exceptions)
    except ValueError:
        return Reach.NEVER


def worst(reaches: Iterable[Reach]) -> Reach:
    """The one that decides when an answer holds several addresses; none at all is `NEVER`."""
    return min(reaches, key=_WORST_FIRST.index, default=Reach.NEVER)


def check_private_ranges(ranges: Iterable[str]) -> None:
    """See whether these can be `Exceptions.networks`.

    Raises:
        ValueError: with a sentence: one is no network, or holds more than what a word of the user can allow.
    """
    for text in ranges:
        try:
            network = ip_network(text)
        except ValueError:
            raise ValueError(f"“{text}” is no range of addresses: write it as in 198.18.0.0/15.") from None
        if not any(_holds(private, network) for private in _PRIVATE):
            raise ValueError(f"“{text}” is no private range, so it cannot be allowed.")


def _reach(address: Address, exceptions: Exceptions) -> Reach:
    if any(address in network for network in _LOOPBACK):
        return Reach.GLOBAL if exceptions.loopback else Reach.NEVER
    if isinstance(address, IPv6Address):
        held = [_reach(inner, exceptions) for inner in _held_by(address)]
        is_form = any(address in network for network in (*_LAST_32, _6TO4, _TEREDO))
        return worst(held if is_form else (*held, _plain_reach(address, exceptions)))
    return _plain_reach(address, exceptions)


def _plain_reach(address: Address, exceptions: Exceptions) -> Reach:
    if address in _METADATA or any(address in network for network in _NEVER):
        return Reach.NEVER
    if any(address in network for network in _PRIVATE):
        is_allowed = any(address in _network(allowed) for allowed in exceptions.networks)
        return Reach.GLOBAL if is_allowed else Reach.PRIVATE
    return Reach.GLOBAL if isinstance(address, IPv4Address) or address in _UNICAST else Reach.NEVER


def _held_by(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that it stands for."""
    bits = int(address)
    last = bits & 0xFFFF_FFFF
    if any(address in network for network in _LAST_32) or (bits >> 32) & 0xFFFF_FFFF in _ISATAP:
        yield IPv4Address(last)
    if address in _6TO4:
        yield IPv4Address((bits >> 80) & 0xFFFF_FFFF)
    if address in _TEREDO:
        yield IPv4Address((bits >> 64) & 0xFFFF_FFFF)  # the server
        yield IPv4Address(last ^ 0xFFFF_FFFF)  # the client


@cache
def _network(text: str) -> Network:
    return ip_network(text)


def _holds(outer: Network, inner: Network) -> bool:
    if isinstance(outer, IPv4Network):
        return isinstance(inner, IPv4Network) and inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and inner.subnet_of(outer)
