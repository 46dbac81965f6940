"""`database copy`: an installation moves to PostgreSQL and back, with the people none the wiser."""

import json
import re
import signal
import subprocess

import pytest

from support import otp, postgres
from support.authenticators import import_holders
from support.server import BINARY, Server
from support.verify import Verifier, accepted, make_key

PEOPLE = 3000


class Plain(Server):
    """A server that is no demo, on its data folder or on a PostgreSQL."""

    url = None

    def _arguments(self):
        return self._where()

    def _where(self):
        return ["--data", str(self.data)] + (["--database", self.url] if self.url else [])


@pytest.fixture
def database():
    if not postgres.URL:
        pytest.skip("COUNTERSIGN_TEST_POSTGRES is not set: scripts/test-postgres start prints it")
    database = postgres.create()
    yield database
    postgres.drop(database)


def copy(source, target, check=True):
    """The command's answer and what it said on the way."""
    done = subprocess.run(
        [BINARY, "database", "copy", "--from", str(source), "--to", str(target), "--json"],
        capture_output=True, text=True, timeout=120, check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def rows(done):
    return {table["name"]: table["rows"] for table in json.loads(done.stdout)["tables"]}


def test_installation_moves_to_postgresql_and_back(tmp_path, database):
    server = Plain(tmp_path)
    holders = import_holders(server, tmp_path, PEOPLE)
    server.start()
    key = make_key(server, "shop")
    before = Verifier(server.origin, key)
    used = holders[0].code(otp.BEFORE)
    assert accepted(before.ask(holders[0].username, used))
    server.stop()

    # Broken off in the middle, as by a power cut; then nobody may start on it.
    command = [BINARY, "database", "copy", "--from", str(server.data), "--to", database.url]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as broken:
        for line in broken.stderr:
            if re.match(r"devices: ", line):
                broken.send_signal(signal.SIGKILL)
                break
    assert 0 < database.count("accounts") <= PEOPLE and database.count("audit_heads") == 0
    server.url = database.url
    refused = subprocess.run(
        [BINARY, "user", "list", *server._where()], capture_output=True, text=True, timeout=30, check=False)
    assert refused.returncode == 69 and "unfinished copy" in refused.stderr

    done = copy(server.data, database.url)
    assert rows(done)["accounts"] == rows(done)["devices"] == PEOPLE
    assert "accounts: " in done.stderr

    # On PostgreSQL with the same key: what was spent stays spent, what is new is accepted.
    server.start()
    after = Verifier(server.origin, key)
    status, _, document = after.ask(holders[0].username, used)
    assert status == 403, document
    spent = holders[1].code()
    assert accepted(after.ask(holders[1].username, spent))
    server.command("audit", "verify")
    server.stop()

    # And back, into a folder of its own.
    folder = tmp_path / "back"
    assert rows(copy(database.url, folder))["accounts"] == PEOPLE
    (folder / "key").write_bytes((server.data / "key").read_bytes())
    (folder / "key").chmod(0o600)
    server.url, server.data = None, folder
    server.start()
    status, _, document = Verifier(server.origin, key).ask(holders[1].username, spent)
    assert status == 403, document
    server.command("audit", "verify")
    server.stop()

    # A database in use is never written to, and another key is noticed.
    assert copy(folder, database.url, check=False).returncode == 2
    (folder / "key").unlink()
    stranger = subprocess.run(
        [BINARY, "user", "list", "--data", str(folder)], capture_output=True, text=True, timeout=30, check=False)
    assert stranger.returncode == 78, stranger.stderr
