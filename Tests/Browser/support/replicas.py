"""Several servers on one PostgreSQL database behind a proxy, as an operator would run them."""

import base64
import random
import secrets

from support import postgres
from support.haproxy import HAProxy
from support.server import Server


class Replica(Server):
    """One of the servers: not the demo; key, origin and database are the same for all."""

    def __init__(self, folder, origin, database_url, key, settings=None):
        super().__init__(folder, {"server.trustedProxies": "127.0.0.1", **(settings or {})})
        self.origin = origin
        self.database_url = database_url
        self.key = key

    def send_for(self, visitor):
        """How somebody at the network address `visitor` sends requests to this very server."""
        def send(origin, method, path, body=None, headers=None):
            return self.send(origin, method, path, body, {**(headers or {}), "X-Forwarded-For": visitor})

        return send

    def _arguments(self):
        return ["--origin", self.origin, *self._where()]

    def _where(self):
        return ["--data", str(self.data), "--database", self.database_url]

    def _environment(self):
        return {**super()._environment(), "COUNTERSIGN_KEY": self.key}

    def database(self):
        """Not a file: ask `Replicas.database`."""
        raise NotImplementedError


class Replicas:
    """`count` servers, their proxy and, unless `database` is given, an empty database of their own."""

    def __init__(self, folder, count=2, settings=None, database=None):
        self.own = database is None
        self.database = database or postgres.create()
        self.proxy = HAProxy(folder)
        self.origin = f"http://localhost:{self.proxy.port}"
        self.key = base64.b64encode(secrets.token_bytes(32)).decode()
        self.servers = []
        for number in range(count):
            inner = folder / f"replica{number}"
            inner.mkdir()
            self.servers.append(Replica(inner, self.origin, self.database.url, self.key, settings))

    def start(self):
        """Starts all servers at once, then the proxy."""
        for server in self.servers:
            server.launch()
        for server in self.servers:
            server.wait_until_ready()
        self.proxy.start([server.port for server in self.servers])
        return self

    def stop(self):
        """Stops proxy and servers; drops the database when it is theirs."""
        self.proxy.stop()
        for server in self.servers:
            server.stop()
        if self.own:
            postgres.drop(self.database)

    def send(self, *request, **options):
        """A request to one of the servers, at random, past the proxy."""
        return random.choice(self.servers).send(*request, **options)

    def command(self, *arguments, check=True):
        """Runs a command of the program on the common database; returns what it printed."""
        return self.servers[0].command(*arguments, check=check)

    def add_people(self, count, prefix="person"):
        """Imports that many people with passwords."""
        return self.servers[0].add_people(count, prefix)
