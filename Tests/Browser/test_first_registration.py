"""The first registration asks for more than a password where policy says so: PIN or invitation."""

import pytest
from playwright.sync_api import expect

from support.journeys import NAME
from support.http_portal import HTTPPortal
from support.people import MARIA
from support.second_step import SecondStep
from test_accessibility import check


@pytest.fixture
def strict(mail):
    """A server with a mail relay, so that a first registration needs a PIN."""
    return mail.server


def test_a_password_alone_registers_nothing_once_a_channel_is_configured(strict):
    thief = HTTPPortal(strict.origin).sign_in(MARIA)
    for base in ("/profile/access/mobile/register", "/profile/access/authenticator/register"):
        asked = thief.get(base)
        assert asked.status == 303 and asked.headers["location"].startswith("/sign-in/code?next=")
        thief.get("/profile/access")
        begun = thief.post(base, device_name=NAME)
        assert begun.status == 303 and begun.headers["location"].startswith("/sign-in/code")
    with strict.database() as database:
        assert database.execute("SELECT count(*) FROM registrations").fetchone() == (0,)


def test_a_pin_opens_the_wizard_and_the_phone_is_registered(mail, strict, tabs):
    portal = tabs.portal(strict)
    portal.sign_in(MARIA)
    portal.go_to_mobile_authentication()
    portal.follow("Register new device")
    expect(portal.page.get_by_text("Before you register your first device")).to_be_visible()
    step = SecondStep(portal)
    assert step.ways == ["Code by e-mail", "Invitation code"]
    check(portal.page, "confirmation before a first registration")
    step.pick("Code by e-mail")
    step.expect_sent()
    check(portal.page, "PIN of a first registration")
    step.enter(mail.wait_for("maria@example.com", "code").code, "Confirm")
    app = tabs.app(strict)
    app.sign_in(MARIA)
    portal.name_device(NAME)
    app.register_by_hand(NAME, portal.setup_code())
    portal.submit_code(app.code())
    expect(portal.page.get_by_text("Device registered")).to_be_visible()


def test_an_invitation_opens_it_once(strict, tabs):
    code = strict.command("user", "invite", "maria").split()
    code = next(word for word in code if word.count("-") == 3)
    portal = tabs.portal(strict)
    portal.sign_in(MARIA)
    portal.open("/profile/access/mobile/register")
    step = SecondStep(portal)
    step.pick("Invitation code")
    check(portal.page, "invitation code")
    step.enter_long("Invitation code", "0000-0000-0000-0000", "Confirm")
    expect(portal.problem).to_contain_text("Compare every character")
    check(portal.page, "invitation code with a problem")
    step.enter_long("Invitation code", code.lower().replace("-", " "), "Confirm")
    expect(portal.page.get_by_label("Device name")).to_be_visible()
    again = tabs.portal(strict)
    again.sign_in(MARIA)
    again.open("/profile/access/mobile/register")
    SecondStep(again).pick("Invitation code")
    SecondStep(again).enter_long("Invitation code", code, "Confirm")
    expect(again.problem).to_contain_text("not right, or it was used before")


def test_where_invitations_are_asked_for_nothing_else_is_offered(mail, tabs):
    server = mail.start({"policy.firstRegistration": "invitation"})
    server.add()
    portal = tabs.portal(server)
    portal.sign_in(MARIA)
    portal.open("/profile/access/mobile/register")
    expect(portal.page.get_by_label("Invitation code")).to_be_visible()
    assert portal.page.get_by_text("Try another way").count() == 0


def test_the_demo_starts_with_the_password_only(server, portal):
    portal.sign_in(MARIA).go_to_mobile_authentication()
    portal.follow("Register new device")
    expect(portal.page.get_by_label("Device name")).to_be_visible()
