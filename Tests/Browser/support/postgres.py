"""Databases in the tests' PostgreSQL, by `psql`: no Python package speaks to it."""

import csv
import io
import os
import pathlib
import secrets
import shutil
import subprocess
import urllib.parse

URL = os.environ.get("COUNTERSIGN_TEST_POSTGRES")
QUERY_WITHIN = 30  # seconds


def psql():
    """The program `psql`: of the PATH, or the newest of Debian's."""
    installed = sorted(
        pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"), key=lambda path: int(path.parts[-3])
    )
    found = shutil.which("psql") or (installed and str(installed[-1]))
    if not found:
        raise RuntimeError("there is no psql; scripts/bootstrap --for test installs it")
    return found


class Database:
    """One database, by its URL."""

    def __init__(self, url):
        self.url = url

    def query(self, statement, timeout=QUERY_WITHIN):
        """The rows of one statement, each a tuple of texts."""
        command = [psql(), "--no-psqlrc", "--quiet", "--csv", "--tuples-only", "--set", "ON_ERROR_STOP=1"]
        done = subprocess.run(
            [*command, "--dbname", self.url, "--command", statement],
            capture_output=True, text=True, timeout=timeout, check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{statement}: {done.stderr.strip()}")
        return [tuple(row) for row in csv.reader(io.StringIO(done.stdout))]

    def count(self, table_and_condition):
        """The number of rows of `table WHERE condition`."""
        return int(self.query(f"SELECT count(*) FROM {table_and_condition}")[0][0])

    def named(self, name):
        """Another database of the same cluster."""
        return Database(urllib.parse.urlunsplit(urllib.parse.urlsplit(self.url)._replace(path=f"/{name}")))


def create(url=None):
    """A new, empty database in the cluster of `url` or of COUNTERSIGN_TEST_POSTGRES."""
    cluster = Database(url or URL)
    name = f"test_{secrets.token_hex(6)}"
    cluster.query(f"CREATE DATABASE {name}")
    return cluster.named(name)


def drop(database):
    """Removes a database that `create` has made, whoever is still connected."""
    name = urllib.parse.urlsplit(database.url).path.removeprefix("/")
    database.named("postgres").query(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
