"""What may happen once happens once, however many ask at the same moment."""

from functools import partial

from support import http
from support.http_portal import HTTPPortal, register
from support.journeys import NAME
from support.parallel import at_once
from support.people import MARIA
from support.virtual_phone import VirtualPhone, fields_of


def count(server, query, *values):
    with server.database() as database:
        return database.execute(f"SELECT count(*) FROM {query}", values).fetchone()[0]


def claimed(server):
    """A session, the path of a registration, and the phone that has claimed it."""
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    path = portal.begin(NAME)
    phone = VirtualPhone(server.origin)
    phone.sign_in(MARIA)
    assert phone.claim(NAME, setup_code=portal.setup_code(path)).status == 200
    return portal, path, phone


def submissions(portal, path, codes):
    """The same form many times, each with the cookies of now."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", **portal.headers()}
    for code in codes:
        body, _ = http.form({"csrf": portal.csrf, "code": code})
        yield partial(http.send, portal.origin, "POST", f"{path}/code", body, headers)


def test_fifty_submissions_of_one_right_code_register_once(server):
    portal, path, phone = claimed(server)
    answers = at_once(list(submissions(portal, path, [phone.code()] * 50)))
    assert all(answer.status < 500 for answer in answers)
    assert count(server, "devices WHERE state = 'active'") == 1
    assert count(server, "registrations WHERE state = 'active'") == 1
    assert count(server, "outbox") == 1, "the person is told once"
    risen = [answer for answer in answers if "set-cookie" in answer.headers and answer.status == 303]
    assert len(risen) == 1, "one submission finishes the registration"
    assert server.command("audit", "verify")


def test_wrong_codes_at_the_same_moment_get_five_tries_together(server):
    portal, path, phone = claimed(server)
    wrong = [f"{(int(phone.code()) + 1000 + number) % 1_000_000:06d}" for number in range(40)]
    answers = at_once(list(submissions(portal, path, wrong)))
    assert all(answer.status < 500 for answer in answers)
    told = [answer for answer in answers if " left." in answer.text]
    assert len(told) <= 4
    assert portal.submit(path, phone.code()).status == 303
    assert "Too many wrong codes" in portal.get(path).text
    assert count(server, "devices") == 0


def test_one_of_many_phones_claims_a_registration(server):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    link = portal.link(portal.begin(NAME))
    ticket, _, name = fields_of(link)
    phones = [VirtualPhone(server.origin) for _ in range(16)]
    for phone in phones:
        assert phone.sign_in(MARIA).status == 403
    answers = at_once([partial(phone.claim, name, ticket=ticket) for phone in phones])
    statuses = sorted(answer.status for answer in answers)
    assert statuses == [200] + [409] * 15
    assert {answer.json["type"].rsplit("/", 1)[1] for answer in answers if answer.status == 409} == {"already-claimed"}


def test_wrong_passwords_at_the_same_moment_get_the_free_tries_together(new_server):
    server = new_server(settings={"signIn.freePasswords": 3})
    portals = [HTTPPortal(server.origin) for _ in range(20)]
    for portal in portals:
        portal.get("/sign-in")
    answers = at_once([
        partial(portal.post, "/sign-in", username="maria", password="not the password") for portal in portals
    ])
    statuses = [answer.status for answer in answers]
    assert set(statuses) <= {401, 429} and statuses.count(401) <= 3, statuses


def test_one_code_opens_one_session(server):
    _, phone = register(server.origin, MARIA, NAME)
    portals = []
    for _ in range(8):
        portal = HTTPPortal(server.origin)
        portal.get("/sign-in")
        portal.get(portal.post("/sign-in", username="maria", password=MARIA.password).headers["location"])
        portals.append(portal)
    code = phone.code()
    answers = at_once([partial(portal.post, "/sign-in/code", code=code) for portal in portals])
    assert [answer.status for answer in answers].count(303) == 1, [answer.status for answer in answers]


def test_one_authorization_code_gives_tokens_once(server):
    _, phone = register(server.origin, MARIA, NAME)
    code = phone.go_on().json["authorization_code"]
    answers = at_once([partial(phone.redeem, code) for _ in range(8)])
    assert [answer.status for answer in answers].count(200) <= 1
    assert all(answer.status in (200, 400) for answer in answers)


def test_refresh_token_used_twice_ends_the_session(server):
    _, phone = register(server.origin, MARIA, NAME)
    tokens = phone.redeem(phone.go_on().json["authorization_code"]).json
    renewed = phone.refresh(tokens["refresh_token"])
    assert renewed.status == 200
    assert phone.refresh(tokens["refresh_token"]).status == 400
    assert phone.refresh(renewed.json["refresh_token"]).status == 400
    assert phone.me(renewed.json["access_token"]).status == 401
