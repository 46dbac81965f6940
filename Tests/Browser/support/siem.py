"""Other systems that take audit entries: one over HTTP in a process of its own, one over syslog with TLS."""

import json
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

from support.mail import make_tls
from support.server import free_port

ARRIVES_WITHIN = 30  # seconds
AUTHORIZATION = "Bearer siem-0123456789"

# Writes each body to the file, durably, before it answers; can be killed at any moment.
COLLECTOR = """
import os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        right = self.headers["Authorization"] == sys.argv[3] and self.headers["Content-Type"] == "application/x-ndjson"
        if right:
            with open(sys.argv[2], "ab") as file:
                file.write(body)
                os.fsync(file.fileno())
        self.send_response(204 if right else 401)
        self.end_headers()
    def log_message(self, *_): pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class Collected:
    """What arrived, and waiting for it."""

    def entries(self):
        """Entries in the order of arrival, some perhaps twice."""
        raise NotImplementedError

    def counts(self):
        """How often each entry came, by chain and sequence."""
        counts = {}
        for entry in self.entries():
            key = (entry["chain"], entry["sequence"])
            counts[key] = counts.get(key, 0) + 1
        return counts

    def wait_for(self, wanted, within=ARRIVES_WITHIN):
        """Waits until all `wanted` (chain, sequence) are there."""
        deadline = time.monotonic() + within
        while missing := set(wanted) - set(self.counts()):
            assert time.monotonic() < deadline, f"{len(missing)} of {len(wanted)} did not arrive: {sorted(missing)[:5]}"
            time.sleep(0.1)


class HTTPCollector(Collected):
    """A collector over HTTP that knows its callers by a header."""

    def __init__(self, folder):
        self.port = free_port()
        self.file = pathlib.Path(folder) / "collected.jsonl"
        self.file.touch()
        self.secret = pathlib.Path(folder) / "siem-authorization"
        self.secret.write_text(AUTHORIZATION + "\n")
        self.process = None

    @property
    def settings(self):
        return {
            "audit.stream.url": f"http://127.0.0.1:{self.port}/in",
            "audit.stream.authorizationFile": self.secret,
        }

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", COLLECTOR, str(self.port), str(self.file), AUTHORIZATION])
        return self

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def entries(self):
        # A body that was being written when the collector was killed may have half a line at its end.
        found = []
        for line in self.file.read_text().splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found


class SyslogCollector(Collected):
    """A syslog receiver over TLS (RFC 5425). While it is `deaf` it takes connections and reads nothing."""

    def __init__(self, folder, names=("localhost", "127.0.0.1")):
        self.port = free_port()
        self.authority, self.context = make_tls(folder, names)
        self.deaf = False
        self.messages = []
        self.held = []
        self.problems = []
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def settings(self):
        return {"audit.stream.url": f"syslog+tls://127.0.0.1:{self.port}", "audit.stream.caFile": self.authority}

    def close(self):
        self.listener.close()

    def reset_held(self):
        """Cuts off whoever was held while it was deaf, as the system does for a process that was killed."""
        for connection in self.held:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        self.held = []

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._read, args=(connection,), daemon=True).start()

    def _read(self, connection):
        try:
            stream = self.context.wrap_socket(connection, server_side=True)
            if self.deaf:
                self.held.append(stream)
                return
            self._take(stream.makefile("rb"))
        except (OSError, ValueError) as problem:
            self.problems.append(problem)

    def _take(self, file):
        while True:
            length = b""
            while (byte := file.read(1)) not in (b" ", b""):
                length += byte
            if byte == b"":
                return
            message = file.read(int(length))
            if len(message) == int(length):
                self.messages.append(message.decode())

    def entries(self):
        # <PRI>1 TIME HOST APP PROCID MSGID SD MSG
        return [json.loads(message.split(" ", 7)[7]) for message in self.messages]
