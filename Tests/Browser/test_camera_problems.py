"""The app without a usable camera, and the ways out of the scanner."""

import pytest
from playwright.sync_api import expect

from support import browsers, camera
from support.journeys import NAME
from support.people import MARIA


def test_cancel_ends_the_sign_in(app):
    app.sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()
    app.press("Cancel")
    expect(app.verify_dialog).to_be_hidden()
    expect(app.sign_in_form).to_be_visible()
    expect(app.page.get_by_label("Password", exact=True)).to_have_value("")
    app.page.reload()
    expect(app.sign_in_form).to_be_visible()


def test_escape_cancels_the_dialog(app):
    app.sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(app.verify_dialog).to_be_hidden()
    expect(app.sign_in_form).to_be_visible()


def test_cancel_in_the_scanner_and_in_the_form_leads_back_to_the_dialog(app):
    app.sign_in(MARIA)
    app.press("Scan QR")
    app.press("Cancel")
    expect(app.verify_dialog).to_be_visible()
    app.go_to_manual_entry()
    app.press("Cancel")
    expect(app.verify_dialog).to_be_visible()
    app.press("Cancel")
    expect(app.sign_in_form).to_be_visible()


def test_denied_camera_is_named_and_the_values_can_be_typed(tabs, server, portal):
    portal.sign_in(MARIA).start_registration(NAME)
    app = tabs.app(server, tabs.launch("--use-fake-device-for-media-stream", "--deny-permission-prompts"))
    app.sign_in(MARIA)
    app.press("Scan QR")
    expect(app.problem).to_contain_text("The camera is not allowed for this app.")
    expect(app.page.get_by_role("button", name="Try again")).to_be_visible()
    app.press("Enter manually")
    app.type_values(NAME, portal.setup_code())
    portal.submit_code(app.code())
    portal.expect_registered(NAME)


def test_missing_camera_is_named(tabs, server):
    app = tabs.app(server, permissions=["camera"])
    app.sign_in(MARIA)
    app.press("Scan QR")
    expect(app.problem).to_contain_text("This device has no camera.")
    expect(app.page.get_by_role("button", name="Enter manually")).to_be_visible()


def test_busy_camera_is_named_and_tried_again(tabs, server):
    app = tabs.app(server)
    app.page.add_init_script("""
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('busy', 'NotReadableError'));
    """)
    app.sign_in(MARIA)
    app.press("Scan QR")
    expect(app.problem).to_contain_text("Another app is using the camera.")
    app.press("Try again")
    expect(app.problem).to_contain_text("Another app is using the camera.")


@pytest.mark.parametrize("text, sentence", ids=["web page", "authenticator", "other server"], argvalues=[
    ("https://example.com/menu", "This is not a Countersign code."),
    ("otpauth://totp/Example:maria?secret=JBSWY3DPEHPK3PXP", "This code is for another authenticator app."),
    ("https://id.example.com/app/#pair?t=AAECAwQFBgcICQoLDA0ODw&k=AqtLVaY5r-z6240aPtPDs9V2ryMlpipODnPRW7eOoZdl&n=x",
     "This code belongs to another address than this app."),
])
def test_other_codes_are_named_and_scanning_goes_on(tabs, server, tmp_path, text, sentence):
    stream = camera.film(camera.picture_of(text), tmp_path / "other.y4m")
    app = tabs.app(server, tabs.launch(*browsers.camera_flags(stream)))
    app.sign_in(MARIA)
    app.press("Scan QR")
    expect(app.page.get_by_text(sentence)).to_be_visible()
    expect(app.page.get_by_role("button", name="Enter manually")).to_be_visible()


def test_photo_without_a_code_is_told(app, tmp_path):
    empty = camera.photo(camera.blank(), tmp_path / "empty.jpg")
    (tmp_path / "letter.jpg").write_text("no picture")
    app.sign_in(MARIA)
    app.press("Scan QR")
    app.page.get_by_label("Use a photo").set_input_files(empty)
    expect(app.page.get_by_text("No QR code was found in this photo.")).to_be_visible()
    app.page.get_by_label("Use a photo").set_input_files(tmp_path / "letter.jpg")
    expect(app.page.get_by_text("This file is not a picture.")).to_be_visible()
