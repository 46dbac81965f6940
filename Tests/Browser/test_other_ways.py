"""Another authenticator app, and the time before registering becomes mandatory."""

import re

import pytest
from playwright.sync_api import expect

from support import otp
from support.http_portal import HTTPPortal
from support.journeys import NAME
from support.people import MARIA

TABLET = "Codes on my tablet"


def add_authenticator(portal):
    """From the wizard's link to the list; returns the secret."""
    portal.sign_in(MARIA).start_registration(NAME)
    portal.follow("Use another authenticator app")
    portal.name_device(TABLET)
    expect(portal.qr_code).to_be_visible()
    portal.page.get_by_text("Not able to scan the QR code?").click()
    secret = portal.page.get_by_test_id("secret").inner_text()
    assert re.fullmatch(r"([A-Z2-7]{4} ?){8}", secret.strip())
    return secret


def test_another_authenticator_answers_the_prompts_of_portal_and_app(portal, app):
    secret = add_authenticator(portal)
    portal.submit_code(otp.wrong(otp.authenticator_code(secret)))
    expect(portal.problem).to_contain_text("4 tries left")
    used = otp.authenticator_code(secret, otp.BEFORE)
    portal.submit_code(used)
    expect(portal.devices.filter(has_text=TABLET)).to_have_count(1)

    portal.press("Sign out")
    portal.fill_sign_in(MARIA)
    portal.type_code(used, "Sign in")
    expect(portal.problem).to_be_visible()
    portal.type_code(otp.authenticator_code(secret), "Sign in")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()

    app.sign_in(MARIA)
    app.page.get_by_label("One-time code").fill(otp.wrong(otp.authenticator_code(secret)))
    app.press("Submit")
    expect(app.problem).to_contain_text("This code is not correct or was used already.")
    app.page.get_by_label("One-time code").fill(otp.authenticator_code(secret, otp.NEXT))
    app.press("Submit")
    app.expect_home()


def test_authenticator_does_not_replace_the_registration_of_a_phone(server, portal, app):
    HTTPPortal(server.origin).sign_in(MARIA).register_authenticator(TABLET)
    app.sign_in(MARIA)
    app.press("Register this phone")
    expect(app.verify_dialog).to_be_visible()


@pytest.fixture
def early(new_server):
    """A server on which registering is not mandatory yet."""
    return new_server(settings={"policy.mandatoryFrom": "2099-03-05"})


def test_before_the_policy_date_people_may_go_on_without_a_device(early, tabs):
    app = tabs.app(early, locale="en-GB")
    app.sign_in(MARIA)
    expect(app.page.get_by_role("dialog")).to_contain_text("becomes mandatory on 5 March 2099")
    app.press("Not now")
    app.expect_home()
    expect(app.page.get_by_text("This phone is not registered", exact=True)).to_be_visible()
    app.page.reload()
    app.expect_home()


def test_before_the_policy_date_people_may_register(early, tabs):
    portal, app = tabs.portal(early), tabs.app(early)
    app.sign_in(MARIA)
    app.press("Register now")
    portal.sign_in(MARIA).start_registration(NAME)
    app.register_by_hand(NAME, portal.setup_code())
    portal.submit_code(app.code())
    portal.expect_registered(NAME)
    app.finish()


def test_after_the_policy_date_nobody_goes_on_without_a_device(new_server, tabs):
    app = tabs.app(new_server(settings={"policy.mandatoryFrom": "2020-01-01"}))
    app.sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()
    expect(app.page.get_by_role("button", name="Not now")).to_have_count(0)
