"""Every audit entry reaches another system, at least once, whatever is killed on the way."""

import json
import subprocess
import time

import pytest

from support.mail import RealServer
from support.server import BINARY
from support.siem import HTTPCollector, SyslogCollector
from test_audit import audit

PEOPLE = 12


@pytest.fixture
def collector(tmp_path):
    collector = HTTPCollector(tmp_path)
    yield collector
    collector.kill()


@pytest.fixture
def syslog(tmp_path):
    collector = SyslogCollector(tmp_path)
    yield collector
    collector.close()


@pytest.fixture
def streaming(tmp_path):
    """Starts a server that streams; stops it at the end."""
    started = []

    def start(settings):
        server = RealServer(tmp_path, settings)
        server.add("before")
        server.start()
        started.append(server)
        # What is written from its first step on is streamed.
        wait_until(lambda: state(server)["beganAt"] is not None)
        return server

    yield start
    for server in started:
        server.stop()


def wait_until(claim, within=20):
    deadline = time.monotonic() + within
    while not claim():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)


def run(server, *arguments):
    return subprocess.run(
        [BINARY, *arguments, *server._where()], capture_output=True, text=True, timeout=60, check=False,
        env=server._environment())


def state(server):
    return json.loads(run(server, "audit", "stream", "--json").stdout)


def act(server, number):
    """Some entries in a new chain."""
    server.add(f"person{number}")
    server.command("user", "disable", f"person{number}")
    server.command("user", "enable", f"person{number}")


def written(server, username="person"):
    """The entries of the people that were added while the server ran, by chain and sequence."""
    rows = [json.loads(line) for line in server.command("audit", "export").splitlines()]
    entries = [row for row in rows if row["type"] == "entry"]
    with server.database() as database:
        people = {row[0] for row in database.execute(
            "SELECT id FROM accounts WHERE username LIKE ?", (f"{username}%",))}
    return {(entry["chain"], entry["sequence"]): entry for entry in entries if entry["chain"] in people}


def check_hashes(entries):
    """Each entry proves itself, as those of an export do."""
    for entry in entries:
        assert audit.entry_hash(entry, bytes.fromhex(entry["previous_hash"])) == bytes.fromhex(entry["hash"])


def test_http_collector_that_is_killed_loses_nothing(collector, streaming):
    server = streaming(collector.start().settings)
    for number in range(PEOPLE):
        act(server, number)
        if number % 3 == 1:
            collector.kill()
        elif number % 3 == 2:
            collector.start()
    wanted = written(server)
    assert len(wanted) >= 3 * PEOPLE
    collector.wait_for(wanted)
    check_hashes(collector.entries())
    assert all(entry in list(wanted.values()) for entry in collector.entries() if entry["chain"] in {k[0] for k in wanted})
    with server.database() as database:
        before = database.execute("SELECT id FROM accounts WHERE username = 'before'").fetchone()[0]
    assert before not in {entry["chain"] for entry in collector.entries()}, "what was before is for exports"


def test_server_that_is_killed_goes_on_where_it_was(collector, streaming):
    server = streaming(collector.start().settings)
    for number in range(4):
        act(server, number)
    server.kill()
    for number in range(4, 8):
        act(server, number)
    # Nobody gave the duty back: its time is over sooner or later.
    with server.database() as database:
        database.execute("UPDATE audit_duties SET until = 0")
    server.start()
    collector.wait_for(written(server))
    twice = [count for count in collector.counts().values() if count > 1]
    assert len(twice) <= 4, "little comes twice"


def test_trouble_is_told_until_it_is_over(collector, streaming):
    server = streaming(collector.settings)
    act(server, 1)
    wait_until(lambda: state(server)["failingSince"] is not None)
    told = run(server, "audit", "stream")
    assert told.returncode == 1 and "failing since" in told.stdout and f"127.0.0.1:{collector.port}" in told.stdout
    assert "siem-0123456789" not in told.stdout + told.stderr + server.log.read_text()
    doctor = run(server, "doctor")
    assert doctor.returncode == 1 and "BAD   audit stream:" in doctor.stdout
    collector.start()
    collector.wait_for(written(server))
    wait_until(lambda: state(server)["failingSince"] is None)
    told = run(server, "audit", "stream", "--check")
    assert told.returncode == 0 and "last taken" in told.stdout
    assert "ok    audit stream:" in run(server, "doctor").stdout


def test_collector_that_refuses_gets_it_again(collector, streaming):
    collector.secret.write_text("Bearer wrong\n")
    server = streaming(collector.start().settings)
    act(server, 1)
    wait_until(lambda: "answered 401" in (state(server)["trouble"] or ""))
    server.stop()
    collector.secret.write_text("Bearer siem-0123456789\n")
    server.start()
    collector.wait_for(written(server))


def test_syslog_over_tls_and_a_receiver_that_dies_before_it_reads(syslog, streaming):
    server = streaming(syslog.settings)
    act(server, 1)
    syslog.wait_for(written(server))
    assert syslog.messages[0].startswith("<110>1 20") and " localhost countersign - account.added - {" in syslog.messages[0]
    syslog.deaf = True
    act(server, 2)
    wait_until(lambda: syslog.held)
    syslog.reset_held()
    syslog.deaf = False
    syslog.wait_for(written(server))
    check_hashes(syslog.entries())


def test_syslog_with_an_unknown_certificate_gets_nothing(syslog, streaming):
    server = streaming({"audit.stream.url": syslog.settings["audit.stream.url"]})
    act(server, 1)
    wait_until(lambda: state(server)["failingSince"] is not None)
    assert syslog.messages == []


def test_without_a_destination_the_command_says_what_to_set(tmp_path):
    server = RealServer(tmp_path)
    server.add("maria")
    told = run(server, "audit", "stream")
    assert told.returncode == 78 and "audit.stream.url" in told.stderr
