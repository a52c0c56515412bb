"""A web site that wishes the user ill: an empty page at every address, over http and over https."""

import datetime as dt
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "site.test"
PAGE = "<!doctype html><title>Hostile</title><link rel=icon href=data:,><body></body>"


@dataclass(frozen=True)
class HostileSite:
    """Where it listens on loopback; the browsers are told that its name leads there."""

    http_port: int
    https_port: int

    @property
    def http(self) -> str:
        """Its address without encryption."""
        return f"http://{NAME}:{self.http_port}"

    @property
    def https(self) -> str:
        """Its address with a certificate that nobody has signed."""
        return f"https://{NAME}:{self.https_port}"


@asynccontextmanager
async def hostile_site(folder: Path) -> AsyncIterator[HostileSite]:
    """Serve it until the block ends."""
    application = web.Application()
    application.router.add_route("*", "/{any:.*}", _page)
    runner = web.AppRunner(application, handle_signals=False, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=_certified(folder)).start()
        yield HostileSite(*(address[1] for address in runner.addresses))
    finally:
        await runner.cleanup()


async def _page(_request: web.Request) -> web.Response:
    return web.Response(text=PAGE, content_type="text/html")


def _certified(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=7))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "site.pem"
    file.write_bytes(private + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
