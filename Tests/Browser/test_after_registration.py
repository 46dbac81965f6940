"""What a registered phone does from then on."""

from playwright.sync_api import expect

from support import otp
from support.http_portal import register
from support.journeys import NAME, register_by_hand
from support.people import MARIA


def test_registered_phone_signs_in_with_the_password_alone(portal, app):
    register_by_hand(portal, app)
    app.finish()
    app.press("Sign out")
    app.fill_sign_in(MARIA)
    app.expect_home()
    expect(app.verify_dialog).to_be_hidden()
    expect(app.page.get_by_text(NAME)).to_be_visible()
    app.page.reload()
    app.expect_home()
    assert len(app.code()) == 6


def test_home_code_opens_the_portal_once(portal, app):
    used = register_by_hand(portal, app)
    app.finish()
    portal.press("Sign out")
    portal.fill_sign_in(MARIA)
    expect(portal.page.get_by_role("heading", name="Enter your code")).to_be_visible()
    portal.type_code(used, "Sign in")
    expect(portal.problem).to_contain_text("code")
    while app.code() == used:
        otp.wait_for_next_step()
    portal.type_code(app.code(), "Sign in")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()


def test_other_phone_of_a_registered_person_must_be_registered_too(server, app):
    register(server.origin, MARIA, "First phone")
    app.sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()


def test_removed_phone_is_told_at_its_next_request(portal, app):
    register_by_hand(portal, app)
    app.finish()
    portal.page.get_by_role("link", name=f"Remove {NAME}").click()
    portal.press("Remove device")
    expect(portal.page.get_by_text("No phone is registered yet.")).to_be_visible()
    app.page.reload()
    expect(app.problem).to_contain_text("This phone was removed from your account on the web.")
    app.fill_sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()


def test_tokens_of_a_removed_device_are_refused(server):
    portal, phone = register(server.origin, MARIA, NAME)
    tokens = phone.redeem(phone.go_on().json["authorization_code"]).json
    person = phone.me(tokens["access_token"])
    assert person.status == 200 and person.json["device"]["name"] == NAME
    device = person.json["device"]["id"]
    path = f"/profile/access/mobile/devices/{device}/remove"
    portal.get(path)
    assert portal.post(path).status == 303
    refused = phone.me(tokens["access_token"])
    assert refused.status == 401 and refused.json["type"].endswith("/problems/device-removed")
    renewal = phone.refresh(tokens["refresh_token"])
    assert renewal.status == 400 and renewal.json["error"] == "invalid_grant"
    assert renewal.json["reason"] == "device_removed"
    assert phone.sign_in(MARIA).json["next"] == "verify_device"
