"""One person's portal session over plain HTTP: forms, cookies, and the tokens against forged requests."""

import html
import http.client
import re
import time
import urllib.parse

from measure import people


class Portal:
    """Keeps one connection open, and the cookies."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("localhost", port, timeout=30)
        self.cookies = {}
        self.csrf = ""
        self.location = None
        # The page that the last form led to.
        self.page = ""

    def cookie_header(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def form(self, **fields):
        return urllib.parse.urlencode({"csrf": self.csrf, **fields})

    def _exchange(self, method, path, body=None):
        headers = {"Cookie": self.cookie_header()}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if found := re.search(r'name="csrf" value="([^"]+)"', text):
            self.csrf = html.unescape(found[1])
        self.location = answer.headers.get("Location")
        return answer.status, text

    def get(self, path):
        status, text = self._exchange("GET", path)
        if status not in (200, 303):
            raise RuntimeError(f"GET {path}: {status}")
        return text

    def post(self, path, **fields):
        """Submits a form and goes where the answer leads."""
        status, text = self._exchange("POST", path, self.form(**fields))
        if status != 303:
            raise RuntimeError(f"POST {path}: {status} {text[-400:]}")
        place = self.location
        self.page = self.get(place)
        return place

    def sign_in(self, username):
        """Password only; whoever has a factor is asked for a code next."""
        self.get("/sign-in")
        return self.post("/sign-in", username=username, password=people.PASSWORD)

    def prove(self, number, step):
        """The code of one's authenticator."""
        return self.post("/sign-in/code", code=people.code(number, step))

    def time_get(self, path):
        """Milliseconds that a page takes."""
        begin = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - begin) * 1000
