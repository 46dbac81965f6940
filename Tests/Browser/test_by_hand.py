"""Registering a phone without its camera."""

from playwright.sync_api import expect

from support import camera
from support.journeys import NAME, register_by_hand
from support.people import MARIA


def test_name_and_setup_code_register_a_phone(portal, app):
    register_by_hand(portal, app)
    app.finish()
    expect(app.page.get_by_text(NAME)).to_be_visible()


def test_setup_code_may_be_typed_carelessly(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    code = portal.setup_code()
    careless = f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    app.sign_in(MARIA)
    app.register_by_hand(NAME, careless)
    portal.submit_code(app.code())
    portal.expect_registered(NAME)


def test_continue_before_submit_waits_and_goes_on_by_itself(portal, app):
    portal.sign_in(MARIA).start_registration(NAME)
    app.sign_in(MARIA)
    app.register_by_hand(NAME, portal.setup_code())
    code = app.code()
    app.press("Continue")
    expect(app.page.get_by_text("Waiting for the web page")).to_be_visible()
    portal.submit_code(code)
    expect(app.registered_dialog).to_be_visible()


def test_link_registers_the_phone_that_shows_the_portal(server, tabs):
    portal = tabs.portal(server)
    portal.page.set_viewport_size({"width": 390, "height": 844})
    portal.sign_in(MARIA).start_registration(NAME)
    with portal.page.context.expect_page() as opened:
        portal.follow("I'm on my phone")
    app = tabs.adopt_app(server, opened.value)
    expect(app.page.get_by_text("Sign in, then this phone can be registered.")).to_be_visible()
    app.fill_sign_in(MARIA)
    app.verify_dialog.get_by_role("button", name="Register this phone").click()
    code = app.code()
    assert "pair" not in app.page.url, "the ticket stays in the address"
    portal.page.bring_to_front()
    portal.submit_code(code)
    portal.expect_registered(NAME)
    app.page.bring_to_front()
    app.finish()


def test_photo_of_the_qr_code_registers_a_phone(portal, app, tmp_path):
    portal.sign_in(MARIA).start_registration(NAME)
    photo = camera.photo(portal.photograph(), tmp_path / "photo.jpg")
    app.sign_in(MARIA)
    app.press("Scan QR")
    app.page.get_by_label("Use a photo").set_input_files(photo)
    portal.submit_code(app.code())
    portal.expect_registered(NAME)
    app.finish()
