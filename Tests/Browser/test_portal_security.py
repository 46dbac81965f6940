"""The portal against strangers: sign-in failures, forged forms, headers, fresh authentication."""

import re
import time

from playwright.sync_api import expect

from support import http, otp
from support.http_portal import HTTPPortal, register
from support.journeys import NAME
from support.people import ADMIN, MARIA, Person
from support.virtual_phone import VirtualPhone

WRONG = MARIA._replace(password="not the password")
UNKNOWN = Person("nobody", "not the password")


def attempt(origin, person):
    portal = HTTPPortal(origin)
    portal.get("/sign-in")
    return portal, portal.post("/sign-in", username=person.username, password=person.password)


def normal(text, *words):
    """A page without what differs by its nature: token, reference, typed name."""
    text = re.sub(r'name="csrf" value="[^"]+"', "", text)
    text = re.sub(r'class="mono">[^<]+<', "", text)
    for word in words:
        text = text.replace(word, "")
    return text


def test_unknown_person_and_wrong_password_look_alike(server):
    pages, times = [], []
    for person in (WRONG, UNKNOWN) * 2:
        started = time.monotonic()
        _, answer = attempt(server.origin, person)
        times.append(time.monotonic() - started)
        pages.append((answer.status, normal(answer.text, person.username)))
    assert pages[0][0] == 401 and len(set(pages)) == 1
    wrong, unknown = min(times[0::2]), min(times[1::2])
    assert unknown > wrong / 3, "an unknown name is answered without the work of hashing"


def test_unknown_person_and_wrong_password_look_alike_to_the_app(server):
    answers = [VirtualPhone(server.origin).sign_in(person) for person in (WRONG, UNKNOWN)]
    own = ("server_time", "reference")
    kept = [
        (answer.status, {name: value for name, value in answer.json.items() if name not in own})
        for answer in answers
    ]
    assert kept[0] == kept[1] and kept[0][0] == 403 and kept[0][1]["error"] == "access_denied"


