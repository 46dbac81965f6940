"""Many people with an authenticator app, imported in seconds: all have one password hash, each a secret."""

import base64
import hashlib
import json
import secrets
from typing import NamedTuple

from support import otp
from support.people import Person

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

    def code_of(self, counter):
        """The digits of the step with that number since 1970."""
        return otp.code_of(otp.secret_bytes(self.secret), counter, hashlib.sha1)


def import_holders(server, folder, count, prefix="holder"):
    """Adds `count` people by `user import` of `server`; the file is left in `folder`."""
    holders = [
        Holder(f"{prefix}{number}", base64.b32encode(secrets.token_bytes(20)).decode()) for number in range(count)
    ]
    _import(server, folder / f"{prefix}.jsonl", [{
        "username": one.username,
        "passwordHash": PASSWORD_HASH,
        "otpauth": f"otpauth://totp/Countersign:{one.username}?secret={one.secret}&issuer=Countersign",
    } for one in holders])
    return holders


def import_newcomers(server, folder, count, prefix="newcomer"):
    """Adds `count` people with the password and nothing else."""
    people = [Person(f"{prefix}{number}", PASSWORD) for number in range(count)]
    _import(server, folder / f"{prefix}.jsonl", [
        {"username": one.username, "passwordHash": PASSWORD_HASH} for one in people
    ])
    return people


def _import(server, file, lines):
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    server.command("user", "import", str(file))
