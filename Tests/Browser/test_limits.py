"""Limits that protect people and the server, and an orderly end."""

import http.client
import time

from playwright.sync_api import expect

from support import http as plain
from support.http_portal import HTTPPortal, register
from support.journeys import NAME, register_by_hand
from support.people import MARIA
from support.virtual_phone import VirtualPhone

STREAMS = 100
APP_AT_MOST = 150_000  # bytes, compressed, everything


def test_wrong_setup_codes_are_limited_per_account(server):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    path = portal.begin(NAME)
    phone = VirtualPhone(server.origin)
    phone.sign_in(MARIA)
    answers = [phone.claim(NAME, setup_code=f"00000-000{number:02d}") for number in range(10, 22)]
    statuses = [answer.status for answer in answers]
    assert statuses[:10] == [404] * 10 and statuses[10:] == [429] * 2, statuses
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert phone.claim(NAME, setup_code=portal.setup_code(path)).status == 429


def test_many_live_pages_do_not_stop_the_server(server):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    path = portal.begin(NAME)
    streams = []
    for _ in range(STREAMS):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", f"{path}/events", headers={**portal.headers(), "Host": f"localhost:{server.port}"})
        streams.append(connection)
    statuses = {connection.getresponse().status for connection in streams[:20]}
    assert statuses <= {200, 429, 503}, statuses
    started = time.monotonic()
    assert plain.send(server.origin, "GET", "/readyz").status == 200
    assert portal.get(path).status == 200
    assert time.monotonic() - started < 3
    for connection in streams:
        connection.close()
    assert plain.send(server.origin, "GET", "/readyz").status == 200


def test_server_ends_soon_with_a_live_page_open(server, portal):
    portal.sign_in(MARIA).start_registration(NAME)
    expect(portal.status).to_have_text("Waiting for your phone")
    started = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - started < 5
    server.start()
    portal.page.reload()
    expect(portal.qr_code).to_be_visible()


def test_device_revoked_by_command_is_told_to_the_app(server, portal, app):
    register_by_hand(portal, app)
    app.finish()
    # By its name, as a person would say it on the telephone.
    server.command("device", "revoke", "maria", NAME.upper())
    app.page.reload()
    expect(app.problem).to_contain_text("This phone was removed from your account on the web.")


def test_disabled_person_is_refused_like_a_wrong_password(server):
    portal, phone = register(server.origin, MARIA, NAME)
    tokens = phone.redeem(phone.go_on().json["authorization_code"]).json
    server.command("user", "disable", "maria")
    assert phone.me(tokens["access_token"]).status == 401
    assert phone.refresh(tokens["refresh_token"]).status == 400
    refused = VirtualPhone(server.origin).sign_in(MARIA)
    assert refused.status == 403 and refused.json["error"] == "access_denied"
    assert portal.get("/profile").headers.get("location", "").startswith("/sign-in")


def test_app_is_small_over_the_wire(app):
    sizes = {}
    app.page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    app.open()
    expect(app.sign_in_form).to_be_visible()
    app.page.wait_for_load_state("networkidle")
    total = sum(sizes.values())
    print(f"\nThe app over the wire: {total / 1000:.1f} kB in {len(sizes)} requests")
    assert 0 < total <= APP_AT_MOST
