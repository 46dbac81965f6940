"""The list "Security" of the app's home screen, and "This was not me"."""

import re

from playwright.sync_api import expect

from support.http_portal import HTTPPortal, register
from support.journeys import NAME, register_by_hand
from support.looks import check
from support.otp import wait_for_next_step
from support.people import MARIA


def events(app):
    return app.page.get_by_role("region", name="Security").get_by_role("listitem")


def at_home(portal, app):
    register_by_hand(portal, app)
    app.finish()


def test_what_happens_is_listed_at_once(server, portal, app):
    at_home(portal, app)
    expect(events(app).filter(has_text="This phone was registered.")).to_have_count(1)
    expect(events(app).filter(has_text="Signed in on the web.")).to_have_count(1)
    check(app.page, "home with events")
    # Somebody signs in from another browser: it is told without a touch.
    wait_for_next_step()
    other = HTTPPortal(server.origin).sign_in(MARIA)
    other.post("/sign-in/code", code=app.code(), method="phone")
    expect(events(app).first).to_contain_text("Signed in on the web.", timeout=5000)
    expect(events(app).filter(has_text="Signed in on the web.")).to_have_count(2)


def test_removal_signs_this_phone_out_at_once(portal, app):
    at_home(portal, app)
    portal.page.get_by_role("link", name=f"Remove {NAME}").click()
    portal.press("Remove device")
    expect(app.problem).to_contain_text("This phone was removed from your account on the web.", timeout=5000)


def test_this_was_not_me_signs_out_and_locks_changes(portal, app):
    at_home(portal, app)
    page = app.page
    row = events(app).filter(has_text="Signed in on the web.").first
    row.get_by_role("button", name="This was not me").click()
    dialog = page.get_by_role("dialog", name="This was not me")
    expect(dialog).to_contain_text("Signed in on the web.")
    check(page, "not me")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    app.expect_home()
    row.get_by_role("button", name="This was not me").click()
    page.get_by_role("button", name="Yes, it was not me").click()
    expect(app.problem).to_contain_text("Everything was signed out")
    expect(app.sign_in_form).to_be_visible()
    portal.page.reload()
    expect(portal.page.get_by_label("Username")).to_be_visible()
    # The phone is still a phone of this person's.
    app.fill_sign_in(MARIA)
    app.expect_home()
    expect(events(app).filter(has_text="“This was not me” was used")).to_have_count(1)
    reported = events(app).filter(has_text=re.compile("Signed in on the web")).first
    expect(reported.get_by_role("button", name="This was not me")).to_be_hidden()


def test_this_phones_own_registration_is_not_repudiated_here(portal, app):
    at_home(portal, app)
    own = events(app).filter(has_text="This phone was registered.")
    expect(own.get_by_role("button", name="This was not me")).to_be_hidden()


def test_the_list_needs_the_phones_own_key(server):
    _, phone = register(server.origin, MARIA, NAME)
    token = phone.redeem(phone.go_on().json["authorization_code"]).json["access_token"]
    path = "/v1/me/events"
    mine = phone.send(
        phone.origin, "GET", path, headers={"Authorization": f"DPoP {token}", "DPoP": phone.proof("GET", path, token)})
    assert mine.status == 200
    names = [event["event"] for event in mine.json["events"]]
    assert "device.registered" in names and "code.accepted" not in names
    bare = phone.send(phone.origin, "GET", path, headers={"DPoP": phone.proof("GET", path)})
    assert bare.status == 401
    odd = phone.send(
        phone.origin, "GET", f"{path}?before=x",
        headers={"Authorization": f"DPoP {token}", "DPoP": phone.proof("GET", path, token)})
    assert odd.status == 400
