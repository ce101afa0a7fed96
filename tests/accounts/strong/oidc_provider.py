"""A small real OpenID Connect provider on loopback: discovery, keys, authorization and token endpoint. What a test changes
of it is an attribute."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

LEVEL = "http://ftn.ficora.fi/2017/loa2"
CODE = "131052-308T"  # the personal identity code that DVV shows as an example
CLIENT, SECRET = "raitti", "salainen/ +&"

RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def public(key: Any, kid: str, **more: str) -> dict[str, Any]:
    algorithm = ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else RSAAlgorithm
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig", **more}


class Provider:
    def __init__(self, base: str) -> None:
        self.base = base
        self.discovery: dict[str, Any] = {}  # over what is told of oneself
        self.keys: list[dict[str, Any]] = [public(RSA_KEY, "one"), public(EC_KEY, "two")]
        self.person: dict[str, Any] = {"sub": "s-1", "hetu": CODE, "kunta": "091", "acr": LEVEL}
        self.token: dict[str, Any] = {}  # over the claims of the ID token; ``None`` leaves one out
        self.userinfo: dict[str, Any] = {}
        self.alg, self.kid, self.key = "RS256", "one", RSA_KEY
        self.down: set[str] = set()  # endpoints that answer 503
        self.error = ""  # what the authorization endpoint says instead of a code
        self.answer: dict[str, str] = {}  # beside the code
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.base,
            "authorization_endpoint": f"{self.base}/authorize",
            "token_endpoint": f"{self.base}/token",
            "jwks_uri": f"{self.base}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            **self.discovery,
        }

    def authorize(self, query: dict[str, str]) -> str:
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        found = {"state": query["state"], "iss": self.base, **self.answer}
        if self.error:
            return f"{query['redirect_uri']}?{urlencode({**found, 'error': self.error})}"
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({**found, 'code': code})}"

    def exchange(self, form: dict[str, str], client: tuple[str, str]) -> tuple[int, dict[str, Any]]:
        if client != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        query = self.codes.pop(form.get("code", ""), None)
        if query is None or form["redirect_uri"] != query["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != query["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "luku", "token_type": "Bearer", "id_token": self.signed(query["nonce"])}

    def signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.base, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        claims = {name: value for name, value in {**claims, **self.token}.items() if value is not None}
        return jwt.encode(claims, self.key, algorithm=self.alg, headers={"kid": self.kid} if self.kid else None)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        provider, url = self._provider(), urlsplit(self.path)
        if url.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", provider.authorize(dict(parse_qsl(url.query))))
            self.end_headers()
        elif url.path == "/.well-known/openid-configuration":
            self._json(200, provider.about())
        elif url.path == "/keys":
            self._json(200, {"keys": provider.keys})
        elif url.path == "/userinfo" and self.headers["Authorization"] == "Bearer luku":
            self._json(200, provider.userinfo)
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        basic = self.headers.get("Authorization", "").removeprefix("Basic ")
        name, _colon, secret = base64.b64decode(basic).decode().partition(":")
        client = (
            (unquote(name), unquote(secret)) if basic else (form.get("client_id", ""), form.get("client_secret", ""))
        )
        self._json(*self._provider().exchange(form, client))

    def _provider(self) -> Provider:
        provider: Provider = self.server.provider
        provider.asked.append(urlsplit(self.path).path)
        return provider

    def _json(self, status: int, found: Any) -> None:
        if urlsplit(self.path).path in self.server.provider.down:
            status = 503
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
