"""The demo shows messages as they would arrive, while they arrive, and with or without scripts."""

import subprocess

from playwright.sync_api import expect
from support import http
from support.server import BINARY


def cause_a_notice(server):
    subprocess.run(
        [BINARY, "user", "reset-password", "maria", *server._where()],
        check=True, capture_output=True, timeout=60, env=server._environment(),
    )


def test_messages_appear_while_the_page_is_open(portal, server):
    portal.open("/demo/outbox")
    page = portal.page
    expect(page.get_by_text("No messages yet")).to_be_visible()
    cause_a_notice(server)
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_text("No messages yet")).to_have_count(0)
    page.get_by_text("As plain text").click()
    cause_a_notice(server)
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.locator("details[open]")).to_have_count(1)


def test_email_is_shown_as_it_would_look_and_can_do_nothing(portal, server):
    cause_a_notice(server)
    portal.open("/demo/outbox")
    frame = portal.page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Password reset")).to_be_visible()
    link = frame.get_by_role("link", name="This was not me")
    expect(link).to_have_attribute("target", "_blank")
    with server.database() as database:
        (identifier,) = database.execute("SELECT id FROM outbox").fetchone()
    answer = http.send(server.origin, "GET", f"/demo/outbox/{identifier}")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "frame-ancestors 'self'" in policy
    assert "sandbox allow-popups" in policy and "allow-scripts" not in policy
    assert http.send(server.origin, "GET", "/demo/outbox/nothing").status == 404


def test_first_registration_can_be_switched_without_scripts(tabs, server):
    portal = tabs.portal(server, java_script_enabled=False)
    portal.open("/demo/outbox")
    page = portal.page
    expect(page.get_by_label("Password only")).to_be_checked()
    page.get_by_label("PIN").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("PIN")).to_be_checked()
    assert http.send(server.origin, "POST", "/demo/first-registration", b"demand=password").status in (400, 403)


def test_outbox_is_the_demos_alone(new_real_server):
    server = new_real_server()
    for path in ["/demo/outbox", "/demo/outbox/events", "/demo/outbox/x"]:
        assert http.send(server.origin, "GET", path).status == 404
