"""What clients were told, request by request, while things failed."""

import threading
import time
from collections import Counter
from typing import NamedTuple

SLOWEST_ALLOWED = 10.0  # seconds: longer than any deadline of the server


class Request(NamedTuple):
    """One request, from the client's point of view."""

    began: float  # monotonic seconds
    took: float  # seconds
    server: int  # number of the server that was asked
    kind: str  # "verify" or "page"
    outcome: str  # "ok", "unavailable" (503 with Retry-After) or "broken" (the connection)


class Ledger:
    """Written by all clients at once."""

    def __init__(self):
        self._lock = threading.Lock()
        self.requests = []
        self.violations = []
        # (username, step): how often that code was answered with "accepted".
        self.accepted = Counter()
        # Names of devices: submitted, and acknowledged as registered.
        self.submitted, self.registered = set(), set()

    def note(self, began, server, kind, status, headers):
        """Counts an answer, or with `status` None a broken connection; returns its outcome."""
        took = time.monotonic() - began
        wrong = None
        if status is None:
            outcome = "broken"
        elif status == 503:
            outcome = "unavailable"
            if not headers.get("retry-after", "").isdigit():
                wrong = f"{kind}: 503 without Retry-After"
        else:
            outcome = "ok"
            if status >= 500:
                wrong = f"{kind}: status {status}"
        if took > SLOWEST_ALLOWED:
            wrong = f"{kind}: {outcome} after {took:.1f} s"
        with self._lock:
            self.requests.append(Request(began, took, server, kind, outcome))
            if wrong:
                self.violations.append(wrong)
        return outcome

    def accept(self, username, step):
        """The code of that step was acknowledged as right."""
        with self._lock:
            self.accepted[username, step] += 1

    def submit(self, name):
        """The last form of that device's registration is on its way."""
        with self._lock:
            self.submitted.add(name)

    def register(self, name):
        """That device was acknowledged as registered."""
        with self._lock:
            self.registered.add(name)

    def violate(self, sentence):
        """Something happened that must not."""
        with self._lock:
            self.violations.append(sentence)

    def since(self, moment):
        """The requests that began at `moment` or later."""
        with self._lock:
            return [request for request in self.requests if request.began >= moment]

    def first_ok(self, moment, server=None, kind=None):
        """When the first good answer to a request begun after `moment` was there; None: not yet."""
        ends = [
            request.began + request.took for request in self.since(moment)
            if request.outcome == "ok" and server in (None, request.server) and kind in (None, request.kind)
        ]
        return min(ends, default=None)
