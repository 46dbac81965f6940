"""People with an e-mail address and an authenticator app, and how they sign in on the web."""

import base64
import json
import secrets
from typing import NamedTuple

from playwright.sync_api import expect

from support import otp

PASSWORD = "conversations-everybody"


class Member(NamedTuple):
    """Somebody with a password, an address and an authenticator app."""

    username: str
    password: str
    secret: str
    email: str

    def code(self, step=otp.NOW):
        """The six digits that the authenticator shows."""
        return otp.authenticator_code(self.secret, step)


def add(server, username="maria", role="person", **more):
    """Adds somebody; `more` are further fields of the import."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    member = Member(username, PASSWORD, secret, f"{username}@example.com")
    file = server.folder / f"{username}.jsonl"
    file.write_text(json.dumps({
        "username": username, "password": PASSWORD, "displayName": f"{username.capitalize()} Sample",
        "email": member.email,
        "otpauth": f"otpauth://totp/Countersign:{username}?secret={secret}&issuer=Countersign", **more,
    }) + "\n")
    server.command("user", "import", str(file))
    if role != "person":
        server.command("user", "role", username, role)
    return member


def sign_in(portal, member, step=otp.NOW):
    """Both steps, as far as the profile."""
    portal.sign_in(member)
    portal.type_code(member.code(step), "Sign in")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()
    return portal
