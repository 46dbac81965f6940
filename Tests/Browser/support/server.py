"""The server under test: the demo on a free loopback port, with its own data folder."""

import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request

from support import http
from support.people import Person

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = pathlib.Path(os.environ.get("COUNTERSIGN_BINARY") or ROOT / ".build/debug/countersign")
START_WITHIN = 20  # seconds
STOP_WITHIN = 30  # seconds


def environment_name(key):
    """`signIn.freePasswords` → `COUNTERSIGN_SIGN_IN_FREE_PASSWORDS`."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", key).replace(".", "_")
    return f"COUNTERSIGN_{words.upper()}"


def free_port():
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One server process. `settings` are keys of the configuration with their values."""

    def __init__(self, folder, settings=None):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.settings = settings or {}
        self.process = None

    @property
    def address(self):
        """Where this very server listens."""
        return f"http://127.0.0.1:{self.port}"

    def send(self, *request, **options):
        """A request to this very server, as the proxy would pass it on."""
        return http.send(*request, **options, address=self.address)

    def start(self):
        """Starts the program and waits until it takes traffic."""
        return self.launch().wait_until_ready()

    def launch(self):
        """Starts the program and waits for nothing."""
        command = [BINARY, "serve", *self._arguments(), "--port", str(self.port)]
        if web := os.environ.get("COUNTERSIGN_TEST_WEB"):
            command += ["--web", web]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._environment()
            )
        return self

    def wait_until_ready(self):
        """Waits until the launched program takes traffic."""
        deadline = time.monotonic() + START_WITHIN
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)
        return self

    def _arguments(self):
        """What `serve` is told beside the port."""
        return ["--demo", *self._where()]

    def _where(self):
        """The arguments by which every command finds the data."""
        return ["--data", str(self.data)]

    def _environment(self):
        values = {environment_name(key): str(value) for key, value in self.settings.items()}
        return {**os.environ, **values}

    def is_ready(self):
        """Whether `/readyz` says so."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        """Asks the process to end and waits for it; returns its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self):
        """Takes the process away without any warning."""
        return self._end(signal.SIGKILL)

    def _end(self, number):
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise RuntimeError("The server did not stop.") from None
        self.process = None
        return code

    def command(self, *arguments, check=True):
        """Runs another command of the program on the same data; returns what it printed."""
        done = subprocess.run(
            [BINARY, *arguments, *self._where()],
            capture_output=True, text=True, timeout=60, env=self._environment(), check=False,
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def add_people(self, count, prefix="person"):
        """Imports that many people beside the two of the demo."""
        people = [Person(f"{prefix}{number}", f"conversations-{number:04d}") for number in range(count)]
        file = self.folder / "people.jsonl"
        file.write_text("".join(
            json.dumps({"username": one.username, "password": one.password, "displayName": one.username}) + "\n"
            for one in people
        ))
        self.command("user", "import", str(file))
        return people

    @contextlib.contextmanager
    def database(self):
        """The database of the running server, to look into it or to let time pass."""
        connection = sqlite3.connect(self.data / "countersign.sqlite", timeout=10)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def expire_registrations(self):
        """Lets the time of every open registration be over."""
        with self.database() as database:
            database.execute("UPDATE registrations SET expires_at = created_at + 1")

    def age_sessions(self, minutes):
        """Makes every portal session's last authentication `minutes` older."""
        with self.database() as database:
            database.execute(
                "UPDATE portal_sessions SET authenticated_at = authenticated_at - ?", (minutes * 60_000,)
            )
