"""Databases on a PostgreSQL cluster, by `psql`."""

import pathlib
import secrets
import shutil
import subprocess
import urllib.parse


def query(url, statement):
    """The first column of the first row, as text; empty when there is none."""
    done = subprocess.run(
        [_psql(), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
         "--dbname", url, "--command", statement],
        capture_output=True, text=True, check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{statement}: {done.stderr.strip()}")
    return done.stdout.strip().split("|")[0]


def make_database(url):
    """The URL of a new, empty database of the cluster that `url` leads to."""
    name = f"bench_{secrets.token_hex(6)}"
    query(url, f"CREATE DATABASE {name}")
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(url)._replace(path=f"/{name}"))


def drop_database(url):
    """Removes a database that `make_database` has made."""
    name = urllib.parse.urlsplit(url).path.removeprefix("/")
    cluster = urllib.parse.urlunsplit(urllib.parse.urlsplit(url)._replace(path="/postgres"))
    query(cluster, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _psql():
    installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("psql") or (installed and str(installed[-1]))
    if not found:
        raise RuntimeError("there is no psql; scripts/bootstrap --for bench installs it")
    return found
