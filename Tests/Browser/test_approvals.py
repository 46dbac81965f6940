"""Where the settings ask for it, one administrator proposes and a second one agrees."""

import pytest
from playwright.sync_api import expect

from support.looks import check
from test_help_desk import add, sign_in


@pytest.fixture
def careful_server(mail):
    return mail.start({"console.approvals": "role,policy,group,exemption,disable"})


def person_page(staff, username):
    staff.open("/admin/people?q=" + username)
    staff.page.get_by_role("link", name=f"{username.capitalize()} Sample").click()


def test_a_role_and_a_policy_wait_for_a_second_administrator(tabs, careful_server):
    server = careful_server
    add(server, "maria")
    ada = sign_in(tabs, server, add(server, "ada", "admin"))
    ben = sign_in(tabs, server, add(server, "ben", "admin"))

    person_page(ada, "maria")
    ada.page.get_by_role("link", name="Change the role").click()
    expect(ada.page.get_by_text("A second administrator must agree within 24 hours")).to_be_visible()
    check(ada.page, "proposing a role")
    ada.page.get_by_label("Role").select_option("auditor")
    ada.press("Change the role")
    expect(ada.page.get_by_text("This waits for a second administrator now")).to_be_visible()

    ada.open("/admin/policy/layer?kind=everyone&name=")
    ada.page.get_by_label("Devices per person").fill("2")
    ada.press("Show what changes")
    ada.press("Put into effect")
    expect(ada.page.get_by_text("This waits for a second administrator now")).to_be_visible()

    ada.open("/admin/approvals")
    expect(ada.page.get_by_role("button", name="Agree")).to_have_count(0)
    expect(ada.page.get_by_role("button", name="Withdraw")).to_have_count(2)
    check(ada.page, "own proposals")

    ben.open("/admin/")
    expect(ben.page.get_by_text("2 changes wait for a second administrator.")).to_be_visible()
    ben.page.get_by_role("link", name="Show: 2 changes wait for a second administrator.").click()
    role = ben.page.get_by_role("region", name="Change the role")
    expect(role).to_contain_text("Maria Sample (maria)")
    expect(role).to_contain_text("Auditor")
    policy = ben.page.get_by_role("region", name="Change the policy")
    expect(policy).to_contain_text("Devices per person")
    check(ben.page, "approvals")
    ben.page.get_by_role("button", name="Agree: Change the role").click()
    expect(ben.page.get_by_text("Approved, and done.")).to_be_visible()
    ben.page.get_by_role("button", name="Refuse: Change the policy").click()
    expect(ben.page.get_by_text("It will not be done.")).to_be_visible()
    expect(ben.page.get_by_text("Nothing waits.")).to_be_visible()
    check(ben.page, "no approvals")
    assert "auditor" in server.command("user", "list", "--json")
    assert "deviceLimit" not in server.command("policy", "show")
