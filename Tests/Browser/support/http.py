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


def connect(origin, method, path, body=None, headers=None, timeout=30, address=None):
    """Sends a request on a connection of its own; whoever gets the connection reads the answer and closes it.

    With `address`, it goes to that server, as a proxy at `origin` would pass it on.
    """
    target = urllib.parse.urlsplit(address or origin)
    connection = http.client.HTTPConnection(target.hostname, target.port, timeout=timeout)
    headers = {"Host": urllib.parse.urlsplit(origin).netloc, **(headers or {})}
    try:
        connection.request(method, path, body=body, headers=headers)
    except OSError:
        connection.close()
        raise
    return connection


def send(origin, method, path, body=None, headers=None, timeout=30, address=None):
    """One request and its answer. Header names in the answer are lower case; repeated ones are joined."""
    connection = connect(origin, method, path, body, headers, timeout, address)
    try:
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
