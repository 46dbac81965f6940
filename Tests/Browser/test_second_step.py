"""The second step in the portal: phone, PIN by e-mail (a real SMTP server), text message, another way, what helps."""

import re

from playwright.sync_api import expect

from support import otp
from support.authenticators import import_holders
from support.journeys import NAME
from support.http_portal import register
from support.people import MARIA, Person
from support.second_step import SecondStep, newest_pin, pins
from support.virtual_phone import VirtualPhone
from test_accessibility import check


def test_a_pin_by_email_from_a_real_relay_lets_in_to_look_only(mail, tabs):
    server = mail.server
    portal = tabs.portal(server)
    portal.open("/profile/access/mobile/register")
    portal.fill_sign_in(MARIA)
    step = SecondStep(portal)
    # A first registration: confirmed by e-mail, then registered.
    step.pick("Code by e-mail")
    step.expect_sent()
    first = mail.wait_for("maria@example.com", "code")
    step.enter(first.code, "Confirm")
    portal.name_device(NAME)
    expect(portal.qr_code).to_be_visible()
    phone = VirtualPhone(server.origin)
    phone.sign_in(MARIA)
    assert phone.claim(NAME, setup_code=portal.setup_code()).status == 200
    portal.submit_code(phone.code(otp.BEFORE))
    expect(portal.page.get_by_text("Device registered")).to_be_visible()

    # The second time: the same person on another browser.
    other = tabs.portal(server)
    other.sign_in(MARIA)
    step = SecondStep(other)
    expect(other.page.get_by_text("Open the app on your phone")).to_be_visible()
    step.choose("Code by e-mail")
    step.expect_sent()
    second = mail.wait_for("maria@example.com", "code", count=2)
    step.enter(second.code)
    step.expect_inside()
    other.open("/profile/access/mobile/register")
    expect(other.page.get_by_text("To change how you sign in")).to_be_visible()
    assert "by e-mail" not in other.page.content()
    other.type_code(phone.code(), "Confirm")
    expect(other.page.get_by_label("Device name")).to_be_visible()


def test_try_another_way_lists_the_best_first_and_remembers_the_choice(server, portal, tabs):
    register(server.origin, MARIA, NAME)
    with server.database() as database:
        database.execute("UPDATE accounts SET phone_number = '+385911234567'")
    portal.sign_in(MARIA)
    step = SecondStep(portal)
    check(portal.page, "second step")
    portal.press("Try another way")
    assert step.ways == ["Code from your phone", "Code by e-mail", "Code by text message", "Temporary code"]
    check(portal.page, "ways of the second step")
    before = pins(server)
    step.pick("Code by text message")
    step.expect_sent()
    check(portal.page, "PIN")
    step.enter(newest_pin(server, before))
    step.expect_inside()

    other = tabs.portal(server)
    other.sign_in(MARIA)
    expect(other.page.get_by_role("button", name="Send the code by text message")).to_be_visible()
    check(other.page, "PIN not yet sent")
    other.press("Try another way")
    assert SecondStep(other).ways[0] == "Code by text message"


def test_wrong_expired_and_used_codes_say_what_helps(server, portal):
    register(server.origin, MARIA, NAME)
    portal.sign_in(MARIA)
    step = SecondStep(portal)
    before = pins(server)
    step.choose("Code by e-mail")
    pin = newest_pin(server, before)
    wrong = "000000" if pin != "000000" else "111111"
    step.enter(wrong)
    expect(portal.problem).to_contain_text("4 tries left")
    check(portal.page, "PIN with a problem")
    with server.database() as database:
        database.execute("UPDATE one_time_pins SET expires_at = created_at + 1")
    step.enter(pin)
    expect(portal.problem).to_contain_text("not good any more")
    check(portal.page, "PIN expired")
    assert portal.page.get_by_label("One-time code").count() == 0


def test_a_new_code_can_be_sent_after_a_countdown_and_replaces_the_old_one(server, portal):
    register(server.origin, MARIA, NAME)
    portal.sign_in(MARIA)
    step = SecondStep(portal)
    sent = pins(server)
    step.choose("Code by e-mail")
    first = newest_pin(server, sent)
    again = portal.page.get_by_role("button", name="Send a new code")
    expect(again).to_be_disabled()
    expect(portal.page.locator("#send-left")).to_have_text(re.compile(r"^\d+ seconds?$"))
    with server.database() as database:
        database.execute("UPDATE one_time_pins SET next_at = 0, created_at = created_at - 31000")
    portal.page.reload()
    expect(again).to_be_enabled()
    sent = pins(server)
    again.click()
    step.expect_sent()
    second = newest_pin(server, sent)
    if first != second:
        step.enter(first)
        expect(portal.problem).to_contain_text("4 tries left")
    step.enter(second)
    step.expect_inside()


def test_without_javascript_the_countdown_is_a_sentence(server, tabs):
    register(server.origin, MARIA, NAME)
    portal = tabs.portal(server, java_script_enabled=False)
    portal.sign_in(MARIA)
    step = SecondStep(portal)
    step.choose("Code by e-mail")
    step.expect_sent()
    expect(portal.page.locator("#send-left")).to_have_text("30 seconds")
    portal.press("Send a new code")
    expect(portal.page.get_by_text("A new code can be sent in").first).to_be_visible()


def test_five_wrong_pins_end_it_and_sends_are_limited(server, portal):
    register(server.origin, MARIA, NAME)
    portal.sign_in(MARIA)
    step = SecondStep(portal)
    sent = pins(server)
    step.choose("Code by e-mail")
    pin = newest_pin(server, sent)
    wrong = "000000" if pin != "000000" else "111111"
    for _ in range(4):
        step.enter(wrong)
        expect(portal.problem).to_contain_text("left")
    step.enter(wrong)
    expect(portal.problem).to_contain_text("wrong too often")
    # A new PIN resets nothing: the account's codes wait.
    with server.database() as database:
        database.execute("UPDATE one_time_pins SET next_at = 0")
    sent = pins(server)
    portal.press("Send the code by e-mail")
    step.enter(newest_pin(server, sent))
    expect(portal.problem).to_contain_text("Too many wrong codes")
    for _ in range(2):
        with server.database() as database:
            database.execute("UPDATE one_time_pins SET next_at = 0")
        portal.page.reload()
        portal.press("Send a new code")
    expect(portal.problem).to_contain_text("A new code can be sent in")


def test_the_page_is_the_same_for_who_has_no_address(server, portal):
    register(server.origin, MARIA, NAME)
    with server.database() as database:
        database.execute("UPDATE accounts SET email = NULL, phone_number = NULL")
    sent = pins(server)
    portal.sign_in(MARIA)
    step = SecondStep(portal)
    step.choose("Code by text message")
    step.expect_sent()
    assert pins(server) == sent
    step.enter("123456")
    expect(portal.problem).to_contain_text("4 tries left")


def test_a_clock_that_is_ahead_is_named_after_the_password(server, portal, tmp_path):
    holder = import_holders(server, tmp_path, 1)[0]
    portal.sign_in(Person(holder.username, holder.password))
    expect(portal.page.get_by_text("Open your authenticator app")).to_be_visible()
    portal.type_code(holder.code(4), "Sign in")
    expect(portal.problem).to_contain_text("about 2 minutes ahead")
    portal.type_code(holder.code(-4), "Sign in")
    expect(portal.problem).to_contain_text("about 2 minutes behind")
    portal.type_code(holder.code(), "Sign in")
    SecondStep(portal).expect_inside()
