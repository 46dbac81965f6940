"""People who can be computed from their number: names, secrets, and codes."""

import base64
import hashlib
import hmac
import json
import struct
import time

STEP = 30  # seconds
PASSWORD = "conversations-everybody"
# Argon2id of PASSWORD as the program makes it: m=19456, t=2, p=1.
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$d2bpSboJD1gnCrYH62OfHA$SVkJx6sGsfqSvIUtiA0GDJX8/9CPNuGZcSB0ZW0Rh4g"


def username(number):
    return f"person-{number:07d}"


def secret(number):
    """160 bits of one's authenticator."""
    return hashlib.sha1(b"countersign benchmark %d" % number).digest()


def code(number, step):
    """The six digits of a time step (RFC 6238, RFC 4226 section 5.3)."""
    tag = hmac.digest(secret(number), struct.pack(">Q", step), "sha1")
    offset = tag[19] & 15
    return f"{(int.from_bytes(tag[offset:offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def wrong_code(number, step):
    """Six digits that are not the code of that step."""
    return f"{(int(code(number, step)) + 500_000) % 1_000_000:06d}"


def step_now():
    """The number of the present time step."""
    return int(time.time()) // STEP


def seconds_left():
    """How long the present time step lasts."""
    return STEP - time.time() % STEP


def line(number, has_authenticator=True):
    """One line for `user import`."""
    values = {
        "username": username(number),
        "displayName": f"Person {number}",
        "email": f"{username(number)}@example.com",
        "passwordHash": PASSWORD_HASH,
    }
    if has_authenticator:
        encoded = base64.b32encode(secret(number)).decode()
        values["otpauth"] = f"otpauth://totp/Benchmark:{username(number)}?secret={encoded}&issuer=Benchmark"
    return json.dumps(values)
