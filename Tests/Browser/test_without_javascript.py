"""The portal in a browser without JavaScript, and by keyboard alone."""

import re

from playwright.sync_api import expect

from support.journeys import NAME
from support.people import MARIA


def test_registration_by_hand_without_javascript(server, tabs, app):
    portal = tabs.portal(server, java_script_enabled=False)
    portal.sign_in(MARIA).start_registration(NAME)
    expect(portal.status).to_have_text("Waiting for your phone")
    name, code = portal.manual_values()
    app.sign_in(MARIA)
    app.register_by_hand(name, code)
    digits = app.code()
    portal.follow("Check again")
    expect(portal.status).to_have_text(re.compile("has scanned the code$"))
    expect(portal.page.get_by_role("button", name="This is not my phone")).to_be_visible()
    portal.submit_code(digits)
    portal.expect_registered(NAME)
    app.finish()


def test_wrong_code_without_javascript_leaves_a_page_that_can_be_opened_again(server, tabs, app):
    portal = tabs.portal(server, java_script_enabled=False)
    portal.sign_in(MARIA).start_registration(NAME)
    portal.submit_code("123456")
    expect(portal.problem).to_contain_text("No phone has scanned the code yet.")
    portal.page.goto(portal.page.url)
    expect(portal.qr_code).to_be_visible()


def press_until_focused(page, target, limit=40):
    """Presses Tab until `target` has the focus."""
    for _ in range(limit):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def reach(page, target, key="Enter"):
    """Goes to `target` by keyboard and uses it."""
    expect(target).to_be_visible()
    press_until_focused(page, target)
    page.keyboard.press(key)


def test_registration_by_keyboard_alone(portal, app):
    page = portal.open().page
    press_until_focused(page, page.get_by_label("Username"))
    page.keyboard.type(MARIA.username)
    press_until_focused(page, page.get_by_label("Password"))
    page.keyboard.type(MARIA.password)
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("link", name="User profile"))
    reach(page, page.get_by_role("link", name="Access controls"))
    reach(page, page.get_by_role("link", name="Mobile authentication"))
    reach(page, page.get_by_role("link", name="Register new device"))
    expect(page.get_by_label("Device name")).to_be_focused()
    page.keyboard.type(NAME)
    page.keyboard.press("Enter")
    summary = page.locator("summary", has_text="Not able to scan the QR code?")
    reach(page, summary)
    code = page.get_by_test_id("setup-code")
    expect(code).to_be_visible()
    setup_code = code.inner_text()

    phone = app.open().page
    press_until_focused(phone, phone.get_by_label("Username"))
    phone.keyboard.type(MARIA.username)
    press_until_focused(phone, phone.get_by_label("Password", exact=True))
    phone.keyboard.type(MARIA.password)
    phone.keyboard.press("Enter")
    expect(app.verify_dialog).to_be_visible()
    reach(phone, phone.get_by_role("button", name="Scan QR"))
    reach(phone, phone.get_by_role("button", name="Enter manually"), "Space")
    press_until_focused(phone, phone.get_by_label("Device name"))
    phone.keyboard.type(NAME)
    press_until_focused(phone, phone.get_by_label("Setup code"))
    phone.keyboard.type(setup_code)
    phone.keyboard.press("Enter")
    digits = app.code()

    press_until_focused(page, page.get_by_label("One-time code"))
    page.keyboard.type(digits)
    page.keyboard.press("Enter")
    portal.expect_registered(NAME)
    reach(phone, phone.get_by_role("button", name="Continue"))
    expect(app.registered_dialog).to_be_visible()
    expect(phone.get_by_role("button", name="Done")).to_be_focused()
    phone.keyboard.press("Enter")
    app.expect_home()
