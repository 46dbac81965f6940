"""The portal without a browser: forms, cookies and tokens over plain HTTP."""

import html
import re

from support import http, otp
from support.virtual_phone import VirtualPhone


class HTTPPortal:
    """One person's session. `send` is how requests are sent, for those that go to one of several servers."""

    def __init__(self, origin, send=http.send):
        self.origin = origin
        self.send = send
        self.cookies = {}
        self.csrf = ""

    def headers(self):
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, answer):
        for line in answer.headers.get("set-cookie", "").splitlines():
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if found := re.search(r'name="csrf" value="([^"]+)"', answer.text):
            self.csrf = found[1]
        return answer

    def get(self, path):
        return self._keep(self.send(self.origin, "GET", path, headers=self.headers()))

    def post(self, path, **fields):
        body, headers = http.form({"csrf": self.csrf, **fields})
        return self._keep(self.send(self.origin, "POST", path, body, {**headers, **self.headers()}))

    def sign_in(self, person):
        self.get("/sign-in")
        answer = self.post("/sign-in", username=person.username, password=person.password)
        assert answer.status == 303, answer.text
        self.get(answer.headers["location"])
        return self

    def begin(self, name):
        """Starts a registration; returns its path."""
        self.get("/profile/access/mobile/register")
        answer = self.post("/profile/access/mobile/register", device_name=name)
        assert answer.status == 303, answer.text
        return answer.headers["location"]

    def link(self, path):
        """The pairing link that a registration's page shows."""
        return html.unescape(re.search(r'href="([^"]+/app/#pair[^"]+)"', self.get(path).text)[1])

    def setup_code(self, path):
        return re.search(r'data-testid="setup-code">([^<]+)<', self.get(path).text)[1]

    def submit(self, path, code):
        return self.post(f"{path}/code", code=code)

    def register_authenticator(self, name):
        """Adds another authenticator app; returns its Base32 secret."""
        answer = self.post("/profile/access/authenticator/register", device_name=name)
        assert answer.status == 303, answer.text
        path = answer.headers["location"]
        secret = re.search(r'id="secret"[^>]*>([A-Z2-7]+)<', self.get(path).text)[1]
        answer = self.submit(path, otp.authenticator_code(secret, otp.BEFORE))
        assert answer.status == 303, answer.text
        self.get(answer.headers["location"])
        return secret


def register(origin, person, name, portal=None, send=http.send):
    """A whole registration without a browser; returns the portal's session and the phone with its session.

    It uses the code of the step before this one, so that the code of now is still good for something.
    """
    portal = portal or HTTPPortal(origin, send).sign_in(person)
    path = portal.begin(name)
    phone = VirtualPhone(origin, send=send)
    assert phone.sign_in(person).status == 403
    claimed = phone.claim(name, setup_code=portal.setup_code(path))
    assert claimed.status == 200, claimed.text
    answer = portal.submit(path, phone.code(otp.BEFORE))
    assert answer.status == 303, answer.text
    portal.get(answer.headers["location"])
    return portal, phone
