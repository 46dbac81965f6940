"""The console's pages, as each role sees and uses them."""

import re

import pytest
from playwright.sync_api import expect

from support.looks import check
from support.verify import Verifier
from test_help_desk import add, sign_in

SECTIONS = {
    "helpdesk": ["Overview", "People", "Messages", "Audit log"],
    "auditor": ["Overview", "People", "Groups", "Policy", "Messages", "API keys", "Settings", "Audit log"],
    "admin": ["Overview", "People", "Groups", "Policy", "Messages", "API keys", "Settings", "Audit log"],
}


@pytest.fixture
def console_server(mail):
    return mail.start()


def navigation(portal):
    return portal.page.get_by_role("navigation", name="Administration").get_by_role("link")


@pytest.mark.parametrize("role", SECTIONS)
def test_each_role_sees_its_sections_and_all_are_accessible(tabs, console_server, role):
    staff = sign_in(tabs, console_server, add(console_server, "tom", role))
    staff.page.get_by_role("link", name="Administration", exact=True).click()
    expect(staff.page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(navigation(staff)).to_have_text(SECTIONS[role])
    for name in SECTIONS[role]:
        navigation(staff).filter(has_text=name).click()
        expect(navigation(staff).filter(has_text=name)).to_have_attribute("aria-current", "true")
        if name == "Overview":
            for table in staff.page.get_by_text("Show as a table").all():
                table.click()
        check(staff.page, f"console {name} {role}")
    if role != "admin":
        assert staff.page.goto(f"{console_server.origin}/admin/api-keys/add").status == 403


def test_the_overview_counts_and_names_what_needs_attention(tabs, console_server):
    staff = sign_in(tabs, console_server, add(console_server, "tom", "admin"))
    staff.open("/admin/")
    page = staff.page
    expect(page.get_by_text("There is no second administrator")).to_be_visible()
    # The server has counted people when it started; everybody who was added since is in the next count.
    expect(page.get_by_role("img", name="Sign-ins, hour by hour")).to_be_visible()


def test_an_administrator_adds_a_key_and_revokes_it(tabs, console_server):
    server = console_server
    tom = add(server, "tom", "admin")
    staff = sign_in(tabs, server, tom)
    staff.open("/admin/api-keys")
    page = staff.page
    expect(page.get_by_text("There is no key yet.")).to_be_visible()
    staff.follow("Add a key")
    check(page, "console new key")
    page.get_by_label("Name").fill("Shop")
    staff.press("Add key")
    secret = page.get_by_test_id("api-key").inner_text()
    check(page, "console key secret")
    assert secret.startswith("csk_")
    assert verify(server, secret) == 403, "a wrong code, and a good key"
    staff.follow("Done")
    expect(page.get_by_text("Shop")).to_be_visible()
    assert secret not in page.content(), "it is shown once"
    # The same name again is refused.
    staff.follow("Add a key")
    page.get_by_label("Name").fill("SHOP")
    staff.press("Add key")
    expect(page.locator("#name-problem")).to_contain_text("already")
    check(page, "console key problem")
    staff.open("/admin/api-keys")
    page.get_by_role("link", name=re.compile("^Revoke")).click()
    check(page, "console revoke key")
    staff.press("Revoke key")
    expect(page.get_by_text("Key revoked")).to_be_visible()
    expect(page.get_by_role("heading", name="Revoked")).to_be_visible()
    assert verify(server, secret) == 401


def verify(server, secret):
    back_end = Verifier(server.origin, secret)
    try:
        return back_end.ask("tom", "000000")[0]
    finally:
        back_end.close()


def test_a_test_message_arrives_and_a_dead_one_is_sent_again(tabs, mail, console_server):
    server = console_server
    tom, maria = add(server, "tom", "admin"), add(server, "maria")
    staff = sign_in(tabs, server, tom)
    staff.open("/admin/messages")
    staff.press("Send me a test message")
    expect(staff.page.get_by_text("A test message is on its way to you")).to_be_visible()
    mail.wait_for("tom@example.com", "Test message")

    refuse = mail.smtp.answer_recipient
    mail.smtp.answer_recipient = lambda address: "550 5.1.1 no such mailbox"
    server.command("user", "bypass", maria.username)
    button = staff.page.get_by_role("button", name=re.compile("^Send again"))
    for _ in range(100):
        staff.open("/admin/messages")
        if button.count():
            break
        staff.page.wait_for_timeout(100)
    check(staff.page, "console dead message")
    mail.smtp.answer_recipient = refuse
    button.click()
    expect(staff.page.get_by_text("The message waits to be sent again")).to_be_visible()
    mail.wait_for("maria@example.com", "code")


def test_the_help_desk_looks_up_what_a_person_reads_out(tabs, console_server):
    server = console_server
    tom, rita, maria = add(server, "tom", "helpdesk"), add(server, "rita", "auditor"), add(server, "maria")
    portal = tabs.portal(server).sign_in(maria)
    portal.type_code("000000", "Sign in")
    expect(portal.problem).to_be_visible()
    reference = portal.page.get_by_text("For the help desk").locator(".mono").inner_text()
    staff = sign_in(tabs, server, tom)
    staff.open("/admin/audit")
    page = staff.page
    page.get_by_label("Reference").fill(reference.lower())
    staff.press("Look up")
    expect(page.get_by_text("Wrong code")).to_be_visible()
    expect(page.get_by_role("link", name="Maria Sample")).to_be_visible()
    check(page, "console reference")
    page.get_by_label("Reference").fill("AAAAAAAA")
    staff.press("Look up")
    expect(page.locator("#reference-problem")).to_be_visible()
    check(page, "console unknown reference")

    auditor = sign_in(tabs, server, rita)
    auditor.open("/admin/audit")
    auditor.follow("Search the whole log")
    check(auditor.page, "console audit search")
    auditor.page.get_by_label("Username").fill("maria")
    auditor.page.get_by_label("What").select_option("code.refused")
    auditor.press("Search")
    expect(auditor.page.get_by_text(reference)).to_be_visible()
    with auditor.page.expect_download() as download:
        auditor.follow("Save as JSON lines")
    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 1 and reference in lines[0]
    auditor.page.get_by_label("Username").fill("nobody")
    auditor.press("Search")
    expect(auditor.page.locator("#search-problem")).to_be_visible()
    check(auditor.page, "console audit problem")
