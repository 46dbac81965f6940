"""How often the disk is waited for."""

import pathlib
import re
import shutil

from measure.postgres import query


class SystemCalls:
    """Counts fsync and fdatasync of a server that runs under strace.

    strace stops the server at these calls only (--seccomp-bpf), so the rest runs at its own speed.
    """

    name = "fsync and fdatasync by strace"

    def __init__(self, folder):
        self.file = pathlib.Path(folder) / "strace.txt"

    @staticmethod
    def is_possible():
        return shutil.which("strace") is not None

    def wrapper(self):
        """What stands before the server's command."""
        return ["strace", "-f", "--seccomp-bpf", "-c", "-e", "trace=fsync,fdatasync", "-o", str(self.file)]

    def total(self):
        """The calls of the whole life of the server; it must have ended."""
        rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s.*\b(?:fsync|fdatasync)$", self.file.read_text(), re.M)
        return sum(map(int, rows))


class DatabaseServer:
    """Counts what PostgreSQL says about itself."""

    name = "wal_sync of pg_stat_wal"

    def __init__(self, url):
        self.url = url
        self.begin = self._now()

    def _now(self):
        return int(query(self.url, "SELECT wal_sync FROM pg_stat_wal"))

    def total(self):
        """The syncs since this object was made."""
        return self._now() - self.begin