def test_wrong_passwords_are_throttled_and_told_when_to_come_back(new_server):
    server = new_server(settings={"signIn.freePasswords": 3})
    answers = [attempt(server.origin, WRONG)[1] for _ in range(5)]
    assert [answer.status for answer in answers] == [401, 401, 401, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "Too many attempts. Try again in" in answers[-1].text
    assert attempt(server.origin, MARIA)[1].status == 429, "the right password is no way round"
    phone = VirtualPhone(server.origin)
    refused = phone.sign_in(MARIA)
    assert refused.status == 429 and refused.json["error"] == "too_many_attempts"
    assert int(refused.headers["retry-after"]) >= 1 and refused.json["retry_after"] >= 1
    assert attempt(server.origin, ADMIN)[1].status == 303, "others are not locked out"


def test_wrong_codes_are_throttled_apart_from_passwords(server):
    _, phone = register(server.origin, MARIA, NAME)
    portal, answer = attempt(server.origin, MARIA)
    portal.get(answer.headers["location"])
    statuses = []
    for _ in range(7):
        answer = portal.post("/sign-in/code", code=otp.wrong(phone.code()))
        statuses.append(answer.status)
    assert statuses[:5] == [401] * 5 and statuses[-1] == 429, statuses
    assert int(answer.headers["retry-after"]) >= 1
    assert attempt(server.origin, MARIA)[1].status == 303


def test_forged_and_missing_tokens_are_refused(server):
    portal = HTTPPortal(server.origin)
    portal.get("/sign-in")
    token = portal.csrf
    for forged in ("", "0" * len(token), token[:-1], HTTPPortal(server.origin).get("/sign-in").text[:64]):
        portal.csrf = forged
        assert portal.post("/sign-in", username="maria", password=MARIA.password).status == 403
    body, headers = http.form({"csrf": token, "username": "maria", "password": MARIA.password})
    strange = {**headers, **portal.headers(), "Origin": "https://evil.example"}
    assert http.send(server.origin, "POST", "/sign-in", body, strange).status == 403
    assert http.send(server.origin, "POST", "/sign-in", body, headers).status == 403, "no cookie"
    session = HTTPPortal(server.origin).sign_in(MARIA)
    session.csrf = ""
    for path in ("/sign-out", "/profile/access/mobile/register", "/reauthenticate"):
        assert session.post(path, device_name=NAME).status == 403, path
    assert session.get("/profile").status == 200


def test_token_of_another_session_is_refused(server):
    maria, admin = (HTTPPortal(server.origin).sign_in(person) for person in (MARIA, ADMIN))
    maria.csrf = admin.csrf
    assert maria.post("/profile/access/mobile/register", device_name=NAME).status == 403


def test_session_gets_a_new_identity_at_sign_in_and_ends_at_sign_out(server):
    portal, _ = attempt(server.origin, MARIA)
    old = dict(portal.cookies)
    session = HTTPPortal(server.origin)
    session.cookies = old
    assert session.get("/profile").status == 200
    line = http.send(server.origin, "GET", "/sign-in").headers["set-cookie"]
    assert "HttpOnly" in line and "SameSite=Lax" in line
    portal.get("/profile")
    assert portal.post("/sign-out").status == 303
    stolen = HTTPPortal(server.origin)
    stolen.cookies = old
    assert stolen.get("/profile").headers["location"].startswith("/sign-in")


def test_every_answer_carries_the_security_headers(server):
    session = HTTPPortal(server.origin).sign_in(MARIA)
    answers = {
        "page": session.get("/profile"),
        "redirection": http.send(server.origin, "GET", "/"),
        "not found": http.send(server.origin, "GET", "/nothing-here"),
        "method not allowed": http.send(server.origin, "DELETE", "/sign-in"),
        "forbidden": http.send(server.origin, "POST", "/sign-in", b"x=y"),
        "style": http.send(server.origin, "GET", "/assets/countersign.css"),
        "app": http.send(server.origin, "GET", "/app/"),
        "module": http.send(server.origin, "GET", "/app/phone-core.wasm"),
        "program error": http.send(server.origin, "POST", "/oauth/token", b""),
        "problem": http.send(server.origin, "GET", "/v1/me"),
        "health": http.send(server.origin, "GET", "/healthz"),
    }
    for what, answer in answers.items():
        headers = answer.headers
        assert headers.get("x-content-type-options") == "nosniff", what
        policy = headers.get("content-security-policy", "")
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy, what
        assert "frame-ancestors 'none'" in policy and "'unsafe-eval'" not in policy, what
        assert headers.get("referrer-policy") in ("same-origin", "no-referrer"), what
        camera = "camera=(self)" if what in ("app", "module") else "camera=()"
        assert camera in headers.get("permissions-policy", ""), what
        assert "cache-control" in headers, what
        assert "server" not in headers, what
    for what in ("page", "redirection", "program error", "problem"):
        assert "no-store" in answers[what].headers["cache-control"], what


def test_unsigned_visitors_see_nothing(server):
    mobile = "/profile/access/mobile"
    for path in ("/profile", "/profile/access", mobile, f"{mobile}/register", "/reauthenticate"):
        answer = http.send(server.origin, "GET", path)
        assert answer.status == 303 and answer.headers["location"].startswith("/sign-in"), path


def test_change_of_factors_needs_a_fresh_authentication(server, portal):
    portal.sign_in(MARIA).go_to_mobile_authentication()
    server.age_sessions(minutes=11)
    portal.follow("Register new device")
    page = portal.page
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill("not the password")
    portal.press("Confirm")
    expect(portal.problem).to_contain_text("That password is not right.")
    page.get_by_label("Password").fill(MARIA.password)
    portal.press("Confirm")
    expect(page.get_by_label("Device name")).to_be_visible()


def test_confirming_with_a_factor_asks_for_its_code_too(server):
    portal, phone = register(server.origin, MARIA, NAME)
    server.age_sessions(minutes=11)
    path = "/profile/access/mobile/register"
    answer = portal.get(path)
    assert answer.status == 303 and "/reauthenticate" in answer.headers["location"]
    assert "One-time code" in portal.get(answer.headers["location"]).text
    assert portal.post("/reauthenticate", password=MARIA.password, next=path).status == 401
    done = portal.post("/reauthenticate", password=MARIA.password, code=phone.code(), next=path)
    assert done.status == 303 and done.headers["location"] == path
    assert portal.get(path).status == 200


def test_idle_session_ends(server, portal):
    portal.sign_in(MARIA)
    expect(portal.page.get_by_role("heading", name="User profile")).to_be_visible()
    with server.database() as database:
        database.execute("UPDATE portal_sessions SET last_seen_at = last_seen_at - ?", (31 * 60_000,))
    portal.follow("Access controls")
    expect(portal.page.get_by_label("Password")).to_be_visible()


def test_address_to_go_to_next_stays_on_this_server(server):
    for wanted in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/%0d%0aX: y"):
        portal = HTTPPortal(server.origin)
        portal.get("/sign-in")
        answer = portal.post("/sign-in", username="maria", password=MARIA.password, next=wanted)
        location = answer.headers["location"]
        assert location.startswith("/") and not location.startswith(("//", "/\\")), wanted
        assert "x" not in answer.headers
