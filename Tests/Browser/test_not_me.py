"""“This was not me”: the link in a message, and beside an event in the portal."""

import re
import urllib.request

from playwright.sync_api import expect

from support import looks, members, otp
from support.journeys import register_by_hand


def issue_codes(portal):
    """Recovery codes, of which a message tells."""
    portal.open("/profile/access/recovery-codes")
    portal.press("Show my recovery codes")
    expect(portal.page.get_by_test_id("recovery-code")).to_have_count(10)


def say_not_me(tabs, server, link):
    """Opens the link of a message in a browser where nobody is signed in, and presses its button."""
    stranger = tabs.portal(server)
    stranger.page.goto(link)
    expect(stranger.page.get_by_role("heading", name="This was not me")).to_be_visible()
    stranger.press("Yes, this was not me")
    expect(stranger.page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    return stranger


def test_the_link_signs_out_takes_back_locks_and_alerts(mail, tabs):
    server = mail.start()
    maria = members.add(server)
    members.add(server, "boss", role="admin")
    portal = members.sign_in(tabs.portal(server), maria, otp.BEFORE)
    issue_codes(portal)
    link = mail.wait_for(maria.email, "recovery codes").link("/not-me/")

    # What looks at links in messages does no harm.
    for _ in range(3):
        assert urllib.request.urlopen(link).status == 200
    portal.open("/profile")
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()

    stranger = tabs.portal(server)
    stranger.page.goto(link)
    looks.check(stranger.page, "not me question")
    stranger = say_not_me(tabs, server, link)
    looks.check(stranger.page, "not me done")
    portal.open("/profile")
    expect(portal.page.get_by_label("Password")).to_be_visible()
    mail.wait_for(maria.email, "locked")
    mail.wait_for("boss@example.com", "maria")

    # Used, unknown and strange links are answered alike.
    for other in (link, link[:-4] + "AAAA", server.origin + "/not-me/x"):
        say_not_me(tabs, server, other)

    again = members.sign_in(tabs.portal(server), maria, otp.NOW)
    again.open("/profile/access/recovery-codes")
    again.press("Show my recovery codes")
    expect(again.page.get_by_text(re.compile("Changes are locked until"))).to_be_visible()
    looks.check(again.page, "changes are locked")
    server.command("user", "unlock", "maria")
    again.open("/profile/access/recovery-codes")
    again.press("Show my recovery codes")
    expect(again.page.get_by_test_id("recovery-code")).to_have_count(10)


def test_a_strangers_phone_goes(mail, tabs):
    server = mail.start({"policy.firstRegistration": "password"})
    maria = server.add()
    portal, app = tabs.portal(server), tabs.app(server)
    register_by_hand(portal, app, maria)
    link = mail.wait_for("maria@example.com", "registered").link("/not-me/")
    say_not_me(tabs, server, link)
    owner = tabs.portal(server)
    owner.sign_in(maria)
    owner.open("/profile/access/mobile")
    expect(owner.page.get_by_text("No phone is registered yet")).to_be_visible()
    owner.page.get_by_role("link", name="Register new device").click()
    owner.name_device("Another phone")
    expect(owner.page.get_by_text(re.compile("Changes are locked until"))).to_be_visible()


def test_an_event_in_the_portal_is_reported(mail, tabs):
    server = mail.start()
    maria = members.add(server)
    portal = members.sign_in(tabs.portal(server), maria, otp.BEFORE)
    issue_codes(portal)
    portal.open("/profile/access")
    events = portal.page.get_by_role("region", name="Recent security events")
    row = events.get_by_role("listitem").filter(has_text="New recovery codes were made.")
    row.get_by_role("link", name="This was not me").click()
    looks.check(portal.page, "report an event")
    portal.press("Yes, this was not me")
    expect(portal.page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    portal.open("/profile")
    expect(portal.page.get_by_label("Password")).to_be_visible()
    again = members.sign_in(tabs.portal(server), maria, otp.NOW)
    again.open("/profile/access")
    expect(again.page.get_by_text("None yet")).to_be_visible()
    expect(again.page.get_by_text("Reported", exact=True)).to_be_visible()


def test_it_works_without_scripts(mail, tabs):
    server = mail.start()
    maria = members.add(server)
    portal = members.sign_in(tabs.portal(server), maria)
    issue_codes(portal)
    link = mail.wait_for(maria.email, "recovery codes").link("/not-me/")
    plain = tabs.portal(server, java_script_enabled=False)
    plain.page.goto(link)
    plain.press("Yes, this was not me")
    expect(plain.page.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    portal.open("/profile")
    expect(portal.page.get_by_label("Password")).to_be_visible()
