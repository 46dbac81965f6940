"""The app's second step for people with a factor: other ways than the one that is asked for."""

import re

import pytest
from playwright.sync_api import expect

from support import otp
from support.http_portal import HTTPPortal
from support.looks import check
from support.people import MARIA

TABLET = "Codes on my tablet"


@pytest.fixture
def early(mail):
    """Our server before the policy's date, with maria, who has another authenticator; mails really leave."""
    server = mail.start({"policy.mandatoryFrom": "2099-01-01", "policy.firstRegistration": "password"})
    server.add()
    server.secret = HTTPPortal(server.origin).sign_in(MARIA).register_authenticator(TABLET)
    mail.clear()
    return server


def other_way(app, name):
    app.press("Try another way")
    app.page.get_by_role("button", name=name, exact=True).click()


def test_pin_by_mail_signs_in_before_the_date(tabs, mail, early):
    app = tabs.app(early)
    app.sign_in(MARIA)
    expect(app.page.get_by_label("One-time code")).to_be_visible()
    app.press("Try another way")
    check(app.page, "other ways")
    app.page.get_by_role("button", name="Code by e-mail", exact=True).click()
    pin = app.page.get_by_label("Code from the e-mail")
    expect(pin).to_be_visible()
    expect(app.page.get_by_text("A code was sent.")).to_be_visible()
    check(app.page, "pin")
    sent = mail.wait_for("maria@example.com", "code").code
    pin.fill("000000" if sent != "000000" else "000001")
    app.press("Submit")
    expect(app.problem).to_contain_text("4 tries left")
    resend = app.page.get_by_role("button", name="Send a new code")
    expect(resend).to_have_attribute("aria-disabled", "true")
    expect(app.page.get_by_text("You can have a new one sent in")).to_be_visible()
    pin.fill(sent)
    app.press("Submit")
    app.expect_home()


def test_a_channel_that_is_not_configured_is_not_offered(tabs, early):
    app = tabs.app(early)
    app.sign_in(MARIA)
    app.press("Try another way")
    # There is a mail server here, and no gateway for text messages.
    expect(app.page.get_by_role("button", name="Code by e-mail")).to_be_visible()
    expect(app.page.get_by_role("button", name="Code by text message")).to_have_count(0)


def test_temporary_code_signs_in_before_the_date(tabs, early):
    printed = early.command("user", "bypass", "maria")
    code = re.search(r"\b([0-9A-HJKMNP-TV-Z]{4,5}(?:-[0-9A-HJKMNP-TV-Z]{4,5}){2,})\b", printed)[1]
    app = tabs.app(early)
    app.sign_in(MARIA)
    other_way(app, "Temporary code from your administrator")
    field = app.page.get_by_label("Temporary code")
    field.fill("0000-0000-0000-0000")
    app.press("Submit")
    expect(app.problem).to_be_visible()
    field.fill(code)
    app.press("Submit")
    app.expect_home()


def test_a_clock_that_is_off_is_told(tabs, early):
    app = tabs.app(early)
    app.sign_in(MARIA)
    app.page.get_by_label("One-time code").fill(otp.authenticator_code(early.secret, 4))
    app.press("Submit")
    expect(app.problem).to_contain_text("your other device’s clock is about 2 minutes ahead")


def test_after_the_date_no_pin_is_offered_and_a_way_can_be_left(server, app):
    HTTPPortal(server.origin).sign_in(MARIA).register_authenticator(TABLET)
    app.sign_in(MARIA)
    app.press("Try another way")
    buttons = [text for text in app.page.get_by_role("main").get_by_role("button").all_inner_texts()]
    assert buttons == ["Register this phone", "Recovery code", "Back"]
    app.press("Back")
    expect(app.page.get_by_label("One-time code")).to_be_visible()


def test_recovery_code_registers_this_phone(server, app):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    portal.register_authenticator(TABLET)
    page = portal.get("/profile/access/recovery-codes")
    answer = portal.post("/profile/access/recovery-codes")
    shown = answer.text if answer.status == 200 else portal.get(answer.headers["location"]).text
    codes = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b", shown)
    assert len(set(codes)) == 10, (page.status, answer.status)
    app.sign_in(MARIA)
    other_way(app, "Recovery code")
    field = app.page.get_by_label("Recovery code")
    check(app.page, "recovery code")
    field.fill("0000-0000-0000-0000")
    app.press("Submit")
    expect(app.problem).to_contain_text("This code is not correct")
    field.fill(codes[0].lower())
    app.press("Submit")
    app.page.get_by_label("Device name").fill("Found again")
    app.press("Register this phone")
    expect(app.registered_dialog).to_be_visible()
    app.press("Done")
    app.expect_home()
    app.press("Sign out")
    app.fill_sign_in(MARIA)
    app.expect_home()
