"""Policy documents: mandatory from a day, for everyone, a group and one person, with the program's commands."""

import json
import subprocess

import pytest
from playwright.sync_api import expect
from support.people import MARIA
from support.server import BINARY

MARCH = {"everyone": {"app": {"mandatoryFrom": "2099-03-05", "timeZone": "Europe/Zagreb"}}}


def put(server, document, *arguments):
    """Puts a document into effect; returns what the command printed."""
    file = server.folder / "policy.json"
    file.write_text(json.dumps(document))
    return server.command("policy", "set", str(file), *arguments)


def recorded(server, action):
    """How many entries of the audit log have this action."""
    with server.database() as database:
        return database.execute("SELECT COUNT(*) FROM audit_entries WHERE action = ?", (action,)).fetchone()[0]


def refused(server, *arguments, text=""):
    """Runs a command that must fail; its exit code and what it says."""
    done = subprocess.run(
        [BINARY, *arguments, "--data", str(server.data)], input=text, capture_output=True, text=True, timeout=60,
        check=False,
    )
    assert done.returncode != 0
    return done.returncode, done.stderr


def test_it_becomes_mandatory_while_the_server_runs(server, tabs):
    assert json.loads(server.command("policy", "show")) == {"everyone": {}, "groups": [], "people": []}
    assert "Version 1" in put(server, MARCH, "--over", "0")
    portal, app = tabs.portal(server, locale="en-GB"), tabs.app(server, locale="en-GB")
    portal.sign_in(MARIA)
    expect(portal.page.get_by_text("becomes mandatory on 5 March 2099")).to_be_visible()
    expect(portal.page.get_by_text("days left.")).to_be_visible()
    app.sign_in(MARIA)
    expect(app.page.get_by_role("dialog")).to_contain_text("becomes mandatory on 5 March 2099")
    app.press("Not now")
    app.expect_home()
    expect(app.page.get_by_text("becomes mandatory on 5 March 2099")).to_be_visible()

    server.command("group", "add", "sales")
    server.command("group", "join", "sales", "maria")
    put(server, {**MARCH, "groups": [{"group": "sales", "rules": {"app": "mandatory"}}]})
    late = tabs.app(server)
    late.sign_in(MARIA)
    expect(late.verify_dialog).to_be_visible()
    expect(late.page.get_by_role("button", name="Not now")).to_have_count(0)

    server.command("policy", "exempt", "maria", "--days", "3", "--reason", "phone in repair")
    spared = tabs.app(server)
    spared.sign_in(MARIA)
    expect(spared.page.get_by_role("button", name="Not now")).to_be_visible()
    again = server.command("policy", "exempt", "maria", "--days", "9", "--reason", "more", check=False)
    assert "exempt until" not in again, "one that counts is not replaced"
    assert "has ended" in server.command("policy", "exempt", "maria", "--end")


def test_where_it_is_off_the_password_is_enough(server, app):
    put(server, {"people": [{"person": "maria", "rules": {"app": "off"}}]})
    app.sign_in(MARIA)
    app.expect_home()


def test_explain_and_simulate_say_who_and_why(server):
    server.command("group", "add", "sales")
    server.command("group", "join", "sales", "maria")
    document = {
        "everyone": {"app": "offered", "grace": {"days": 7}},
        "groups": [{"group": "sales", "rules": {"app": {"mandatoryFrom": "2027-03-28", "timeZone": "Europe/Zagreb"}}}],
    }
    file = server.folder / "draft.json"
    file.write_text(json.dumps(document))

    def explained(moment):
        return json.loads(server.command("policy", "explain", "maria", "--with", str(file), "--at", moment))

    before, after = explained("2027-03-27T22:59:59Z"), explained("2027-03-27T23:00:00Z")
    assert before["appNow"] == {"value": {"offeredUntil": "2027-03-28"}, "decidedBy": "group:sales"}
    assert after["appNow"] == {"value": "mandatory", "decidedBy": "group:sales"}
    assert after["grace"] == {"value": {"days": 7}, "decidedBy": "everyone"}
    assert after["deviceLimit"] == {"value": 5, "decidedBy": "settings"}

    def simulated(moment):
        lines = server.command("policy", "simulate", str(file), "--at", moment).splitlines()
        return [json.loads(line) for line in lines]

    assert simulated("2027-03-27T22:59:59Z") == [{"people": 2, "blocked": 0, "ofThemWithGrace": 0}]
    assert simulated("2027-03-27T23:00:00Z") == [
        {"username": "maria", "decidedBy": "group:sales", "graceDays": 7},
        {"people": 2, "blocked": 1, "ofThemWithGrace": 1},
    ]
    assert json.loads(server.command("policy", "show"))["groups"] == [], "nothing was changed"


@pytest.mark.parametrize("document, words", [
    ('{"everyone": {"deviceLimit": 0, "app": "maybe"}}', ["everyone.deviceLimit", "everyone.app"]),
    ('{"everyone": {"app": {"mandatoryFrom": "2027-02-30", "timeZone": "UTC"}}}', ["everyone.app.mandatoryFrom"]),
    ("{", ["line 1"]), ("[" * 100_000, ["nested"]), (" " * 300_000, ["too long"]), ("", ["line 1"]),
], ids=["values", "date", "cut", "deep", "long", "empty"])
def test_what_is_no_document_is_refused_with_every_mistake(server, document, words):
    code, text = refused(server, "policy", "set", "-", text=document)
    assert code == 78
    assert all(word in text for word in words)


def test_versions_are_kept_and_never_overwritten(server):
    put(server, MARCH)
    code, text = refused(server, "policy", "set", "-", "--over", "0", text="{}")
    assert code == 2 and "Version 1 is in effect" in text
    code, text = refused(server, "policy", "set", "-", text='{"groups": [{"group": "nobody", "rules": {}}]}')
    assert code == 2 and "nobody" in text
    put(server, {})
    history = [json.loads(line) for line in server.command("policy", "show", "--history").splitlines()]
    assert [(one["number"], one["saved_by"]) for one in history] == [(2, "command-line"), (1, "command-line")]
    assert json.loads(server.command("policy", "show", "--number", "1"))["everyone"] == MARCH["everyone"]
    assert recorded(server, "policy.saved") == 2


def test_the_command_line_ends_a_rule_that_locks_everybody_out(server, portal):
    put(server, {"everyone": {"networks": ["192.0.2.0/24"]}})
    portal.open("/sign-in")
    portal.fill_sign_in(MARIA)
    expect(portal.page.get_by_text("Username or password is not right.")).to_be_visible()
    assert recorded(server, "policy.network-refused") == 1
    put(server, {})
    portal.sign_in(MARIA)
