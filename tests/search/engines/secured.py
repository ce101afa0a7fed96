"""What stands before a real node where nobody may ask without a key: TLS with a certificate of an authority of our own.

The packages of Maven Central hold no X-Pack, which does this in a cluster from the archive; for the client library there
is no difference."""

from __future__ import annotations

import datetime
import http.client
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

KEY = "bm9uZTpvZi10aGlzLWlzLXNlY3JldA=="  # «encoded» as Elasticsearch gives it
REFUSED = b'{"error": {"type": "security_exception", "reason": "unable to authenticate"}, "status": 401}'


@dataclass
class Authority:
    """Signs the certificate of a server on loopback. ``folder`` gets ca.crt, server.crt and server.key."""

    folder: Path
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Authority {self.folder.name}")])
        signed = self._signed(own, own, self._key, [(x509.BasicConstraints(ca=True, path_length=0), True)])
        self._write("ca.crt", signed)
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        server = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "es.example")])
        self._write("server.crt", self._signed(server, own, key, [(names, False)]))
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (self.folder / "server.key").write_bytes(text)

    @property
    def certificate(self) -> str:
        return str(self.folder / "ca.crt")

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.crt", self.folder / "server.key")
        return context

    def _signed(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        extensions: list[tuple[x509.ExtensionType, bool]],
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        made = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
        )
        for extension, critical in extensions:
            made = made.add_extension(extension, critical)
        return made.sign(self._key, hashes.SHA256())

    def _write(self, name: str, certificate: x509.Certificate) -> None:
        (self.folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


@dataclass
class Door:
    """``asked``: the paths of what was let through."""

    address: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def door(authority: Authority, port: int) -> Iterator[Door]:
    """An address of TLS that lets through to a node on loopback who has the key."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Authorization") != f"ApiKey {KEY}":
                self._answer(401, REFUSED, {"Content-Type": "application/json"})
                return
            opened.asked.append(self.path)
            node = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            kept = {name: value for name, value in self.headers.items() if name.lower() in ("content-type", "accept")}
            node.request(self.command, self.path, body or None, kept)
            answer = node.getresponse()
            self._answer(answer.status, answer.read(), {"Content-Type": answer.headers.get("Content-Type", "")})
            node.close()

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST  # noqa: N815

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "X-Elastic-Product": "Elasticsearch"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_arguments: object) -> None:
            """Who does not trust the certificate hangs up."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = authority.context().wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    opened = Door(f"https://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield opened
    finally:
        server.shutdown()
        server.server_close()
