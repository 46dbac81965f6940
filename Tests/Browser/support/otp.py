"""One-time codes (RFC 6238), written again so that the server is checked by another hand."""

import base64
import hashlib
import hmac
import time

STEP = 30  # seconds


# Steps that the server takes: the one before, this one, the next. Each must be later than the last one used.
BEFORE, NOW, NEXT = -1, 0, 1


def code(key, step=NOW, digest=hashlib.sha256):
    """Six digits of `key`. BEFORE waits near the end of a step, so that the code is still right when it arrives."""
    left = STEP - time.time() % STEP
    if step == BEFORE and left < 4:
        time.sleep(left)
    return code_of(key, int(time.time()) // STEP + step, digest)


def code_of(key, counter, digest=hashlib.sha256):
    """Six digits of `key` for the step with that number since 1970."""
    mac = hmac.new(key, counter.to_bytes(8, "big"), digest).digest()
    start = mac[-1] & 15
    number = int.from_bytes(mac[start:start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def authenticator_code(secret, step=NOW):
    """What other authenticator apps show: SHA-1, from the Base32 secret; spaces do not count."""
    return code(secret_bytes(secret), step, hashlib.sha1)


def secret_bytes(secret):
    """The bytes of a Base32 secret; spaces do not count."""
    text = secret.replace(" ", "").upper()
    return base64.b32decode(text + "=" * (-len(text) % 8))


def wrong(right):
    """A code that is right neither now nor in the neighbouring steps, most likely: one digit is changed."""
    return f"{(int(right) + 123_457) % 1_000_000:06d}"


def wait_for_next_step():
    """Waits until a new code is shown."""
    time.sleep(STEP - time.time() % STEP + 0.5)
