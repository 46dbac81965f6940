""" "Don't ask on this browser": offered only where policy allows, listed, forgotten, and noticed when copied."""

import re

from playwright.sync_api import expect

from support.authenticators import import_holders
from support.http_portal import register
from support.journeys import NAME
from support.people import MARIA, Person
from support.second_step import SecondStep
from test_accessibility import check

LABEL = re.compile("Don't ask on this browser for 30 days")
ALLOWED = {"policy.rememberedBrowserDays": 30}


def person(server, folder):
    holder = import_holders(server, folder, 1)[0]
    return holder, Person(holder.username, holder.password)


def remember(portal, holder, step=0):
    """Signs in with a code and has this browser remembered."""
    portal.sign_in(Person(holder.username, holder.password))
    portal.page.get_by_label(LABEL).check()
    portal.type_code(holder.code(step), "Sign in")
    SecondStep(portal).expect_inside()
    portal.press("Sign out")


def test_it_is_not_offered_unless_policy_allows_it(server, portal, tmp_path):
    _, maria = person(server, tmp_path)
    portal.sign_in(maria)
    expect(portal.page.get_by_label("One-time code")).to_be_visible()
    assert portal.page.get_by_label(LABEL).count() == 0


def test_a_remembered_browser_is_spared_listed_and_forgotten(new_server, tabs, tmp_path):
    server = new_server(settings=ALLOWED)
    holder, maria = person(server, tmp_path)
    portal = tabs.portal(server)
    remember(portal, holder, -1)
    portal.sign_in(maria)
    SecondStep(portal).expect_inside()
    portal.open("/profile/access/mobile/register")
    expect(portal.page.get_by_text("To change how you sign in")).to_be_visible()
    check(portal.page, "two factors before a change")
    portal.type_code(holder.code(), "Confirm")
    expect(portal.page.get_by_label("Device name")).to_be_visible()
    portal.open("/profile/access")
    row = portal.page.get_by_role("region", name="Remembered browsers").get_by_role("listitem")
    expect(row).to_contain_text("Chrome on")
    check(portal.page, "remembered browsers")
    row.get_by_role("button").click()
    expect(portal.page.get_by_text("Browser forgotten")).to_be_visible()
    expect(row).to_have_count(0)
    portal.press("Sign out")
    portal.sign_in(maria)
    expect(portal.page.get_by_label("One-time code")).to_be_visible()


def test_another_browser_is_asked_as_ever(new_server, tabs, tmp_path):
    server = new_server(settings=ALLOWED)
    holder, maria = person(server, tmp_path)
    remember(tabs.portal(server), holder)
    other = tabs.portal(server)
    other.sign_in(maria)
    expect(other.page.get_by_label("One-time code")).to_be_visible()


def test_a_copied_token_is_noticed(new_server, tabs, tmp_path):
    server = new_server(settings=ALLOWED)
    register(server.origin, MARIA, NAME)
    holder, maria = person(server, tmp_path)
    portal = tabs.portal(server)
    remember(portal, holder)
    copied = [cookie for cookie in portal.page.context.cookies() if "browser" in cookie["name"]]
    assert len(copied) == 1 and copied[0]["httpOnly"] and copied[0]["sameSite"] == "Lax"
    portal.sign_in(maria)
    SecondStep(portal).expect_inside()
    with server.database() as database:
        database.execute("UPDATE remembered_browsers SET last_used_at = last_used_at - 120000")

    thief = tabs.portal(server)
    thief.page.context.add_cookies(copied)
    thief.sign_in(maria)
    expect(thief.page.get_by_label("One-time code")).to_be_visible()
    portal.press("Sign out")
    portal.sign_in(maria)
    expect(portal.page.get_by_label("One-time code")).to_be_visible()
    with server.database() as database:
        actions = [row[0] for row in database.execute("SELECT action FROM audit_entries")]
    assert actions.count("browser.token-reused") == 1
