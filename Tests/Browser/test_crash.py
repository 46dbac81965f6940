"""kill -9 in the middle of registrations: what was acknowledged is there, what was not finished does not show."""

import http.client
import threading
import time
import urllib.error

from support.http_portal import HTTPPortal
from support.journeys import NAME
from support.people import MARIA
from support.virtual_phone import VirtualPhone

PEOPLE = 6
ROUNDS = 3
BUSY_FOR = 2.0  # seconds of registrations before each kill
BROKEN_OFF = (OSError, http.client.HTTPException, urllib.error.URLError)


class Worker(threading.Thread):
    """One person who registers one phone after the other until the server is gone."""

    def __init__(self, origin, person, round_number):
        super().__init__()
        self.origin, self.person, self.round_number = origin, person, round_number
        self.attempted, self.acknowledged = set(), set()
        self.claimed = None
        self.error = None

    def run(self):
        try:
            portal = HTTPPortal(self.origin)
            portal.sign_in(self.person)
            for number in range(6):
                self._register(portal, f"{self.person.username} phone {self.round_number}.{number}")
        except BROKEN_OFF:
            pass
        except AssertionError as error:
            self.error = error

    def _register(self, portal, name):
        self.claimed = None
        path = portal.begin(name)
        phone = VirtualPhone(self.origin)
        phone.sign_in(self.person)
        answer = phone.claim(name, setup_code=portal.setup_code(path))
        assert answer.status == 200, answer.text
        self.claimed = (portal, path, phone, name)
        self.attempted.add(name)
        answer = portal.submit(path, phone.code())
        assert answer.status == 303, answer.text
        self.acknowledged.add(name)
        portal.get(answer.headers["location"])


def active_devices(server):
    with server.database() as database:
        return {name for (name,) in database.execute("SELECT name FROM devices WHERE state = 'active'")}


def check_consistency(server):
    """Devices, registrations and the audit log tell the same story."""
    with server.database() as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = database.execute("SELECT device_name FROM registrations WHERE state = 'active'")
        finished = {name for (name,) in rows}
        told = database.execute("SELECT count(*) FROM outbox").fetchone()[0]
        logged = database.execute(
            "SELECT count(*) FROM audit_entries WHERE action LIKE '%device%' AND action LIKE '%registered%'"
        ).fetchone()[0]
    devices = active_devices(server)
    assert finished == devices, "a device without its registration, or the other way round"
    assert logged == len(devices), "a device without its entry in the audit log"
    assert told <= len(devices)
    server.command("audit", "verify")


def test_kill_during_registrations_loses_nothing_and_leaves_nothing_half_done(new_server):
    server = new_server(settings={"policy.deviceLimit": 20})
    acknowledged, attempted = set(), set()
    for round_number in range(ROUNDS):
        # Of new people each time: whoever has a factor would owe a code at the next sign-in.
        people = server.add_people(PEOPLE, prefix=f"round{round_number}-")
        workers = [Worker(server.origin, person, round_number) for person in people]
        for worker in workers:
            worker.start()
        time.sleep(BUSY_FOR)
        server.kill()
        for worker in workers:
            worker.join()
            assert worker.error is None, worker.error
            acknowledged |= worker.acknowledged
            attempted |= worker.attempted
        server.start()
        devices = active_devices(server)
        assert acknowledged <= devices, "an acknowledged registration is gone"
        assert devices <= attempted, "a registration shows that nobody submitted"
        check_consistency(server)
    assert acknowledged, "the test was too short to prove anything"
    print(f"\n{len(acknowledged)} registrations acknowledged, {len(attempted)} attempted, {ROUNDS} kills")


def test_claimed_registration_survives_a_kill(new_server):
    server = new_server()
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    path = portal.begin(NAME)
    phone = VirtualPhone(server.origin)
    phone.sign_in(MARIA)
    assert phone.claim(NAME, setup_code=portal.setup_code(path)).status == 200
    server.kill()
    server.start()
    assert active_devices(server) == set()
    assert portal.submit(path, phone.code()).status == 303
    assert active_devices(server) == {NAME}
    tokens = phone.redeem(phone.go_on().json["authorization_code"])
    assert tokens.status == 200
    server.kill()
    server.start()
    assert phone.me(tokens.json["access_token"]).status == 200
    check_consistency(server)


def test_stop_finishes_and_says_so(server):
    assert server.stop() == 0
