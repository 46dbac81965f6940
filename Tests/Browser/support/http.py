"""Plain HTTP requests, without a browser and without following redirects."""

import http.client
import json
import urllib.parse
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)


def send(origin, method, path, body=None, headers=None, timeout=30):
    """One request on a connection of its own. Header names in the answer are lower case; repeated ones are joined."""
    address = urllib.parse.urlsplit(origin)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=timeout)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        found = {}
        for name, value in answer.getheaders():
            name = name.lower()
            found[name] = f"{found[name]}\n{value}" if name in found else value
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def form(fields):
    """A body and its header, from a mapping or from pairs."""
    return (
        urllib.parse.urlencode(fields).encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
