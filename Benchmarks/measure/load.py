"""Load by wrk, and its figures."""

import json
import pathlib
import subprocess
from typing import NamedTuple

SCRIPTS = pathlib.Path(__file__).resolve().parents[1] / "wrk"


class Load(NamedTuple):
    """What wrk measured. Latencies in milliseconds."""

    answers: int
    seconds: float
    failures: int
    p50: float
    p99: float
    # Statuses other than 200 and 303, by number.
    statuses: dict

    @property
    def rate(self):
        """Answers per second."""
        return self.answers / self.seconds


class Wrk:
    """How hard to press: threads of the client, open connections, and for how many seconds."""

    def __init__(self, threads=2, connections=64, seconds=10):
        self.threads = threads
        self.connections = connections
        self.seconds = seconds

    def start(self, script, url, *arguments):
        """Begins a run of one of the scripts in Benchmarks/wrk."""
        command = ["wrk", f"-t{self.threads}", f"-c{self.connections}", f"-d{self.seconds}s", "--timeout", "10s",
                   "-s", str(SCRIPTS / script), url, "--", *map(str, arguments)]
        return subprocess.Popen(command, cwd=SCRIPTS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def finish(self, running):
        """Waits for a run and reads what `summary.lua` printed."""
        text, _ = running.communicate()
        for line in text.splitlines():
            if line.startswith("{"):
                return Load(**json.loads(line))
        raise RuntimeError(f"wrk ended with {running.returncode}: {text}")

    def run(self, script, url, *arguments):
        return self.finish(self.start(script, url, *arguments))
