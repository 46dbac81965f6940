"""The people in the console: found, listed, exported and administered, by each role as far as it may."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect

from support import members, otp
from support.looks import LOOKS, check

FIELD = "Name, username or e-mail address"


@pytest.fixture
def console(mail):
    """A server with people, and one member of each staff role."""
    server = mail.start({})
    server.people = {name: members.add(server, name) for name in ("maria", "marko")}
    server.staff = {role: members.add(server, f"my{role}", role) for role in ("helpdesk", "auditor", "admin")}
    return server


def enter(tabs, server, role):
    """A tab in which somebody with this role looks at the people."""
    portal = members.sign_in(tabs.portal(server), server.staff[role])
    portal.page.get_by_role("link", name="Administration", exact=True).click()
    portal.page.get_by_role("link", name="People", exact=True).click()
    expect(portal.page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    return portal


def find(portal, text, show="Everybody"):
    portal.page.get_by_label(FIELD).fill(text)
    portal.page.get_by_label("Show", exact=True).select_option(show)
    portal.press("Find")


def links(portal):
    return portal.page.locator(".row-title a")


@pytest.mark.parametrize("role", ["helpdesk", "auditor", "admin"])
def test_each_role_finds_people_and_sees_what_it_may(tabs, console, role):
    portal = enter(tabs, console, role)
    page = portal.page
    check(page, f"people {role}")
    find(portal, "sample")
    expect(links(portal)).to_have_count(5)  # All have the last name.
    find(portal, "maria@example.com")
    expect(links(portal)).to_have_text(["Maria Sample"])
    find(portal, "maria@ex")
    expect(links(portal)).to_have_count(0 if role == "helpdesk" else 1)
    if role == "helpdesk":
        check(page, "nobody found")
    find(portal, "ma", "Without a device")
    expect(page.get_by_text("Nobody is found by “ma”.")).to_be_visible()
    expect(page.get_by_role("link", name="Export people")).to_have_count(0 if role == "helpdesk" else 1)
    find(portal, "mari")
    links(portal).click()
    expect(page.get_by_role("heading", name="Maria Sample")).to_be_visible()
    check(page, f"person {role}")
    expect(page.get_by_text("maria@example.com")).to_have_count(0 if role == "helpdesk" else 1)
    expect(page.get_by_role("link", name=re.compile("^Disable the account"))).to_have_count(1 if role == "admin" else 0)
    expect(page.get_by_role("link", name=re.compile("^Start re-registration"))).to_have_count(0 if role == "auditor" else 1)


def test_an_auditor_takes_the_list_away(tabs, console):
    portal = enter(tabs, console, "auditor")
    page = portal.page
    page.get_by_role("link", name="Export people").click()
    check(page, "export people")
    with page.expect_download() as file:
        portal.press("As CSV, for spreadsheets")
    rows = list(csv.DictReader(io.StringIO(open(file.value.path(), encoding="utf-8", newline="").read())))
    assert [row["username"] for row in rows] == ["maria", "marko", "myadmin", "myauditor", "myhelpdesk"]
    assert rows[0]["email"] == "maria@example.com" and rows[0]["devices"] == "1"
    page.get_by_label("Show", exact=True).select_option("Administrators")
    with page.expect_download() as file:
        portal.press("As JSON lines, for programs")
    lines = [json.loads(line) for line in open(file.value.path(), encoding="utf-8")]
    assert [(line["username"], line["role"]) for line in lines] == [("myadmin", "admin")]


def test_the_command_line_lists_and_exports_the_same(console):
    def usernames(*arguments):
        text = console.command("user", "list", "--csv", *arguments)
        return [row["username"] for row in csv.DictReader(io.StringIO(text))]

    assert usernames() == ["maria", "marko", "myadmin", "myauditor", "myhelpdesk"]
    assert usernames("--show", "admin") == ["myadmin"]
    assert usernames("--find", "mar") == ["maria", "marko"]
    assert usernames("--find", "mar", "--limit", "1") == ["maria"]
    assert usernames("--show", "no-device") == []
    line = json.loads(console.command("user", "list", "--find", "maria@", "--json"))
    assert (line["username"], line["devices"], line["locked"]) == ("maria", 1, False)
    assert console.command("user", "list", "--prefix", "mari").startswith("maria\tMaria Sample\tmaria@example.com\tperson")


def test_an_administrator_changes_an_account_and_the_person_is_told(tabs, mail, console):
    maria = console.people["maria"]
    victim = members.sign_in(tabs.portal(console), maria)
    portal = enter(tabs, console, "admin")
    page = portal.page
    find(portal, "maria")
    links(portal).click()
    expect(page.get_by_text("1 browser")).to_be_visible()

    def do(action):
        page.get_by_role("link", name=re.compile(f"^{action}")).click()
        expect(page.get_by_role("heading", name=f"{action}?")).to_be_visible()

    do("Sign out everywhere")
    check(page, "sign out everywhere")
    portal.press("Sign out everywhere")
    expect(page.get_by_role("status")).to_have_text("Signed out everywhere")
    mail.wait_for("maria@example.com", "signed out")
    victim.open("/profile")
    expect(victim.page.get_by_role("heading", name="Sign in")).to_be_visible()

    do("Change the role")
    page.get_by_label("Role").select_option("Auditor")
    check(page, "change the role")
    portal.press("Change the role")
    expect(page.get_by_role("status")).to_have_text("Role changed")
    mail.wait_for("maria@example.com", "role")

    page.get_by_role("link", name=re.compile("^Remove")).click()
    check(page, "remove a device")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("status")).to_have_text("Device removed")

    do("Exempt for some time")
    page.get_by_label("For how many days").fill("14")
    page.get_by_label("Why").fill("phone in repair \u202e")
    portal.press("Exempt for some time")
    expect(page.get_by_label("Why")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("For how many days")).to_have_value("14")
    check(page, "exempt with a mistake")
    page.get_by_label("Why").fill("phone in repair")
    portal.press("Exempt for some time")
    expect(page.get_by_role("status")).to_have_text("Exempt from now on")
    expect(page.get_by_text("phone in repair")).to_be_visible()
    check(page, "person exempt")
    assert "without a registered phone for some time" in mail.wait_for("maria@example.com", "was done").text
    do("End the exemption")
    portal.press("End the exemption")
    expect(page.get_by_role("status")).to_have_text("Exemption ended")

    do("Disable the account")
    portal.press("Disable the account")
    expect(page.get_by_role("status")).to_have_text("Account disabled")
    check(page, "person disabled")
    mail.wait_for("maria@example.com", "disabled")
    do("Enable the account")
    portal.press("Enable the account")
    expect(page.get_by_role("status")).to_have_text("Account enabled")


def test_an_administrator_adds_one_person_and_imports_many(tabs, console, tmp_path):
    portal = enter(tabs, console, "admin")
    page = portal.page
    page.get_by_role("link", name="Add a person").click()
    check(page, "add a person")
    page.get_by_label("Username").fill("maria")
    portal.press("Add a person")
    expect(portal.problem).to_contain_text("That username is taken. Choose another.")
    check(page, "add a person with a problem")
    page.get_by_label("Username").fill("nova")
    page.get_by_label("Name", exact=True).fill("Nova Newcomer")
    portal.press("Add a person")
    password = page.get_by_test_id("handed-code").inner_text()
    check(page, "first password", looks=LOOKS[:1])
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("heading", name="Nova Newcomer")).to_be_visible()
    stranger = tabs.portal(console).sign_in(members.Member("nova", password, "", ""))
    expect(stranger.page.get_by_role("heading", name="User profile")).to_be_visible()

    page.get_by_role("link", name="Find another person").click()
    page.get_by_role("link", name="Import people").click()
    check(page, "import people")
    file = tmp_path / "people.jsonl"
    hash_ = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "eHh4" * 10 + "eHg"
    lines = [json.dumps({"username": f"new{n}", "passwordHash": hash_}) for n in range(60)]
    file.write_text("\n".join([*lines, "nonsense", json.dumps({"username": "MARIA", "passwordHash": hash_})]))
    page.get_by_label("File").set_input_files(file)
    portal.press("Import")
    expect(page.get_by_role("status")).to_have_text("60 added, 2 skipped.")
    expect(page.get_by_text("Line 61: it is not a JSON object with a username")).to_be_visible()
    expect(page.get_by_text("Line 62: the username is taken")).to_be_visible()
    check(page, "import done")


def test_pages_of_people_speak_the_readers_language(tabs, console):
    portal = tabs.portal(console, locale="de-DE")
    portal.open("/sign-in")
    admin = console.staff["admin"]
    page = portal.page
    page.get_by_label("Benutzername").fill(admin.username)
    page.get_by_label("Passwort", exact=True).fill(admin.password)
    page.get_by_role("button", name="Anmelden").click()
    page.locator("input[autocomplete=one-time-code]").fill(admin.code(otp.NOW))
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_role("link", name="Verwaltung")).to_be_visible()
    page.get_by_role("link", name="Verwaltung").click()
    page.get_by_role("link", name="Personen").click()
    expect(page.get_by_role("heading", name="Personen", exact=True)).to_be_visible()
    check(page, "people in german")
