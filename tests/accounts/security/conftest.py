"""A key in software: what a phone does with WebAuthn, and an app that counts codes."""

from __future__ import annotations

import hashlib
import json
import struct
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

from accounts.models import User
from tests.accounts.conftest import Visitor

UP, UV, AT = 0x01, 0x04, 0x40  # flags of authenticator data: present, verified, with a credential


class Phone:
    """A device with one passkey. ``host`` and ``origin`` are what its browser believes to be at."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin, self.host = origin, origin.partition("//")[2].partition(":")[0]
        self.key, self.id, self.handle = (
            ec.generate_private_key(ec.SECP256R1()),
            hashlib.sha256(origin.encode()).digest(),
            b"",
        )

    def create(self, options: dict[str, Any], *, verified: bool = True) -> str:
        self.handle = websafe_decode(options["publicKey"]["user"]["id"])
        key = dict(ES256.from_cryptography_key(self.key.public_key()))
        credential = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(key)
        data = self._data(AT | (UV if verified else 0)) + credential
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def get(self, options: dict[str, Any], *, verified: bool = True, **changed: Any) -> str:
        data, client = self._data(UV if verified else 0), self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature, "userHandle": self.handle}
        return self._answer(**{**parts, **changed})

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([UP | flags]) + bytes(4)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, **response: bytes) -> str:
        name = websafe_encode(self.id)
        encoded = {key: websafe_encode(value) for key, value in response.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": encoded, "clientExtensionResults": {}}
        )


def code_now(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


class Person:
    """A visitor who keeps a phone."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.phone = visitor, Phone(f"http://{visitor.host}")

    def options(self, purpose: str) -> Any:
        with_prefix = self.visitor.address("accounts:mine")
        return self.visitor.get(f"{with_prefix}passkeys/{purpose}/").json()

    def add_passkey(self, name: str = "Puhelimeni", **data: str) -> Any:
        credential = self.phone.create(self.options("add"))
        return self.visitor.post(
            self.visitor.address("accounts:add_passkey"), {"credential": credential, "name": name, **data}
        )

    def sign_in_with_passkey(self, **data: str) -> Any:
        credential = self.phone.get(self.options("sign-in"))
        return self.visitor.post(self.visitor.address("accounts:passkey_sign_in"), {"credential": credential, **data})


@pytest.fixture
def person(visitor: Visitor, ritva: User) -> Person:
    """Signed in with a code a moment ago."""
    visitor.sign_in(ritva.email)
    return Person(visitor)
