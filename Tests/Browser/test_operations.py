"""What the operator relies on: a stop that finishes what has begun, and a log without secrets."""

import os
import re
import signal
import stat
import threading
import time

from support import otp
from support.http_portal import HTTPPortal, register
from support.people import ADMIN, MARIA

SIGN_INS = 12


def test_stop_answers_the_requests_in_flight(server):
    browsers = [HTTPPortal(server.origin) for _ in range(SIGN_INS)]
    for browser in browsers:
        browser.get("/sign-in")
    answers = []

    def sign_in(browser):
        answers.append(browser.post("/sign-in", username=ADMIN.username, password=ADMIN.password).status)

    threads = [threading.Thread(target=sign_in, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    # Twelve password hashes keep two cores busy for longer than this; the requests have been sent by then.
    time.sleep(0.15)
    server.process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join(30)
    assert server.stop() == 0
    # Each was answered, and none by an error of the server: signed in, or asked to wait (ten may be in flight for one name).
    assert len(answers) == SIGN_INS
    assert set(answers) <= {303, 429}
    assert answers.count(303) >= 1


def test_log_has_references_and_no_secrets(server):
    portal, phone = register(server.origin, MARIA, "Maria's Pixel 8")
    path = portal.begin("Another phone")
    link, setup_code = portal.link(path), portal.setup_code(path)
    portal.submit(path, "123456")
    tokens = phone.sign_in(MARIA).json
    answer = portal.get("/no-such-page")
    server.stop()

    log = server.log.read_text()
    # The banner of the demo prints its passwords; what follows it must not.
    events = log[log.index("Stop with Control-C"):]
    assert re.search(r"reference=\w{8}", events) and "path=/sign-in" in events
    reference = re.search(r"[0-9A-Z]{8}(?=<)", answer.text)
    assert reference and reference[0] in events
    ticket = re.search(r"[?&]t=([\w-]+)", link)[1]
    secrets = [MARIA.password, setup_code, ticket, tokens["authorization_code"], phone.code(otp.BEFORE)]
    secrets += list(portal.cookies.values()) + [portal.csrf]
    for secret in secrets:
        assert secret not in events
    assert "pair?" not in events and "DPoP" not in events


def test_key_and_database_belong_to_their_owner_alone(server):
    for name in ("key", "countersign.sqlite"):
        assert stat.S_IMODE(os.stat(server.data / name).st_mode) == 0o600, name
    assert stat.S_IMODE(os.stat(server.data).st_mode) & 0o077 == 0
