"""The help desk helps people back in, and takes nobody's account over."""

import base64
import json
import re
import secrets
import subprocess
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from support import otp
from support.looks import check
from support.server import BINARY

PASSWORD = "conversations-everybody"
NAME = "Maria's new Pixel"


class Holder(NamedTuple):
    """Somebody with a password and an authenticator app."""

    username: str
    password: str
    secret: str

    def code(self, step=otp.NOW):
        return otp.authenticator_code(self.secret, step)


def add(server, username, role="person"):
    """Adds somebody with an e-mail address, an authenticator app and a role."""
    holder = Holder(username, PASSWORD, base64.b32encode(secrets.token_bytes(20)).decode())
    file = server.folder / f"{username}.jsonl"
    file.write_text(json.dumps({
        "username": username, "password": PASSWORD, "displayName": f"{username.capitalize()} Sample",
        "email": f"{username}@example.com",
        "otpauth": f"otpauth://totp/Countersign:{username}?secret={holder.secret}&issuer=Countersign",
    }) + "\n")
    server.command("user", "import", str(file))
    if role != "person":
        server.command("user", "role", username, role)
    return holder


def run(server, *arguments):
    """A command's exit code and everything that it printed."""
    done = subprocess.run(
        [BINARY, *arguments, *server._where()],
        capture_output=True, text=True, timeout=60, env=server._environment(), check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def desk_server(mail):
    """Our server; re-registrations take effect at once."""
    return mail.start({"policy.resetDelayHours": 0})


def sign_in(tabs, server, holder, step=otp.NOW, **options):
    """A tab in which `holder` has proved two factors."""
    portal = tabs.portal(server, **options).sign_in(holder)
    portal.type_code(holder.code(step), "Sign in")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()
    return portal


def go_to(staff, username):
    """From anywhere to the page of the person, as staff does."""
    staff.page.get_by_role("link", name="Administration", exact=True).click()
    staff.page.get_by_role("link", name="People", exact=True).click()
    staff.page.get_by_label("Name, username or e-mail address").fill(username[:3])
    staff.press("Find")
    staff.page.get_by_role("link", name=f"{username.capitalize()} Sample").click()
    expect(staff.page.get_by_role("heading", name=f"{username.capitalize()} Sample")).to_be_visible()


def do(staff, action):
    """Follows the link of an action and presses its button."""
    staff.page.get_by_role("link", name=re.compile(f"^{action}")).click()
    expect(staff.page.get_by_role("heading", name=f"{action}?")).to_be_visible()
    staff.press(action)


def handed_code(staff):
    """The code that is shown, once."""
    code = staff.page.get_by_test_id("handed-code").inner_text()
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    return code


def choose(portal, way):
    """Another way than the one that is offered."""
    portal.press("Try another way")
    portal.page.get_by_text(way, exact=True).click()


def sign_in_by_mail(tabs, mail, server, holder):
    """A tab in which `holder` has proved the password and a code that was sent to the e-mail address."""
    mail.clear()
    portal = tabs.portal(server).sign_in(holder)
    choose(portal, "Code by e-mail")
    portal.type_code(mail.wait_for(f"{holder.username}@example.com", "code").code, "Sign in")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()
    return portal


def test_person_stops_a_re_registration_by_the_link_in_the_mail(tabs, mail):
    server = mail.start()
    maria, desk = add(server, "maria"), add(server, "tom", "helpdesk")
    staff = sign_in(tabs, server, desk)
    go_to(staff, "maria")
    do(staff, "Start re-registration")
    expect(staff.page.get_by_text("Re-registration started")).to_be_visible()
    expect(staff.page.get_by_text("Started by Tom Sample")).to_be_visible()

    # Before the day is over an intruder gets no further than the profile.
    intruder = sign_in_by_mail(tabs, mail, server, maria)
    intruder.open("/profile/access/mobile/register")
    expect(intruder.page.get_by_label("Device name")).to_have_count(0)

    staff.page.reload()
    mail.clear()
    do(staff, "Withdraw re-registration")
    do(staff, "Start re-registration")
    notice = mail.wait_for("maria@example.com", "new registration")
    stranger = tabs.portal(server)
    stranger.page.goto(notice.link("/not-me/"))
    stranger.page.get_by_role("button", name=re.compile("not me|sign out", re.IGNORECASE)).click()
    staff.page.reload()
    expect(staff.page.get_by_text("Changes are locked")).to_be_visible()
    expect(staff.page.get_by_role("heading", name="Re-registration", exact=True)).to_have_count(0)
    expect(staff.page.get_by_role("link", name=re.compile("^Start re-registration"))).to_have_count(0)


def test_person_stops_it_on_the_own_pages(tabs, mail):
    server = mail.start()
    maria, desk = add(server, "maria"), add(server, "tom", "helpdesk")
    portal, staff = sign_in(tabs, server, maria), sign_in(tabs, server, desk)
    go_to(staff, "maria")
    do(staff, "Start re-registration")
    portal.open("/profile/access")
    check(portal.page, "access controls with a re-registration")
    portal.press("Stop this")
    expect(portal.page.get_by_text("Re-registration stopped")).to_be_visible()
    mail.wait_for("maria@example.com", "stopped")
    staff.page.reload()
    expect(staff.page.get_by_role("link", name=re.compile("^Start re-registration"))).to_be_visible()


def test_person_registers_a_new_phone_in_place_of_everything(tabs, mail, desk_server):
    server = desk_server
    maria, desk = add(server, "maria"), add(server, "tom", "helpdesk")
    staff = sign_in(tabs, server, desk)
    go_to(staff, "maria")
    do(staff, "Start re-registration")
    expect(staff.page.get_by_text("In effect")).to_be_visible()
    mail.wait_for("maria@example.com", "new registration")

    portal = sign_in_by_mail(tabs, mail, server, maria)
    portal.follow("Register a new phone")
    portal.name_device(NAME)
    app = tabs.app(server).sign_in(maria)
    app.press("Register this phone")
    app.register_by_hand(NAME, portal.setup_code())
    portal.submit_code(app.code())
    portal.expect_registered(NAME)
    app.finish()
    mail.wait_for("maria@example.com", "removed")
    mail.wait_for("maria@example.com", "registered")
    staff.page.reload()
    expect(staff.page.get_by_text("1 phone", exact=True)).to_be_visible()
    # The old authenticator is worth nothing.
    other = tabs.portal(server).sign_in(maria)
    other.press("Try another way")
    expect(other.page.get_by_text("Code from your phone", exact=True)).to_be_visible()
    expect(other.page.get_by_text("Code from your authenticator app", exact=True)).to_have_count(0)


def test_temporary_code_signs_in_once_and_changes_nothing(tabs, mail, desk_server):
    server = desk_server
    maria, desk = add(server, "maria"), add(server, "tom", "helpdesk")
    staff = sign_in(tabs, server, desk)
    go_to(staff, "maria")
    do(staff, "Give a temporary code")
    code = handed_code(staff)
    mail.wait_for("maria@example.com", "temporary")
    staff.follow("Done")
    expect(staff.page.get_by_text("A temporary code can be used once")).to_be_visible()
    assert code not in staff.page.content()

    portal = tabs.portal(server).sign_in(maria)
    choose(portal, "Temporary code")
    portal.page.get_by_label("Temporary code").fill(code.lower().replace("-", " "))
    portal.press("Sign in")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()
    portal.open("/profile/access/mobile/register")
    expect(portal.page.get_by_label("Device name")).to_have_count(0)

    again = tabs.portal(server).sign_in(maria)
    choose(again, "Temporary code")
    again.page.get_by_label("Temporary code").fill(code)
    again.press("Sign in")
    expect(again.problem).to_be_visible()


def test_help_desk_is_refused_on_staff_and_strangers_find_nothing(tabs, mail, desk_server):
    server = desk_server
    maria, desk, ada = add(server, "maria"), add(server, "tom", "helpdesk"), add(server, "ada", "admin")
    staff = sign_in(tabs, server, desk)
    go_to(staff, "ada")
    expect(staff.page.get_by_text("Accounts of staff cannot be helped here")).to_be_visible()
    expect(staff.page.locator(".card-link")).to_have_count(0)
    person = staff.page.url
    for action in ["start-reset", "temporary-code", "invitation", "unlock"]:
        assert staff.page.goto(f"{person}/{action}").status == 403
    portal = sign_in(tabs, server, maria)
    expect(portal.page.get_by_role("link", name="Administration", exact=True)).to_have_count(0)
    assert portal.page.goto(person).status == 404
    # The command line is the way for administrators.
    assert run(server, "user", "role", "ada", "person")[0] == 2
    assert run(server, "user", "reset-factors", "ada", "--now")[0] == 0
    mail.wait_for("ada@example.com", "new registration")
    made = json.loads(server.command("user", "bypass", "ada", "--uses", "2", "--hours", "1", "--json"))
    assert made["uses"] == 2 and made["username"] == "ada"
    assert run(server, "user", "bypass", "ada", "--hours", "73")[0] == 64
    administrator = tabs.portal(server).sign_in(ada)
    choose(administrator, "Temporary code")
    administrator.page.get_by_label("Temporary code").fill(made["code"])
    administrator.press("Sign in")
    administrator.follow("Access controls")
    expect(administrator.page.get_by_role("link", name="Register a new phone")).to_be_visible()
    # Without two factors there is no help desk.
    assert "/sign-in/code" in administrator.open("/admin/").page.url


def test_two_must_agree_where_policy_says_so(tabs, mail):
    server = mail.start({"policy.resetNeedsApproval": "true", "policy.resetDelayHours": 0})
    add(server, "maria")
    first, second = add(server, "tom", "helpdesk"), add(server, "ada", "admin")
    staff = sign_in(tabs, server, first)
    go_to(staff, "maria")
    do(staff, "Start re-registration")
    expect(staff.page.get_by_text("Waits for approval")).to_be_visible()
    expect(staff.page.get_by_role("link", name=re.compile("^Approve"))).to_have_count(0)
    other = sign_in(tabs, server, second)
    go_to(other, "maria")
    do(other, "Approve re-registration")
    expect(other.page.get_by_text("In effect")).to_be_visible()


def test_pages_of_the_help_desk_are_accessible_and_need_no_script(tabs, mail, desk_server):
    server = desk_server
    add(server, "maria")
    desk = add(server, "tom", "helpdesk")
    staff = sign_in(tabs, server, desk)
    page = staff.page
    staff.open("/admin/people")
    check(page, "help desk")
    staff.open("/admin/people?q=zz")
    check(page, "nobody found")
    staff.open("/admin/people?q=t")
    check(page, "people found")
    go_to(staff, "maria")
    check(page, "a person")
    person = page.url
    for action in ["start-reset", "temporary-code", "unlock"]:
        page.goto(f"{person}/{action}")
        check(page, action)
    page.goto(f"{person}/temporary-code")
    page.evaluate("document.querySelectorAll('input').forEach(input => input.removeAttribute('max'))")
    page.get_by_label("How often").fill("21")
    staff.press("Give a temporary code")
    expect(page.locator("#grant-problem")).to_be_visible()
    check(page, "a temporary code with a problem")
    page.get_by_label("How often").fill("2")
    staff.press("Give a temporary code")
    check(page, "a code")
    page.goto(person)
    do(staff, "Start re-registration")
    check(page, "a person with a re-registration and a code")

    bare = sign_in(tabs, server, desk, step=otp.NEXT, java_script_enabled=False)
    go_to(bare, "maria")
    do(bare, "Withdraw re-registration")
    expect(bare.page.get_by_text("Re-registration withdrawn")).to_be_visible()
