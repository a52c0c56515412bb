"""Which addresses a client may be led to: the ranges, and the IPv6 forms that hold IPv4 ones."""

from ipaddress import ip_address

import pytest

from mediadl.domain.addresses import Exceptions, Reach, check_private_ranges, reach_of, worst

G, P, N = Reach.GLOBAL, Reach.PRIVATE, Reach.NEVER

ADDRESSES = [
    ("93.184.216.34", G),
    ("1.1.1.1", G),
    ("9.255.255.255", G),
    ("10.0.0.0", P),
    ("10.255.255.255", P),
    ("11.0.0.0", G),
    ("172.15.255.255", G),
    ("172.16.0.1", P),
    ("172.31.255.255", P),
    ("172.32.0.0", G),
    ("192.168.0.1", P),
    ("192.169.0.0", G),
    ("100.63.255.255", G),
    ("100.64.0.1", P),
    ("100.127.255.255", P),
    ("100.128.0.0", G),
    ("198.18.0.7", P),
    ("240.0.0.1", P),
    ("0.0.0.0", N),
    ("0.1.2.3", N),
    ("127.0.0.1", N),
    ("127.255.255.254", N),
    ("169.254.169.254", N),
    ("100.100.100.200", N),
    ("168.63.129.16", N),
    ("192.0.0.1", N),
    ("192.0.0.192", N),
    ("192.0.2.1", N),
    ("198.51.100.1", N),
    ("203.0.113.1", N),
    ("192.88.99.1", N),
    ("224.0.0.251", N),
    ("239.255.255.250", N),
    ("255.255.255.255", N),
    ("2606:4700::1111", G),
    ("2a00:1450:4001::1", G),
    ("::", N),
    ("::1", N),
    ("fe80::1", N),
    ("fe80::1%eth0", N),
    ("fc00::1", P),
    ("fd12:3456::1", P),
    ("fd00:ec2::254", N),
    ("fec0::1", P),
    ("ff02::1", N),
    ("100::1", N),
    ("2001:db8::1", N),
    ("3fff::1", N),
    ("5f00::1", N),
    ("2001:20::1", N),
    ("4000::1", N),
    ("64:ff9b:1::1", N),
    ("::ffff:93.184.216.34", G),
    ("::ffff:127.0.0.1", N),
    ("::ffff:10.0.0.1", P),
    ("::ffff:169.254.169.254", N),
    ("::ffff:0:127.0.0.1", N),
    ("::ffff:0:8.8.8.8", G),
    ("64:ff9b::8.8.8.8", G),
    ("64:ff9b::127.0.0.1", N),
    ("64:ff9b::192.168.0.1", P),
    ("::127.0.0.1", N),
    ("::8.8.8.8", G),
    ("2002:7f00:1::1", N),
    ("2002:c0a8:101::1", P),
    ("2002:808:808::1", G),
    ("2001:0:808:808::f7f7:f7f7", G),
    ("2001:0:7f00:1::f7f7:f7f7", N),
    ("2001:0:808:808::80ff:fffe", N),
    ("2606:4700::5efe:127.0.0.1", N),
    ("2606:4700::200:5efe:10.0.0.1", P),
    ("fe80::5efe:8.8.8.8", N),
    ("localhost", N),
    ("127.1", N),
    ("0x7f000001", N),
    ("2130706433", N),
    ("0177.0.0.1", N),
    ("", N),
]


@pytest.mark.parametrize(("address", "reach"), ADDRESSES)
def test_the_reach_of_an_address(address: str, reach: Reach) -> None:
    assert reach_of(address) is reach


def test_what_counts_as_the_internet_does_so_for_python_too() -> None:
    plain = [
        address for address, reach in ADDRESSES if reach is G and not address.startswith(("::", "64", "200"))
    ]
    assert plain
    assert all(ip_address(address).is_global for address in plain)


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("192.168.1.20", G),
        ("::ffff:192.168.1.20", G),
        ("192.168.1.21", P),
        ("198.19.255.255", G),
        ("fc00::7", G),
        ("fd00::7", P),
        ("127.0.0.1", N),
        ("169.254.169.254", N),
        ("100.100.100.200", N),
    ],
)
def test_exceptions_lift_what_is_private_and_nothing_else(address: str, reach: Reach) -> None:
    ranges = ("192.168.1.20", "198.18.0.0/15", "fc00::/18", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10")
    assert reach_of(address, Exceptions(networks=ranges)) is reach


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_the_switch_for_tests_opens_loopback(address: str) -> None:
    assert reach_of(address, Exceptions(loopback=True)) is G


@pytest.mark.parametrize("address", ["0.0.0.0", "10.0.0.1", "169.254.1.1", "::", "fe80::1"])
def test_the_switch_for_tests_opens_nothing_but_loopback(address: str) -> None:
    assert reach_of(address, Exceptions(loopback=True)) is reach_of(address) is not G


def test_the_worst_of_several_addresses_decides() -> None:
    assert worst([G, P, N]) is N
    assert worst([G, P]) is P
    assert worst([G]) is G
    assert worst([]) is N


def test_private_ranges_can_be_allowed() -> None:
    check_private_ranges(["198.18.0.0/15", "192.168.1.20", "fc00::/18", "240.0.0.0/8"])


@pytest.mark.parametrize(
    "text", ["0.0.0.0/0", "127.0.0.0/8", "8.8.8.0/24", "::/0", "fc00::/6", "169.254.0.0/16"]
)
def test_ranges_of_others_cannot_be_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="no private range"):
        check_private_ranges(["10.0.0.0/8", text])


@pytest.mark.parametrize("text", ["", "nas.local", "10.0.0.1/8", "10.0.0.0/33"])
def test_what_is_no_range_says_how_one_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="write it as"):
        check_private_ranges([text])
