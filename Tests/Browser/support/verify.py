"""`POST /v1/codes/verify` as a back end calls it, over a connection that stays open."""

import http.client
import json
import urllib.parse


class Verifier:
    """One back end's connection to one server."""

    def __init__(self, address, key, timeout=30):
        target = urllib.parse.urlsplit(address)
        self.connection = http.client.HTTPConnection(target.hostname, target.port, timeout=timeout)
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def send(self, username, code):
        """Sends the question and does not wait for the answer."""
        body = json.dumps({"username": username, "code": code}).encode()
        self.connection.request("POST", "/v1/codes/verify", body, self.headers)

    def receive(self):
        """The answer to the last question: status, headers, document."""
        answer = self.connection.getresponse()
        body = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, json.loads(body or b"{}")

    def ask(self, username, code):
        """One question and its answer."""
        self.send(username, code)
        return self.receive()

    def close(self):
        self.connection.close()


def accepted(answer):
    """Whether the code was right and is spent now."""
    status, _, document = answer
    return status == 200 and document.get("accepted") is True


def make_key(server, name):
    """A new API key of that name."""
    return json.loads(server.command("api-key", "add", name, "--json"))["key"]
