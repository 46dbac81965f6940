#!/usr/bin/env python3
"""Writes Tests/Vectors/pairing.json and approval.json, the test vectors of docs/protocol.md.

This is a second implementation of the protocol, written from the document and not from the Swift code, on the
package "cryptography" from PyPI. Everything is derived from fixed labels, so the files never change by themselves.

    scripts/pairing-vectors.py            writes the files
    scripts/pairing-vectors.py --check    exits 1 when a file differs from what would be written
"""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import sys
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Vectors" / "pairing.json"
APPROVALS = VECTORS.with_name("approval.json")
LABEL = b"countersign/pairing/v1"
APPROVAL_LABEL = b"countersign/approval/v1"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PRIME = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
TIMES = [0, 59, 1111111109, 1234567890, 1792972800, 20000000000]


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def private_key(label):
    number = int.from_bytes(hashlib.sha256(b"countersign test key " + label.encode()).digest(), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


def private_bytes(key):
    return key.private_numbers().private_value.to_bytes(32, "big")


def compressed(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def thumbprint(label):
    """The jkt of a DPoP key (RFC 7638 section 3.2)."""
    numbers = private_key(label).public_key().public_numbers()
    x, y = (base64url(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    jwk = '{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}' % (x, y)
    return base64url(hashlib.sha256(jwk.encode()).digest())


def totp(key, time):
    """RFC 6238 with HMAC-SHA-256, six digits and 30 seconds."""
    mac = hmac.new(key, (time // 30).to_bytes(8, "big"), hashlib.sha256).digest()
    offset = mac[-1] & 15
    return "%06d" % ((int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF) % 1_000_000)


def vector(name, *, ticket, server, phone, origin, user, device, dpop):
    server_key, phone_key = private_key(server), private_key(phone)
    fields = [
        origin.encode(),
        user.encode(),
        device.encode(),
        compressed(server_key),
        compressed(phone_key),
        thumbprint(dpop).encode(),
    ]
    info = LABEL + b"".join(len(field).to_bytes(2, "big") + field for field in fields)
    shared = phone_key.exchange(ec.ECDH(), server_key.public_key())
    assert shared == server_key.exchange(ec.ECDH(), phone_key.public_key())
    salt = hashlib.sha256(ticket).digest()
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(shared)
    name_in_link = urllib.parse.quote(device, safe="-._~")
    return {
        "name": name,
        "ticket": ticket.hex(),
        "origin": origin,
        "user_id": user,
        "device_name": device,
        "server_private_key": private_bytes(server_key).hex(),
        "server_public_key": compressed(server_key).hex(),
        "phone_private_key": private_bytes(phone_key).hex(),
        "phone_public_key": compressed(phone_key).hex(),
        "dpop_thumbprint": thumbprint(dpop),
        "link": f"{origin}/app/#pair?t={base64url(ticket)}&k={base64url(compressed(server_key))}&n={name_in_link}",
        "info": info.hex(),
        "shared_secret": shared.hex(),
        "salt": salt.hex(),
        "key": key.hex(),
        "codes": [{"time": time, "counter": time // 30, "code": totp(key, time)} for time in TIMES],
    }


def invalid_public_keys():
    """Byte strings that every implementation must refuse, each with the reason."""
    good = private_key("server 1").public_key()
    x = good.public_numbers().x
    off_curve = next(
        n for n in range(1, 100) if pow(n**3 - 3 * n + B, (PRIME - 1) // 2, PRIME) == PRIME - 1
    )
    long_form = good.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    short_form = good.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return [
        {"reason": "empty", "bytes": ""},
        {"reason": "point at infinity", "bytes": "00"},
        {"reason": "cut off", "bytes": short_form[:-1].hex()},
        {"reason": "one byte too long", "bytes": (short_form + b"\0").hex()},
        {"reason": "uncompressed form", "bytes": long_form.hex()},
        {"reason": "unknown form", "bytes": (b"\x04" + x.to_bytes(32, "big")).hex()},
        {"reason": "x is the field's prime", "bytes": (b"\x02" + PRIME.to_bytes(32, "big")).hex()},
        {"reason": "x is over the field's prime", "bytes": (b"\x03" + b"\xff" * 32).hex()},
        {"reason": "no such point on the curve", "bytes": (b"\x02" + off_curve.to_bytes(32, "big")).hex()},
    ]


def document():
    base = {
        "ticket": bytes(range(16)),
        "server": "server 1",
        "phone": "phone 1",
        "origin": "https://login.example.com",
        "user": "0197f3a2-6c1e-7d43-9b58-2f0c1d4e5a6b",
        "device": "Maria's Pixel 8",
        "dpop": "dpop 1",
    }
    curly = "Zoë\u2019s \U0001f4f1 & 100 % = #1"
    changes = {
        "ticket": {"ticket": bytes(range(1, 17))},
        "origin": {"origin": "https://login.example.org"},
        "user_id": {"user": "0197f3a2-6c1e-7d43-9b58-2f0c1d4e5a6c"},
        "device_name": {"device": "Maria's pixel 8"},
        "server_key": {"server": "server 2"},
        "phone_key": {"phone": "phone 2"},
        "dpop_thumbprint": {"dpop": "dpop 2"},
    }
    return {
        "about": "Test vectors of docs/protocol.md, written by scripts/pairing-vectors.py. Byte strings are in "
        "hexadecimal, times in seconds since 1970. Every vector of `changed` differs from the first of `vectors` in "
        "the one input that it names.",
        "vectors": [
            vector("plain", **base),
            vector(
                "other scripts and a port",
                ticket=hashlib.sha256(b"countersign test ticket").digest()[:16],
                server="server 3",
                phone="phone 3",
                origin="http://localhost:8080",
                user="maria",
                device=curly,
                dpop="dpop 3",
            ),
            vector(
                "longest name",
                ticket=b"\xff" * 16,
                server="server 4",
                phone="phone 4",
                origin="https://xn--bcher-kva.example:8443",
                user="u",
                device="\U0001f511" * 64,
                dpop="dpop 4",
            ),
        ],
        "changed": [vector(name, **{**base, **change}) for name, change in changes.items()],
        "invalid_public_keys": invalid_public_keys(),
    }


def approval(key, identifier, new_thumbprint, number):
    """What an old phone with this pairing key confirms about a new one (section 12)."""
    parts = (identifier.encode(), new_thumbprint.encode(), number.encode())
    message = APPROVAL_LABEL + b"".join(len(part).to_bytes(2, "big") + part for part in parts)
    return {
        "key": key.hex(), "approval_id": identifier, "dpop_thumbprint": new_thumbprint, "number": number,
        "message": message.hex(), "confirmation": base64url(hmac.new(key, message, hashlib.sha256).digest()),
    }


def approvals():
    """Confirmations: each differs from the first in one input."""
    key = bytes.fromhex(document()["vectors"][0]["key"])
    identifier, new_thumbprint = "q2X8cZ1mTn6vR0yLwKpE3A", thumbprint("new phone")
    return {
        "vectors": [
            approval(key, identifier, new_thumbprint, "42"),
            approval(key, identifier, new_thumbprint, "24"),
            approval(key, identifier, thumbprint("another phone"), "42"),
            approval(key, "q2X8cZ1mTn6vR0yLwKpE3B", new_thumbprint, "42"),
            approval(hashlib.sha256(key).digest(), identifier, new_thumbprint, "42"),
        ]
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    for path, content in ((VECTORS, document()), (APPROVALS, approvals())):
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path} differs from what scripts/pairing-vectors.py writes")


if __name__ == "__main__":
    main()
