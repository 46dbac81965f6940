"""A new phone with the old one at hand: two browsers are two phones."""

import json
import re
import subprocess
import time

from playwright.sync_api import expect

from support.http_portal import HTTPPortal
from support.journeys import NAME, register_by_hand
from support.looks import check
from support.otp import wait_for_next_step
from support.people import MARIA
from support.server import BINARY

NEW = "Maria's new phone"


def request(app):
    return app.page.get_by_role("region", name="New phone wants to register")


def ask(server, tabs):
    """A new phone that has asked; returns it and the number that it shows."""
    new = tabs.app(server)
    new.sign_in(MARIA)
    expect(new.verify_dialog).to_be_visible()
    new.press("Approve with your other phone")
    number = new.page.get_by_test_id("match-number")
    expect(number).to_be_visible()
    expect(number).to_have_text(re.compile(r"^\d\d$"))
    return new, number.inner_text()


def at_home(portal, app):
    register_by_hand(portal, app)
    app.finish()


def approve(app, number):
    expect(request(app)).to_be_visible(timeout=5000)
    request(app).get_by_role("radio", name=number, exact=True).check()
    app.press("Approve")
    expect(app.page.get_by_text("Approved. Now give the new phone its name there.")).to_be_visible()


def answer_late(route):
    """The news that this phone is gone comes before the answer to the request that removed it."""
    answer = route.fetch()
    time.sleep(1)
    route.fulfill(response=answer)


def test_old_phone_approves_and_goes(server, tabs, portal, app):
    at_home(portal, app)
    new, number = ask(server, tabs)
    check(new.page, "approval number")
    expect(request(app)).to_be_visible(timeout=5000)
    expect(request(app)).to_contain_text("127.0.0.1")
    check(app.page, "approval request")
    approve(app, number)
    name = new.page.get_by_label("Device name")
    expect(name).to_be_visible(timeout=5000)
    check(new.page, "name this phone")
    new.press("Register this phone")
    expect(new.page.get_by_text("A device name has 1 to 64 characters.")).to_be_visible()
    name.fill(NAME)
    new.press("Register this phone")
    expect(new.problem).to_contain_text("You already have a device with this name.")
    name.fill(NEW)
    new.press("Register this phone")
    expect(new.registered_dialog).to_be_visible()
    new.press("Done")
    new.expect_home()
    used = new.code()
    assert len(used) == 6
    expect(new.page.get_by_role("region", name="Security")).to_contain_text("was approved on your other phone")

    farewell = app.page.get_by_role("region", name="Keep this phone as well?")
    expect(farewell).to_contain_text(NEW, timeout=5000)
    check(app.page, "keep this phone")
    app.page.route("**/v1/me/device/remove", answer_late)
    app.press("Remove this phone")
    expect(app.problem).to_contain_text("From now on your codes are on the new phone.")
    portal.page.reload()
    # Removing a phone ends the portal's sessions, too; the new phone's code lets her in again.
    portal.fill_sign_in(MARIA)
    # Registering used the code of that time step up.
    while new.code() == used:
        wait_for_next_step()
    portal.type_code(new.code(), "Sign in")
    portal.go_to_mobile_authentication()
    expect(portal.devices).to_have_count(1)
    expect(portal.devices.first).to_contain_text(NEW)
    # The new phone proves itself from now on.
    new.press("Sign out")
    new.fill_sign_in(MARIA)
    new.expect_home()


def test_both_phones_may_stay(server, tabs, portal, app):
    at_home(portal, app)
    new, number = ask(server, tabs)
    approve(app, number)
    new.page.get_by_label("Device name").fill(NEW)
    new.press("Register this phone")
    new.press("Done")
    app.press("Keep it")
    expect(app.page.get_by_role("region", name="Keep this phone as well?")).to_be_hidden()
    app.page.reload()
    app.expect_home()
    portal.open("/profile/access/mobile")
    expect(portal.devices).to_have_count(2)


def test_refusing_ends_the_sign_in_of_the_new_phone(server, tabs, portal, app):
    at_home(portal, app)
    new, _ = ask(server, tabs)
    expect(request(app)).to_be_visible(timeout=5000)
    app.press("Refuse")
    expect(app.page.get_by_text("Refused. The sign-in on the other phone is over.")).to_be_visible()
    expect(new.problem).to_contain_text("Your other phone refused this sign-in", timeout=5000)
    expect(new.sign_in_form).to_be_visible()


def test_a_wrong_number_refuses(server, tabs, portal, app):
    at_home(portal, app)
    new, number = ask(server, tabs)
    expect(request(app)).to_be_visible(timeout=5000)
    app.press("Approve")
    expect(request(app)).to_contain_text("Choose the number that the new phone shows.")
    wrong = next(text for text in request(app).locator(".number-choice").all_inner_texts() if text != number)
    request(app).get_by_role("radio", name=wrong, exact=True).check()
    app.press("Approve")
    expect(app.page.get_by_text("The new phone shows another number")).to_be_visible()
    expect(new.problem).to_contain_text("Your other phone refused this sign-in", timeout=5000)


def test_nobody_is_offered_approval_without_a_phone(app):
    app.sign_in(MARIA)
    expect(app.verify_dialog).to_be_visible()
    buttons = [text.strip() for text in app.verify_dialog.get_by_role("button").all_inner_texts() if text.strip()]
    assert buttons == ["Cancel", "Scan QR"]


def test_cancel_goes_back_to_the_dialog(server, tabs, portal, app):
    at_home(portal, app)
    new, _ = ask(server, tabs)
    new.press("Cancel")
    expect(new.verify_dialog).to_be_visible()
    new.press("Cancel")
    expect(new.sign_in_form).to_be_visible()


def test_frozen_account_approves_nothing(server, tabs, portal, app):
    at_home(portal, app)
    with server.database() as database:
        database.execute("UPDATE accounts SET frozen_until = created_at + 10000000000")
    new = tabs.app(server)
    new.sign_in(MARIA)
    new.press("Approve with your other phone")
    expect(new.problem).to_contain_text("Changes are locked until")


def test_virtual_phones_approve_each_other(server, tmp_path):
    def phone(file, *arguments):
        done = subprocess.Popen(
            [BINARY, "phone", *arguments, "--server", server.origin, "--phone", str(tmp_path / file), "--json"],
            stdout=subprocess.PIPE, text=True)
        return done

    def events(process):
        output, _ = process.communicate(timeout=60)
        return [json.loads(line) for line in output.splitlines()], process.returncode

    credentials = ("--username", MARIA.username, "--password", MARIA.password)
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    path = portal.begin("First")
    told, code = events(phone("first.json", "register", *credentials, portal.link(path), "--no-wait"))
    assert code == 0
    portal.submit(path, told[0]["code"])
    assert events(phone("first.json", "continue"))[1] == 0
    asking = phone("second.json", "sign-in", *credentials, "--approval", "--device-name", "Second")
    number = json.loads(asking.stdout.readline())["number"]
    shown, code = events(phone("first.json", "approve"))
    assert code == 0 and number in shown[0]["numbers"] and len(shown[0]["numbers"]) == 3
    assert events(phone("first.json", "approve", "--number", str(number)))[1] == 0
    told, code = events(asking)
    assert code == 0
    assert [event["event"] for event in told] == ["registered", "signed_in"]
    assert events(phone("first.json", "approve"))[1] == 2
