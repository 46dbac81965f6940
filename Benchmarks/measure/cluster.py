"""A private PostgreSQL for one call of the driver, as durable as PostgreSQL is by itself."""

import contextlib
import os
import pathlib
import subprocess
import time

from measure.postgres import query
from measure.program import ROOT

SCRIPT = ROOT / "scripts/test-postgres"
# scripts/test-postgres gives these up, for tests. What is acknowledged must be on the disk here.
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_wal_size": "1GB"}


@contextlib.contextmanager
def private(folder):
    """The URL of the cluster while it runs; `folder` takes the note of where it is."""
    environment = {**os.environ, "COUNTERSIGN_TEST_POSTGRES_STATE": str(pathlib.Path(folder) / "postgres")}

    def script(command):
        done = subprocess.run([SCRIPT, command], env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip()

    url = script("start")
    try:
        for name, value in DURABLE.items():
            query(url, f"ALTER SYSTEM SET {name} = '{value}'")
        query(url, "SELECT pg_reload_conf()")
        while query(url, "SHOW fsync") != "on":
            time.sleep(0.1)
        yield url
    finally:
        script("stop")
