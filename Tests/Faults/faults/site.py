"""The servers under load, what they know at the start, and what must be true at the end."""

import base64
import secrets
import sqlite3
import time
from collections import Counter

from faults.ledger import Ledger
from support.authenticators import import_holders, import_newcomers
from support.postgres import Database
from support.replicas import Replica
from support.server import Server, free_port
from support.verify import make_key

HOLDERS = 2500  # people with an authenticator: each gives two codes at once
NEWCOMERS = 500  # people who register a phone
SETTINGS = {"signIn.freePasswordsPerAddress": 100000}


class Site:
    """Servers with people in their database, and the ledger of what clients were told."""

    def __init__(self, folder, servers, query):
        self.folder, self.servers, self.query = folder, servers, query
        self.origin = servers[0].origin
        self.ledger = Ledger()

    @classmethod
    def on_postgres(cls, folder, url, count=2):
        """Servers on the database at `url`; all have one key and one origin."""
        origin, key = f"http://localhost:{free_port()}", base64.b64encode(secrets.token_bytes(32)).decode()
        servers = []
        for number in range(count):
            inner = folder / f"server{number}"
            inner.mkdir()
            servers.append(Replica(inner, origin, url, key, SETTINGS))
        return cls(folder, servers, Database(url).query)

    @classmethod
    def on_sqlite(cls, folder, data):
        """One server with the embedded database in the folder `data`."""
        server = Embedded(folder, data)
        return cls(folder, [server], server.query)

    def __enter__(self):
        first = self.servers[0]
        self.holders = import_holders(first, self.folder, HOLDERS)
        self.people = import_newcomers(first, self.folder, NEWCOMERS)
        self.key = make_key(first, "load")
        for server in self.servers:
            server.launch()
        for server in self.servers:
            server.wait_until_ready()
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.stop()

    def wait_for(self, condition, seconds, what):
        """Waits until `condition()` gives something; returns it. Failing that, it is a violation and None."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := condition():
                return found
            time.sleep(0.02)
        self.ledger.violate(f"waited {seconds} s in vain: {what}")
        return None

    def check(self):
        """Compares database and audit log with what was acknowledged; what differs is a violation."""
        ledger = self.ledger
        for (username, step), times in ledger.accepted.items():
            if times > 1:
                ledger.violate(f"the code of {username} for step {step} was accepted {times} times")
        spent = {username: int(step) for username, step in self.query(
            "SELECT a.username, d.last_step FROM devices d JOIN accounts a ON a.id = d.account_id"
            " WHERE d.last_step IS NOT NULL"
        )}
        lost = [entry for entry in ledger.accepted if spent.get(entry[0], 0) < entry[1]]
        if lost:
            ledger.violate(f"{len(lost)} accepted codes are not spent, e.g. {lost[0]}")
        self._check_audit()
        active = {name for (name,) in self.query("SELECT name FROM devices WHERE state = 'active' AND kind = 'phone'")}
        if missing := ledger.registered - active:
            ledger.violate(f"{len(missing)} acknowledged registrations are gone, e.g. {sorted(missing)[0]}")
        if strange := active - ledger.submitted:
            ledger.violate(f"{len(strange)} devices that nobody submitted, e.g. {sorted(strange)[0]}")
        try:
            self.servers[0].command("audit", "verify")
        except RuntimeError as error:
            ledger.violate(f"audit verify: {str(error)[-300:]}")

    def _check_audit(self):
        """Each acknowledged change has its entry, and no accepted code has two."""
        logged = {(username, action): int(count) for username, action, count in self.query(
            "SELECT a.username, e.action, count(*) FROM audit_entries e JOIN accounts a ON a.id = e.chain"
            " WHERE e.action IN ('code.accepted', 'device.registered') GROUP BY a.username, e.action"
        )}
        for username, told in Counter(username for username, _ in self.ledger.accepted).items():
            if logged.get((username, "code.accepted"), 0) < told:
                self.ledger.violate(f"the audit log misses accepted codes of {username}")
        for name in self.ledger.registered:
            if logged.get((name.removeprefix("Phone of "), "device.registered"), 0) != 1:
                self.ledger.violate(f"the audit log does not have the registration of {name} once")


class Embedded(Server):
    """A server on SQLite that is not the demo."""

    def __init__(self, folder, data):
        super().__init__(folder, SETTINGS)
        self.data = data

    def _arguments(self):
        return ["--origin", self.origin, *self._where()]

    def query(self, statement):
        """The rows of one statement, each a tuple of texts."""
        connection = sqlite3.connect(self.data / "countersign.sqlite", timeout=10)
        try:
            return [tuple(str(value) for value in row) for row in connection.execute(statement)]
        finally:
            connection.close()
