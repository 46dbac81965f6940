"""A running server and what the system counts about its process."""

import http.client
import os
import pathlib
import signal
import socket
import subprocess
import time

from measure.program import binary

START_WITHIN = 120  # seconds; a database of millions may have to be recovered


def free_port():
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One server process on an installation. `with Server(…) as server:` starts and stops it.

    `wrapper` is a command that runs the server's, e.g. strace.
    """

    def __init__(self, installation, settings=None, wrapper=()):
        self.installation = installation
        self.wrapper = list(wrapper)
        self.settings = settings or {}
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.origin = f"http://localhost:{self.port}"
        self.log = installation.folder / "server.log"
        self.process = None
        # Seconds from the start of the process to the first 200 of /readyz.
        self.started_within = None

    def __enter__(self):
        begin = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, binary(), "serve", "--port", str(self.port), *self.installation.where()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **self.settings},
            )
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > begin + START_WITHIN:
                raise RuntimeError(f"the server did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.002)
        self.started_within = time.monotonic() - begin
        return self

    def __exit__(self, *_):
        os.kill(self._pid(), signal.SIGTERM)
        self.process.wait(60)

    def _pid(self):
        """The server's own process: with a wrapper, its child."""
        if not self.wrapper:
            return self.process.pid
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return int(" ".join(task.read_text() for task in tasks).split()[0])

    def _is_ready(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _proc(self, name):
        return pathlib.Path(f"/proc/{self._pid()}/{name}").read_text()

    def memory(self):
        """Resident and anonymous memory in MiB."""
        fields = dict(line.split(":", 1) for line in self._proc("status").splitlines())
        return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon"))

    def processor_seconds(self):
        """Processor time of all threads so far, in user and kernel mode."""
        fields = self._proc("stat").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
