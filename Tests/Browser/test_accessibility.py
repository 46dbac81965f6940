"""No page of the portal and no screen of the app breaks a rule of axe: light and dark, phone and computer."""

from playwright.sync_api import expect

from support import browsers, otp
from support.http_portal import HTTPPortal, register
from support.journeys import NAME
from support.looks import check
from support.people import ADMIN, MARIA


def test_portal_pages_before_and_while_registering(server, portal, app):
    page = portal.open().page
    check(page, "sign-in")
    portal.fill_sign_in(MARIA._replace(password="wrong password"))
    expect(portal.problem).to_be_visible()
    check(page, "sign-in with a problem")
    portal.open("/there-is-no-such-page")
    check(page, "error")
    portal.open("/demo/outbox")
    check(page, "empty outbox")
    portal.sign_in(MARIA)
    check(page, "details")
    portal.open("/profile/access")
    check(page, "access controls")
    portal.open("/profile/access/mobile")
    check(page, "no device")
    portal.follow("Register new device")
    check(page, "device name")
    page.evaluate("document.querySelector('#device-name').required = false")
    portal.name_device(" ")
    expect(portal.problem).to_be_visible()
    check(page, "device name with a problem")
    portal.name_device(NAME)
    expect(portal.qr_code).to_be_visible()
    check(page, "pairing")
    portal.manual_values()
    check(page, "pairing by hand")
    portal.submit_code("123456")
    expect(portal.problem).to_be_visible()
    check(page, "pairing with a problem")
    app.sign_in(MARIA)
    app.register_by_hand(NAME, portal.setup_code())
    expect(page.get_by_role("button", name="This is not my phone")).to_be_visible()
    check(page, "claimed")
    portal.press("This is not my phone")
    check(page, "rejected")


def test_portal_pages_after_registering(server, portal):
    _, phone = register(server.origin, MARIA, NAME)
    page = portal.sign_in(MARIA).page
    check(page, "second step")
    portal.type_code(otp.wrong(phone.code()), "Sign in")
    expect(portal.problem).to_be_visible()
    check(page, "second step with a problem")
    portal.type_code(phone.code(), "Sign in")
    expect(page.get_by_role("heading", name="User profile")).to_be_visible()
    portal.open("/profile/access/mobile")
    check(page, "devices")
    page.get_by_role("link", name=f"Remove {NAME}").click()
    check(page, "remove")
    portal.open("/profile/access")
    check(page, "access controls, on")
    portal.open("/profile/access/authenticator/register")
    check(page, "authenticator name")
    portal.name_device("Codes on my tablet")
    expect(portal.qr_code).to_be_visible()
    page.get_by_text("Not able to scan the QR code?").click()
    check(page, "authenticator")
    portal.open("/demo/outbox")
    check(page, "outbox")
    server.age_sessions(minutes=11)
    portal.open("/profile/access/mobile/register")
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    check(page, "confirm")


def test_app_screens(portal, app):
    page = app.open().page
    expect(app.sign_in_form).to_be_visible()
    check(page, "sign-in")
    app.press("Sign in")
    expect(page.get_by_text("Enter your username.")).to_be_visible()
    check(page, "sign-in with problems")
    app.fill_sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()
    check(page, "verify device")
    app.press("Scan QR")
    expect(app.problem).to_be_visible()
    check(page, "scanner without a camera")
    app.press("Enter manually")
    check(page, "enter manually")
    app.press("Register")
    expect(page.get_by_text("Enter the device name")).to_be_visible()
    check(page, "enter manually with problems")
    portal.sign_in(MARIA).start_registration(NAME)
    app.type_values(NAME, portal.setup_code())
    code = app.code()
    check(page, "code")
    app.press("Continue")
    expect(page.get_by_text("Waiting for the web page")).to_be_visible()
    check(page, "waiting")
    portal.submit_code(code)
    expect(app.registered_dialog).to_be_visible()
    check(page, "device registered")
    app.press("Done")
    app.expect_home()
    check(page, "home")
    page.evaluate("indexedDB.databases().then(all => Promise.all(all.map(one => indexedDB.deleteDatabase(one.name))))")
    page.reload()
    check(page, "after the data was deleted")


def test_scanner_with_a_picture(tabs, server):
    app = tabs.app(server, tabs.launch(*browsers.camera_flags()))
    app.sign_in(MARIA)
    app.press("Scan QR")
    expect(app.page.locator("[data-running]")).to_be_visible()
    check(app.page, "scanner")


def test_offer_before_the_policy_date(new_server, tabs):
    server = new_server(settings={"policy.mandatoryFrom": "2099-01-01"})
    app = tabs.app(server)
    app.sign_in(MARIA)
    expect(app.page.get_by_role("button", name="Not now")).to_be_visible()
    check(app.page, "offer")
    portal = tabs.portal(server)
    portal.sign_in(MARIA).open("/profile/access/mobile")
    expect(portal.page.get_by_text("becomes mandatory on")).to_be_visible()
    check(portal.page, "policy date")


def test_prompt_of_another_authenticator(server, app):
    session = HTTPPortal(server.origin).sign_in(ADMIN)
    session.register_authenticator("Codes on my tablet")
    app.sign_in(ADMIN)
    expect(app.page.get_by_label("One-time code")).to_be_visible()
    check(app.page, "one-time code")
