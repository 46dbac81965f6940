"""An administrator changes the policy in the console, sees before what changes, and cannot lock everybody out."""

import json

from playwright.sync_api import expect
from support.looks import check
from support.people import MARIA
from test_help_desk import add, sign_in


def test_an_administrator_makes_it_mandatory_from_a_day_for_a_group(server, tabs):
    admin = sign_in(tabs, server, add(server, "ada", "admin"), locale="en-GB")
    page = admin.page
    page.get_by_role("link", name="Administration", exact=True).click()
    page.get_by_role("link", name="Policy", exact=True).click()
    page.get_by_role("link", name="Groups", exact=True).click()
    page.get_by_label("Name of a new group").fill("sales")
    admin.press("Add group")
    page.get_by_label("Username").fill("maria")
    admin.press("Add to the group")
    expect(page.get_by_role("link", name="Maria", exact=False)).to_be_visible()
    check(page, "admin group")
    page.get_by_role("link", name="All groups").click()
    check(page, "admin groups")
    page.get_by_role("link", name="Back to the policy").click()

    admin.press("Add rules for this group")
    page.get_by_label("Second factor in the app").select_option(label="mandatory from a day")
    page.get_by_label("The day from which it is mandatory", exact=True).fill("2099-03-05")
    page.get_by_label("Time zone", exact=True).fill("Europe/Nowhere")
    admin.press("Show what changes")
    expect(page.get_by_text("Check this value.").first).to_be_visible()
    check(page, "admin policy layer")
    page.get_by_label("Time zone", exact=True).fill("Europe/Zagreb")
    admin.press("Show what changes")
    expect(page.get_by_text("Group sales: Second factor in the app")).to_be_visible()
    expect(page.get_by_text("would have to register a phone")).to_be_visible()
    check(page, "admin policy preview")
    admin.press("Put into effect")
    expect(page.get_by_text("In effect now.")).to_be_visible()
    expect(page.get_by_text("mandatory from 2099-03-05, Europe/Zagreb")).to_be_visible()
    check(page, "admin policy")

    page.get_by_role("link", name="Who decides what").click()
    page.get_by_label("Username").fill("maria")
    page.get_by_label("Date and time (UTC)").fill("2099-03-04T23:00")
    admin.press("Explain")
    expect(page.get_by_text("Group sales").first).to_be_visible()
    check(page, "admin policy explain")

    app = tabs.app(server, locale="en-GB")
    app.sign_in(MARIA)
    expect(app.page.get_by_role("dialog")).to_contain_text("becomes mandatory on 5 March 2099")
    saved = json.loads(server.command("policy", "show"))
    assert saved["groups"][0]["rules"] == {"app": {"mandatoryFrom": "2099-03-05", "timeZone": "Europe/Zagreb"}}


def test_an_auditor_reads_and_changes_nothing(server, tabs):
    auditor = sign_in(tabs, server, add(server, "vera", "auditor"))
    auditor.open("/admin/policy")
    expect(auditor.page.get_by_role("heading", name="Policy")).to_be_visible()
    expect(auditor.page.get_by_role("link", name="Change", exact=False)).to_have_count(0)
    expect(auditor.page.get_by_role("button", name="Add rules", exact=False)).to_have_count(0)


def test_a_network_that_would_lock_its_author_out_is_refused(server, tabs):
    admin = sign_in(tabs, server, add(server, "ada", "admin"))
    admin.open("/admin/policy/layer?kind=everyone&name=")
    admin.page.get_by_label("Networks to sign in from").select_option(label="only from the networks below")
    admin.page.get_by_label("Networks", exact=True).fill("192.0.2.0/24")
    admin.press("Show what changes")
    admin.press("Put into effect")
    expect(admin.page.get_by_text("This would lock yourself out")).to_be_visible()
    assert json.loads(server.command("policy", "show"))["everyone"] == {}
