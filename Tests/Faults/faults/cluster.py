"""PostgreSQL clusters that may be hurt: on loopback, durable as in production, ended by process id."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from support.postgres import Database
from support.server import ROOT, free_port

OWNER = "postgres"
NAME = "countersign"  # of superuser and database
START_WITHIN = 30  # seconds
STOP_WITHIN = 30
# What every cluster is told beside its port; fsync and synchronous commit are on, as PostgreSQL has them by itself.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_pred_locks_per_transaction": "256",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "log_min_messages": "warning",
}


def _unprivileged(command):
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command


class Cluster:
    """One cluster in a folder of its own."""

    def __init__(self):
        found = subprocess.run([ROOT / "scripts/test-postgres", "bin"], capture_output=True, text=True, check=True)
        self.programs = pathlib.Path(found.stdout.strip())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="countersign-faults."))
        (self.folder / "socket").mkdir()
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            for path in (self.folder, self.folder / "socket"):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.data = self.folder / "data"
        self.port = free_port()
        self.pid = None

    def create(self, **settings):
        """A fresh cluster with an empty database; running afterwards."""
        self._run("initdb", "-D", self.data, "-U", NAME, "--auth", "trust", "--encoding", "UTF8", "--no-locale")
        (self.data / "pg_hba.conf").write_text(
            f"local all {NAME} trust\nhost all {NAME} 127.0.0.1/32 trust\nhost replication {NAME} 127.0.0.1/32 trust\n"
        )
        self._configure(settings)
        self.start()
        Database(self.url("postgres")).query(f"CREATE DATABASE {NAME}")
        return self

    def follow(self, primary):
        """A hot standby of `primary`, running afterwards; the primary's own settings do not come along."""
        self._run("pg_basebackup", "-h", "127.0.0.1", "-p", str(primary.port), "-U", NAME, "-D", self.data,
                  "-R", "-X", "stream", "--checkpoint", "fast")
        (self.data / "postgresql.auto.conf").write_text(
            f"primary_conninfo = 'host=127.0.0.1 port={primary.port} user={NAME} application_name=standby'\n"
        )
        self._configure({"hot_standby": "on"})
        self.start()
        return self

    def _configure(self, settings):
        everything = {
            **SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.folder / "socket"), **settings,
        }
        (self.data / "postgresql.conf").write_text(
            "".join(f"{name} = '{value}'\n" for name, value in everything.items())
        )

    def _run(self, program, *arguments):
        done = subprocess.run(
            _unprivileged([str(self.programs / program), *map(str, arguments)]),
            cwd=self.folder, capture_output=True, text=True, timeout=60, check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stdout[-1000:]}{done.stderr[-1000:]}")
        return done.stdout

    def url(self, database=NAME):
        """The address of one of its databases."""
        return f"postgresql://{NAME}@127.0.0.1:{self.port}/{database}"

    @property
    def database(self):
        """The database of the servers."""
        return Database(self.url())

    def start(self):
        """Starts the postmaster and waits until it answers."""
        # Not _run: the postmaster would hold its pipes open for ever.
        with (self.folder / "log").open("ab") as log:
            command = [str(self.programs / "pg_ctl"), "-D", str(self.data), "-w", "-t", str(START_WITHIN), "start"]
            done = subprocess.run(
                _unprivileged(command), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                timeout=START_WITHIN + 10, check=False,
            )
        if done.returncode != 0:
            raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()[-2000:]}")
        self.pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def stop(self, mode="fast"):
        """Ends it by `pg_ctl stop` in that mode (`smart`, `fast`, `immediate`)."""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", STOP_WITHIN, "stop")
        self.pid = None

    def promote(self):
        """Makes the standby the primary."""
        promoted = self.database.query("SELECT pg_promote(true, 20)")
        assert promoted == [("t",)], promoted

    def remove(self):
        """Ends the process, if it still runs, and removes the folder."""
        if self.pid is not None:
            for number in (signal.SIGINT, signal.SIGQUIT):
                if self._end(number):
                    break
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, number):
        deadline = time.monotonic() + 10
        try:
            os.kill(self.pid, number)
            while time.monotonic() < deadline:
                os.kill(self.pid, 0)
                time.sleep(0.05)
        except ProcessLookupError:
            return True
        return False
