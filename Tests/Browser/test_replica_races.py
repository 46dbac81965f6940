"""What may happen once happens once, and limits hold, when two servers are asked at the same moment."""

import threading
from functools import partial

import pytest

from support import http, otp
from support.authenticators import import_holders
from support.http_portal import HTTPPortal, register
from support.journeys import NAME
from support.parallel import at_once
from support.verify import Verifier, accepted, make_key
from support.virtual_phone import CLIENT, VirtualPhone

ROUNDS = 1000
PAIRS = 8
FREE_CODES = 5  # norms: wrong codes that cost nothing
FREE_PASSWORDS = 10
TRIES = 5  # per registration


@pytest.fixture(scope="module")
def key(replicas):
    """An API key of a back end."""
    return make_key(replicas.servers[0], "races")


def everywhere(replicas, times):
    """All servers in turn, `times` in all."""
    return [replicas.servers[number % len(replicas.servers)] for number in range(times)]


def test_one_code_at_two_servers_is_accepted_once(replicas, key, tmp_path):
    holders = iter(import_holders(replicas, tmp_path, ROUNDS))
    results, problems, lock = [], [], threading.Lock()

    def ask():
        here, there = (Verifier(server.address, key) for server in replicas.servers)
        while True:
            with lock:
                holder = next(holders, None)
            if holder is None:
                return
            code = holder.code()
            here.send(holder.username, code)
            there.send(holder.username, code)
            answers = [here.receive(), there.receive()]
            with lock:
                results.append(sum(map(accepted, answers)))
                problems.extend(answer for answer in answers if answer[0] >= 500)

    workers = [threading.Thread(target=ask) for _ in range(PAIRS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert problems == []
    assert len(results) == ROUNDS
    assert set(results) == {1}, {count: results.count(count) for count in set(results)}
    assert replicas.database.count("devices WHERE last_step IS NOT NULL") >= ROUNDS


def test_wrong_codes_at_all_servers_share_the_free_tries(replicas, key, tmp_path):
    (holder,) = import_holders(replicas, tmp_path, 1, prefix="guessed")
    wrong = otp.wrong(holder.code())
    verifiers = [Verifier(server.address, key) for server in everywhere(replicas, 30)]
    statuses = [status for status, _, _ in at_once([partial(one.ask, holder.username, wrong) for one in verifiers])]
    assert all(status < 500 for status in statuses), statuses
    assert 1 <= len([status for status in statuses if status != 429]) <= FREE_CODES, statuses
    status, headers, _ = verifiers[0].ask(holder.username, holder.code())
    assert status == 429 and int(headers["retry-after"]) >= 1, "the right code has to wait as well"
    (failures,) = replicas.database.query(
        "SELECT max(failures) FROM throttles t JOIN accounts a ON t.key = 'code:account:' || a.id"
        f" WHERE a.username = '{holder.username}'"
    )[0]
    assert int(failures) == FREE_CODES


def test_wrong_passwords_at_all_servers_share_the_free_tries(replicas):
    (person,) = replicas.add_people(1, prefix="attacked")
    portals = []
    for number, server in enumerate(everywhere(replicas, 24)):
        portals.append(HTTPPortal(replicas.origin, server.send_for(f"192.0.2.{number}")))
        portals[-1].get("/sign-in")
    answers = at_once([
        partial(portal.post, "/sign-in", username=person.username, password="not the password") for portal in portals
    ])
    statuses = [answer.status for answer in answers]
    assert set(statuses) <= {401, 429} and 1 <= statuses.count(401) <= FREE_PASSWORDS, statuses


def test_wrong_passwords_from_one_address_count_at_all_servers(replicas):
    statuses = []
    for number, server in enumerate(everywhere(replicas, FREE_PASSWORDS + 2)):
        portal = HTTPPortal(replicas.origin, server.send_for("198.51.100.1"))
        portal.get("/sign-in")
        statuses.append(portal.post("/sign-in", username=f"nobody{number}", password="not the password").status)
    assert statuses == [401] * FREE_PASSWORDS + [429] * 2


def test_registration_has_five_tries_at_all_servers_together(replicas):
    (person,) = replicas.add_people(1, prefix="mistyping")
    portal = HTTPPortal(replicas.origin, replicas.send).sign_in(person)
    path = portal.begin(NAME)
    phone = VirtualPhone(replicas.origin, send=replicas.send)
    phone.sign_in(person)
    assert phone.claim(NAME, setup_code=portal.setup_code(path)).status == 200
    code, headers = int(phone.code()), portal.headers()
    posts = []
    for number, server in enumerate(everywhere(replicas, 24)):
        body, kind = http.form({"csrf": portal.csrf, "code": f"{(code + 1000 + number) % 1_000_000:06d}"})
        posts.append(partial(server.send, portal.origin, "POST", f"{path}/code", body, {**kind, **headers}))
    answers = at_once(posts)
    assert all(answer.status < 500 for answer in answers), sorted(answer.status for answer in answers)
    assert len([answer for answer in answers if " left." in answer.text]) < TRIES
    assert portal.submit(path, phone.code()).status == 303
    assert "Too many wrong codes" in portal.get(path).text


def test_proof_is_good_at_one_server_once(replicas):
    (person,) = replicas.add_people(1, prefix="replayed")
    _, phone = register(replicas.origin, person, NAME, send=replicas.send)
    token = phone.redeem(phone.go_on().json["authorization_code"]).json["access_token"]
    for _ in range(20):
        headers = {"Authorization": f"DPoP {token}", "DPoP": phone.proof("GET", "/v1/me", token)}
        answers = at_once([
            partial(server.send, replicas.origin, "GET", "/v1/me", headers=headers)
            for server in replicas.servers
        ])
        assert sorted(answer.status for answer in answers) == [200, 401], [answer.text for answer in answers]
    again = replicas.send(replicas.origin, "GET", "/v1/me", headers=headers)
    assert again.status == 401 and again.json["type"].endswith("/invalid-dpop-proof")


def test_auth_session_is_good_for_one_sign_in_at_one_server(replicas, tmp_path):
    for holder in import_holders(replicas, tmp_path, 5, prefix="stepping"):
        phone = VirtualPhone(replicas.origin, send=replicas.send)
        assert phone.sign_in(holder).json["next"] == "one_time_code"
        answers = complete(replicas, phone, one_time_code=holder.code())
        assert sorted(answer.status for answer in answers)[0] == 200, [answer.text for answer in answers]
    for person in replicas.add_people(5, prefix="finishing"):
        _, phone = register(replicas.origin, person, NAME, send=replicas.send)
        answers = complete(replicas, phone)
        assert sorted(answer.status for answer in answers) == [200, 400], [answer.text for answer in answers]


def complete(replicas, phone, **fields):
    """The last step of `phone` at all servers at once: one answer has the authorization code. Afterwards it is over."""
    form = {"client_id": CLIENT, "auth_session": phone.session, **fields}
    twins = []
    for server in replicas.servers:
        twins.append(VirtualPhone(replicas.origin, send=server.send))
        twins[-1].proof_key, twins[-1].jwk = phone.proof_key, phone.jwk
    answers = at_once([partial(twin.post, "/oauth/authorize-challenge", form) for twin in twins])
    assert ["authorization_code" in answer.json for answer in answers].count(True) == 1
    late = phone.post("/oauth/authorize-challenge", form)
    assert late.status == 400 and late.json["error"] == "invalid_session", late.text
    return answers


def test_refresh_token_used_at_two_servers_ends_the_sign_in(replicas):
    (person,) = replicas.add_people(1, prefix="stolen")
    _, phone = register(replicas.origin, person, NAME, send=replicas.send)
    tokens = phone.redeem(phone.go_on().json["authorization_code"]).json
    here, there = replicas.servers
    phone.send = here.send
    renewed = phone.refresh(tokens["refresh_token"])
    assert renewed.status == 200
    phone.send = there.send
    assert phone.refresh(tokens["refresh_token"]).status == 400
    phone.send = here.send
    assert phone.refresh(renewed.json["refresh_token"]).status == 400
    assert phone.me(renewed.json["access_token"]).status == 401
