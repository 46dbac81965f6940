"""Many people with an authenticator app, imported in seconds: all have one password hash, each a secret."""

import base64
import json
import secrets
from typing import NamedTuple

from support import otp

PASSWORD = "conversations-everybody"
PASSWORD_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$d2bpSboJD1gnCrYH62OfHA$SVkJx6sGsfqSvIUtiA0GDJX8/9CPNuGZcSB0ZW0Rh4g"
)


class Holder(NamedTuple):
    """Somebody whose authenticator's secret is known."""

    username: str
    secret: str

    @property
    def password(self):
        return PASSWORD

    def code(self, step=otp.NOW):
        """The six digits that the authenticator shows."""
        return otp.authenticator_code(self.secret, step)


def import_holders(server, folder, count, prefix="holder"):
    """Adds `count` people by `user import` of `server`; the file is left in `folder`."""
    holders = [
        Holder(f"{prefix}{number}", base64.b32encode(secrets.token_bytes(20)).decode()) for number in range(count)
    ]
    file = folder / f"{prefix}.jsonl"
    file.write_text("".join(json.dumps({
        "username": one.username,
        "passwordHash": PASSWORD_HASH,
        "otpauth": f"otpauth://totp/Countersign:{one.username}?secret={one.secret}&issuer=Countersign",
    }) + "\n" for one in holders))
    server.command("user", "import", str(file))
    return holders
