"""Several servers on one database are one server: a person's steps go to any of them, at random."""

import html
import json
import re
import threading
import time
from functools import partial

from support import http, otp
from support.authenticators import import_holders
from support.http_portal import HTTPPortal, register
from support.journeys import NAME, register_by_hand
from support.parallel import at_once
from support.replicas import Replicas
from support.virtual_phone import VirtualPhone

WALKS = 6
STARTS = 3
TOLD_WITHIN = 1.0  # seconds


def test_ten_steps_in_the_browser_over_the_proxy(replicas, tabs):
    (person,) = replicas.add_people(1, prefix="browser")
    portal, app = tabs.portal(replicas), tabs.app(replicas)
    served = set()
    for page in (portal.page, app.page):
        page.on("response", lambda answer: served.add(answer.headers.get("x-replica")))
    register_by_hand(portal, app, person)
    app.finish()
    app.page.reload()
    app.expect_home()
    assert served >= {"replica0", "replica1"}


def test_steps_wander_between_the_servers(replicas):
    for person in replicas.add_people(WALKS, prefix="walker"):
        portal, phone = register(replicas.origin, person, NAME, send=replicas.send)
        assert NAME in html.unescape(portal.get("/profile/access/mobile").text)
        tokens = phone.redeem(phone.go_on().json["authorization_code"])
        assert tokens.status == 200, tokens.text
        renewed = phone.refresh(tokens.json["refresh_token"])
        assert phone.me(renewed.json["access_token"]).status == 200
        assert phone.sign_in(person).status == 200, "the phone proves itself"
        again = HTTPPortal(replicas.origin, replicas.send).sign_in(person)
        answer = again.post("/sign-in/code", code=phone.code())
        assert answer.status == 303, answer.text
        assert again.get("/profile").status == 200
    assert replicas.command("audit", "verify")


def test_page_at_one_server_learns_what_the_phone_did_at_the_other(replicas):
    here, there = replicas.servers
    (person,) = replicas.add_people(1, prefix="watcher")
    portal = HTTPPortal(replicas.origin, here.send).sign_in(person)
    path = portal.begin(NAME)
    setup_code = portal.setup_code(path)
    phone = VirtualPhone(replicas.origin, send=there.send)
    phone.sign_in(person)
    told = {}
    listening = threading.Event()

    def listen():
        for state in events(replicas.origin, here.address, f"{path}/events", portal.headers()):
            told[state] = time.monotonic()
            listening.set()
            if state == "active":
                return

    listener = threading.Thread(target=listen)
    listener.start()
    assert listening.wait(10)
    assert phone.claim(NAME, setup_code=setup_code).status == 200
    claimed_at = time.monotonic()
    wait_for(lambda: "claimed" in told)
    assert told["claimed"] - claimed_at < TOLD_WITHIN
    elsewhere = HTTPPortal(replicas.origin, there.send)
    elsewhere.cookies, elsewhere.csrf = portal.cookies, portal.csrf
    assert elsewhere.submit(path, phone.code(otp.BEFORE)).status == 303
    submitted_at = time.monotonic()
    wait_for(lambda: "active" in told)
    assert told["active"] - submitted_at < TOLD_WITHIN
    listener.join(5)


def events(origin, address, path, headers):
    """The states that a page's stream of events tells, one by one."""
    connection = http.connect(origin, "GET", path, headers=headers, address=address)
    try:
        for line in connection.getresponse():
            if found := re.match(rb"data: (.*)", line):
                yield json.loads(found[1])["state"]
    finally:
        connection.close()


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_killed_server_takes_nothing_with_it(replicas):
    (person,) = replicas.add_people(1, prefix="survivor")
    victim = replicas.servers[0]
    portal = HTTPPortal(replicas.origin, victim.send).sign_in(person)
    path = portal.begin(NAME)
    phone = VirtualPhone(replicas.origin, send=victim.send)
    phone.sign_in(person)
    assert phone.claim(NAME, setup_code=portal.setup_code(path)).status == 200
    victim.kill()
    try:
        # Over the proxy, as people come: it finds out by itself who still answers.
        portal.send = phone.send = http.send
        answer = portal.submit(path, phone.code(otp.BEFORE))
        assert answer.status == 303, answer.text
        assert answer.headers["x-replica"] == "replica1"
        tokens = phone.redeem(phone.go_on().json["authorization_code"])
        assert phone.me(tokens.json["access_token"]).status == 200
    finally:
        victim.start()
    phone.send = victim.send
    assert phone.me(tokens.json["access_token"]).status == 200


def test_servers_that_start_together_migrate_once(replicas, tmp_path):
    for number in range(STARTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        together = Replicas(folder, count=3)
        try:
            together.start()
            names = together.database.query("SELECT name FROM schema_migrations")
            assert names and len(names) == len(set(names))
            keys = {server.send(together.origin, "GET", "/oauth/jwks").text
                    for server in together.servers}
            assert len(keys) == 1, "all sign with one key"
        finally:
            together.stop()


def test_one_code_at_the_portals_of_two_servers_opens_one_session(replicas, tmp_path):
    for holder in import_holders(replicas, tmp_path, 5, prefix="twice"):
        portals = []
        for server in replicas.servers:
            portal = HTTPPortal(replicas.origin, server.send)
            portal.get("/sign-in")
            portal.get(portal.post("/sign-in", username=holder.username, password=holder.password).headers["location"])
            portals.append(portal)
        code = holder.code()
        answers = at_once([partial(portal.post, "/sign-in/code", code=code) for portal in portals])
        assert [answer.status for answer in answers].count(303) == 1, [answer.status for answer in answers]
