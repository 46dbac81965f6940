"""Messages leave for a real SMTP server and a gateway, whatever happens on the way, and at most once too often."""

import json
import re
import subprocess
import time

import pytest
from support import postgres
from support.authenticators import import_holders
from support.http_portal import HTTPPortal
from support.mail import MailServer
from support.replicas import Replicas
from support.server import BINARY

ADDRESS = "maria@example.com"
NUMBER = "385911234567"


def cause_a_notice(server, username="maria"):
    """Resets a password on the command line: another process writes the message."""
    done = subprocess.run(
        [BINARY, "user", "reset-password", username, *server._where()],
        capture_output=True, text=True, timeout=60, env=server._environment(), check=False,
    )
    assert done.returncode == 0, done.stderr


def state_of(server):
    """What `delivery status --json` says."""
    return json.loads(server.command("delivery", "status", "--json"))


def wait_until(claim, within=20):
    deadline = time.monotonic() + within
    while not claim():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)


def run(server, *arguments):
    """A command's exit code and everything that it printed."""
    done = subprocess.run(
        [BINARY, *arguments, *server._where()],
        capture_output=True, text=True, timeout=60, env=server._environment(), check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_notice_arrives_as_text_and_html_over_starttls_with_auth(mail):
    cause_a_notice(mail.server)
    arrived = mail.wait_for(ADDRESS, "was reset")
    assert mail.smtp.logins[-1][1], "signed in"
    assert arrived.sender == "no-reply@id.example.com"
    assert arrived.message["Auto-Submitted"] == "auto-generated"
    assert arrived.message["Date"].datetime.year >= 2026
    assert re.fullmatch(r"<[\w-]{22}@id\.example\.com>", arrived.id)
    assert arrived.message.get_content_type() == "multipart/alternative"
    assert "Hello Maria," in arrived.text and "Hello Maria," in arrived.html
    assert arrived.link("/not-me/").startswith(mail.server.origin)
    assert arrived.link("/not-me/") in arrived.html
    wait_until(lambda: state_of(mail.server)["sent"] == 1)
    with mail.server.database() as database:
        (content,) = database.execute("SELECT content FROM outbox").fetchone()
    assert content is None, "nobody needs it any more"


@pytest.mark.parametrize("security", ["tls", "none"])
def test_other_ways_to_connect(new_mail_server, new_real_server, security):
    smtp = new_mail_server(security=security, authenticates=security == "tls")
    server = new_real_server(smtp.settings)
    server.add()
    cause_a_notice(server)
    assert smtp.wait_for(ADDRESS).subject == "Your password for Countersign was reset"


@pytest.mark.parametrize("trouble", ["unknown authority", "another name", "wrong password"])
def test_nothing_leaves_when_the_relay_is_not_the_one_meant(new_mail_server, new_real_server, tmp_path, trouble):
    smtp = new_mail_server(names=("elsewhere.example.com",) if trouble == "another name" else ("127.0.0.1",))
    settings = dict(smtp.settings)
    if trouble == "unknown authority":
        other = MailServer(tmp_path / "other")
        settings["delivery.email.caFile"] = other.authority
    if trouble == "wrong password":
        settings["delivery.email.password"] = "not it"
    server = new_real_server(settings)
    server.add()
    cause_a_notice(server)
    wait_until(lambda: "trouble" in state_of(server))
    expected = "username or password" if trouble == "wrong password" else "certificate is not trusted"
    assert expected in state_of(server)["trouble"]
    code, said = run(server, "doctor")
    assert code == 1 and expected in said, said
    assert state_of(server)["waiting"] == 1 and smtp.mails == []


def test_busy_relay_gets_it_later_and_once(mail):
    answers = iter(["451 4.3.0 busy", "452 4.3.1 full"])
    mail.smtp.answer = lambda arrived: next(answers, None)
    cause_a_notice(mail.server)
    mail.wait_for(ADDRESS)
    assert mail.smtp.refused == ["451 4.3.0 busy", "452 4.3.1 full"]
    wait_until(lambda: state_of(mail.server)["sent"] == 1)
    assert len(mail.smtp.mails) == 1


def test_refused_for_good_is_dead_until_somebody_tries_again(mail):
    mail.smtp.answer_recipient = lambda address: "550 5.1.1 no such mailbox"
    cause_a_notice(mail.server)
    wait_until(lambda: state_of(mail.server)["dead"] == 1)
    (dead,) = [json.loads(line) for line in mail.server.command("delivery", "dead", "--json").splitlines()]
    assert (dead["recipient"], dead["event"], dead["can_retry"]) == (ADDRESS, "password-reset", True)
    assert dead["why"].endswith("answered 550 to RCPT") and dead["attempts"] == 1
    mail.smtp.answer_recipient = lambda address: None
    assert "1 message waits" in mail.server.command("delivery", "retry", dead["id"])
    mail.wait_for(ADDRESS)
    assert run(mail.server, "delivery", "retry", dead["id"])[0] == 2, "it is not dead any more"
    assert mail.server.command("audit", "verify")


def test_nothing_is_lost_when_the_relay_is_killed_midway(mail):
    server = mail.server
    people = [server.add(f"person{number}", f"person{number}@example.com") for number in range(12)]
    for person in people[:6]:
        cause_a_notice(server, person.username)
    mail.wait_for("person5@example.com")
    mail.smtp.stop()
    for person in people[6:]:
        cause_a_notice(server, person.username)
    wait_until(lambda: "trouble" in state_of(server))
    mail.smtp.start()
    for number in range(12):
        mail.wait_for(f"person{number}@example.com", within=60)
    wait_until(lambda: state_of(server)["sent"] == 12)
    assert len(mail.smtp.mails) == 12


def test_our_server_killed_midway_loses_nothing_and_repeats_under_the_same_id(mail):
    server = mail.server
    people = [server.add(f"person{number}", f"person{number}@example.com") for number in range(8)]
    # A slow relay, so that messages are under way when the server is killed.
    mail.smtp.answer = lambda arrived: time.sleep(0.3)
    for person in people:
        cause_a_notice(server, person.username)
    wait_until(lambda: mail.smtp.mails)
    server.kill()
    with server.database() as database:
        database.execute("UPDATE outbox SET claimed_until = 0")
    server.start()
    for number in range(8):
        mail.wait_for(f"person{number}@example.com", within=60)
    wait_until(lambda: state_of(server)["sent"] == 8)
    for number in range(8):
        copies = mail.smtp.to(f"person{number}@example.com")
        assert len(copies) <= 2 and len({copy.id for copy in copies}) == 1


def test_asked_to_stop_the_server_finishes_what_is_under_way(mail):
    begun = []

    def slowly(arrived):
        begun.append(arrived)
        time.sleep(2)

    mail.smtp.answer = slowly
    cause_a_notice(mail.server)
    wait_until(lambda: begun)
    assert mail.server.stop() == 0
    assert state_of(mail.server)["sent"] == 1
    mail.server.start()
    assert len(mail.smtp.mails) == 1


def test_expired_messages_are_never_sent(mail):
    mail.smtp.stop()
    cause_a_notice(mail.server)
    wait_until(lambda: "trouble" in state_of(mail.server))
    with mail.server.database() as database:
        database.execute("UPDATE outbox SET expires_at = created_at + 1, due_at = 0")
    wait_until(lambda: state_of(mail.server)["expired"] == 1)
    mail.smtp.start()
    cause_a_notice(mail.server)
    mail.wait_for(ADDRESS)
    assert len(mail.smtp.mails) == 1


def test_second_relay_takes_what_the_first_does_not(new_mail_server, new_real_server):
    first, second = new_mail_server(), new_mail_server()
    first.stop()
    fallback = {key.replace("delivery.email", "delivery.emailFallback"): value for key, value in second.settings.items()}
    server = new_real_server({**first.settings, **fallback})
    server.add()
    cause_a_notice(server)
    second.wait_for(ADDRESS)
    assert state_of(server)["channels"] == [f"127.0.0.1:{first.port}", f"127.0.0.1:{second.port}"]


def test_limits_end_what_is_too_much(mail):
    server = mail.start({"delivery.limits.emailsPerAddress": 2})
    server.add()
    for _ in range(4):
        cause_a_notice(server)
    wait_until(lambda: (state_of(server)["sent"], state_of(server)["dead"]) == (2, 2))
    assert "limit: e-mails to one address and day" in server.command("delivery", "dead")


def test_text_messages_go_to_the_gateway_in_infobips_form(new_real_server, sms_gateway):
    server = new_real_server(sms_gateway.settings)
    server.add()
    with server.database() as database:
        database.execute("UPDATE accounts SET phone_number = ?", (f"+{NUMBER}",))
    sms_gateway.status = 503
    cause_a_notice(server)
    wait_until(lambda: sms_gateway.requests)
    sms_gateway.status = 200
    arrived = sms_gateway.wait_for(NUMBER)
    assert arrived.sender == "Conversations"
    assert arrived.text.startswith("Countersign: your password was reset") and "/not-me/" in arrived.text
    with server.database() as database:
        (identifier,) = database.execute("SELECT id FROM outbox WHERE channel = 'sms'").fetchone()
    assert arrived.id == identifier
    assert "taken by 127.0.0.1" in server.command("delivery", "test", f"+{NUMBER}")
    sms_gateway.group = "REJECTED"
    cause_a_notice(server)
    wait_until(lambda: state_of(server)["dead"] == 1)


def test_messages_are_in_the_readers_language(mail):
    server = mail.server
    with server.database() as database:
        database.execute("UPDATE accounts SET language = 'hr', display_name = ?", ("Žana\r\nBcc: eve@example.com <b>",))
    cause_a_notice(server)
    arrived = mail.wait_for(ADDRESS, "lozinka")
    assert arrived.subject == "Vaša lozinka za Countersign ponovno je postavljena"
    assert arrived.message["Bcc"] is None and arrived.recipients == [ADDRESS]
    assert "Pozdrav, Žana  Bcc: eve@example.com <b>!" in arrived.text
    assert "&lt;b&gt;" in arrived.html and "<b>" not in arrived.html
    assert 'lang="hr"' in arrived.html


def test_doctor_and_test_say_how_delivery_is(mail, new_real_server):
    code, said = run(mail.server, "doctor")
    assert code == 0 and f"ok    delivery: e-mail by 127.0.0.1:{mail.smtp.port}" in said, said
    assert mail.smtp.mails == [], "without sending"
    assert "taken by" in mail.server.command("delivery", "test", ADDRESS)
    assert mail.wait_for(ADDRESS, "Test message").text.startswith("This is a test message")
    code, said = run(mail.server, "delivery", "test", f"+{NUMBER}")
    assert code == 78 and "delivery.sms.provider" in said
    assert run(mail.server, "delivery", "test", "nobody")[0] == 64
    mail.smtp.stop()
    code, said = run(mail.server, "delivery", "test", ADDRESS, "--json")
    assert code == 1 and json.loads(said)["why"].endswith("nobody answers at that port")
    code, said = run(new_real_server(), "doctor")
    assert code == 0 and "note  delivery: none" in said


def test_replicas_share_the_work(new_mail_server, tmp_path):
    if not postgres.URL:
        pytest.skip("COUNTERSIGN_TEST_POSTGRES is not set: scripts/test-postgres start prints it")
    smtp = new_mail_server()
    smtp.answer = lambda arrived: time.sleep(0.05)
    replicas = Replicas(tmp_path, settings=smtp.settings)
    try:
        replicas.start()
        file = tmp_path / "people.jsonl"
        file.write_text("".join(
            json.dumps({"username": f"p{n}", "password": f"conversations-{n:04d}", "email": f"p{n}@example.com"}) + "\n"
            for n in range(30)
        ))
        replicas.command("user", "import", str(file))
        for number in range(30):
            cause_a_notice(replicas.servers[0], f"p{number}")
        wait_until(lambda: len(smtp.mails) >= 30, within=60)
        wait_until(lambda: replicas.database.count("outbox WHERE state = 'sent'") == 30)
        assert len(smtp.mails) == 30, "each once"
        workers = replicas.database.query("SELECT claimed_by, count(*) FROM outbox GROUP BY claimed_by")
        assert len(workers) == 2, f"both took some: {workers}"
    finally:
        replicas.stop()


def test_staff_see_what_did_not_arrive_and_too_little_of_the_address(mail, tmp_path):
    server = mail.server
    mail.smtp.answer_recipient = lambda address: "550 5.1.1 no such mailbox"
    cause_a_notice(server)
    wait_until(lambda: state_of(server)["dead"] == 1)
    (holder,) = import_holders(server, tmp_path, 1, prefix="desk")
    portal = HTTPPortal(server.origin).sign_in(holder)
    answer = portal.post("/sign-in/code", code=holder.code())
    assert answer.status == 303, answer.text
    assert portal.get("/admin/messages").status == 404, "for staff only"
    server.command("user", "role", holder.username, "helpdesk")
    portal = HTTPPortal(server.origin).sign_in(holder)
    portal.post("/sign-in/code", code=holder.code(1))
    page = portal.get("/admin/messages")
    assert page.status == 200 and "answered 550 to RCPT" in page.text
    assert ADDRESS not in page.text and "m•••@example.com" in page.text
