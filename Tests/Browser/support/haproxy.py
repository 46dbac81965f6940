"""Debian's HAProxy in front of several servers: round robin, no stickiness."""

import os
import shutil
import socket
import subprocess
import time

from support.server import free_port

START_WITHIN = 10  # seconds
CONFIGURATION = """
global
    maxconn 4000
defaults
    mode http
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    option forwardfor
    option redispatch
    retries 3
frontend public
    bind 127.0.0.1:{port}
    http-request del-header X-Forwarded-For
    http-request set-header X-Forwarded-Proto http
    default_backend countersign
backend countersign
    balance roundrobin
    option httpchk GET /readyz
    http-response set-header X-Replica %s
    default-server check inter 200ms fall 2 rise 1
{servers}
"""


class HAProxy:
    """One proxy process on a free port; each answer says in `X-Replica` who gave it: `replica0`, `replica1`…"""

    def __init__(self, folder):
        self.file = folder / "haproxy.cfg"
        self.log = folder / "haproxy.log"
        self.port = free_port()
        self.process = None

    def start(self, ports):
        """Passes requests on to the servers at `ports` from now on."""
        servers = "\n".join(f"    server replica{n} 127.0.0.1:{port}" for n, port in enumerate(ports))
        self.file.write_text(CONFIGURATION.format(port=self.port, servers=servers))
        program = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if not program:
            raise RuntimeError("there is no haproxy; scripts/bootstrap --for test installs it")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [program, "-db", "-f", self.file], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_WITHIN
        while not self._is_listening():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"HAProxy did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.02)
        return self

    def _is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        """Ends the process at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
