"""The disk of the embedded database is full: requests are refused, and go on when there is room again."""

import contextlib
import os
import subprocess
import time

from faults.scenarios import common, database_gone
from faults.site import Site

SIZE = 64  # MiB
FULL_FOR = 4.0  # seconds


def run(folder, report):
    """Fills a small file system of its own under load, and empties it again."""
    if os.geteuid() != 0:
        report.skipped = "mounting a small file system needs root"
        return
    disk = folder / "disk"
    disk.mkdir()
    with mounted(disk) as problem:
        if problem:
            report.skipped = f"no small file system can be mounted: {problem}"
            return
        site = Site.on_sqlite(folder, disk / "data")
        with common.loaded(site, report):
            filler = disk / "filler"
            fill(filler)
            full_at = time.monotonic()
            time.sleep(FULL_FOR)
            if not any(request.outcome == "unavailable" for request in site.ledger.since(full_at)):
                site.ledger.violate("no request was refused while the disk was full")
            if site.servers[0].send(site.origin, "GET", "/healthz").status != 200:
                site.ledger.violate("the server does not live while the disk is full")
            filler.unlink()
            common.wait_until_back(site, time.monotonic(), report)
            database_gone.expect_whole_connections(site)
        if site.query("PRAGMA integrity_check") != [("ok",)]:
            report.violations.append("the database is damaged")


@contextlib.contextmanager
def mounted(disk):
    """A tmpfs at `disk`; gives what is wrong instead when there can be none."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "countersign-faults", disk],
        capture_output=True, text=True, check=False,
    )
    try:
        yield done.stderr.strip() or "mount failed" if done.returncode else None
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "--lazy", disk], check=False)


def fill(file):
    """Writes until there is no room for another byte."""
    with file.open("wb", buffering=0) as filler:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    filler.write(b"\0" * size)
