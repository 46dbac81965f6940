"""Administrators change what people see while the server runs; auditors look on."""

import time

from playwright.sync_api import expect

from support.looks import check
from test_help_desk import add, sign_in

TOLD_WITHIN = 5  # seconds; without being told a server looks every thirty
HELP = "IT help desk, +49 30 123456"


def test_an_administrator_changes_what_people_see(tabs, mail):
    server = mail.start()
    ada = sign_in(tabs, server, add(server, "ada", "admin"))
    ada.open("/admin/")
    ada.page.get_by_role("link", name="Settings").click()
    expect(ada.page.get_by_text("Nothing was changed here yet")).to_be_visible()
    check(ada.page, "settings")
    ada.page.get_by_role("link", name="Change: What people see").click()
    ada.page.get_by_label("Product name").fill("Talks")
    ada.page.get_by_label("Colour of buttons and links").fill("green")
    ada.page.get_by_label("Whom people ask for help").fill(HELP)
    ada.press("Save")
    expect(ada.page.get_by_text("Type a colour such as #2456c7.")).to_be_visible()
    expect(ada.page.get_by_label("Product name")).to_have_value("Talks")
    check(ada.page, "settings with a mistake")
    ada.page.get_by_label("Colour of buttons and links").fill("#7a1fa2")
    ada.press("Save")
    expect(ada.page.get_by_text("In effect now.")).to_be_visible()
    expect(ada.page).to_have_title("Settings – Talks")
    button = ada.page.get_by_role("link", name="Change: What people see")
    expect(button).to_be_visible()
    check(ada.page, "settings that were changed")

    portal, app = tabs.portal(server), tabs.app(server)
    portal.page.goto(f"{server.origin}/sign-in")
    expect(portal.page.get_by_role("contentinfo")).to_contain_text(f"Help: {HELP}")
    colour = portal.page.get_by_role("button", name="Sign in").evaluate("node => getComputedStyle(node).backgroundColor")
    assert colour == "rgb(122, 31, 162)"
    check(portal.page, "sign-in with help")
    app.page.goto(f"{server.origin}/app/")
    expect(app.page.get_by_role("heading", name="Sign in to Talks")).to_be_visible()
    expect(app.page.get_by_role("contentinfo")).to_contain_text(f"Help: {HELP}")
    check(app.page, "app with help")

    ada.open("/admin/messages")
    ada.press("Send me a test message")
    message = mail.wait_for("ada@example.com", "Test message of Talks")
    assert str(message.message["From"]).startswith("Talks <")
    assert f"Questions? {HELP}" in message.text and f"Questions? {HELP}" in message.html
    assert "brand.changed" in server.command("audit", "export")


def test_auditors_look_at_settings_and_change_none(tabs, mail):
    server = mail.start({"brand.help": HELP})
    olga = sign_in(tabs, server, add(server, "olga", "auditor"))
    olga.open("/admin/settings")
    expect(olga.page.get_by_text(HELP).first).to_be_visible()
    expect(olga.page.get_by_role("link", name="Change: What people see")).to_have_count(0)
    check(olga.page, "settings for auditors")
    hana = sign_in(tabs, server, add(server, "hana", "helpdesk"))
    hana.open("/admin/")
    expect(hana.page.get_by_role("link", name="Settings")).to_have_count(0)


def test_other_servers_show_it_before_they_look_by_themselves(tabs, replicas):
    here, there = replicas.servers
    ada = sign_in(tabs, replicas, add(here, "ada", "admin"))
    ada.open("/admin/settings/brand")
    ada.page.get_by_label("Product name").fill("Talks")
    ada.press("Save")
    expect(ada.page.get_by_text("In effect now.")).to_be_visible()
    end = time.monotonic() + TOLD_WITHIN
    for server in (here, there):
        while "Talks" not in server.send(replicas.origin, "GET", "/sign-in").text:
            assert time.monotonic() < end, "still the old name"
            time.sleep(0.05)
