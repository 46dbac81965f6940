"""The Service API from outside: a back end gets a key, asks about codes, and loses the key."""

import json
import re
from functools import partial

from support import http, otp
from support.authenticators import import_holders
from support.parallel import at_once

PATH = "/v1/codes/verify"


def verify(server, key, username, code):
    body = json.dumps({"username": username, "code": code}).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    return http.send(server.origin, "POST", PATH, body, headers)


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json["type"].rsplit("/", 1)[1]


def add_key(server, name="shop"):
    return json.loads(server.command("api-key", "add", name, "--json"))


def keys(server):
    return [json.loads(line) for line in server.command("api-key", "list", "--json").splitlines()]


def test_back_end_checks_codes_until_its_key_is_revoked(server, tmp_path):
    made = add_key(server)
    assert set(made) == {"id", "name", "key", "scopes"}
    assert made["name"] == "shop" and made["scopes"] == ["codes:verify"]
    assert re.fullmatch(r"csk_[\w-]{43}", made["key"])
    assert keys(server)[0]["last_used_at"] is None
    holder = import_holders(server, tmp_path, 1)[0]

    code = holder.code()
    answer = verify(server, made["key"], holder.username.upper(), code)
    assert answer.status == 200, answer.text
    assert answer.json == {"accepted": True, "device": {"id": answer.json["device"]["id"], "name": "Authenticator app"}}
    assert "set-cookie" not in answer.headers and answer.headers["cache-control"] == "no-store"

    again = verify(server, made["key"], holder.username, code)
    assert (again.status, problem(again)) == (403, "code-already-used")
    wrong = verify(server, made["key"], holder.username, otp.wrong(code))
    unknown = verify(server, made["key"], "nobody", code)
    assert (wrong.status, problem(wrong)) == (unknown.status, problem(unknown)) == (403, "code-refused")
    assert keys(server)[0]["last_used_at"] is not None

    assert verify(server, "csk_" + "A" * 43, holder.username, code).status == 401
    server.command("api-key", "revoke", "shop")
    refused = verify(server, made["key"], holder.username, holder.code(otp.NEXT))
    assert (refused.status, problem(refused)) == (401, "invalid-api-key")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert keys(server)[0]["revoked_at"] is not None
    server.command("audit", "verify")

    server.stop()
    assert made["key"] not in server.log.read_text()
    assert not any(made["key"][4:].encode() in file.read_bytes() for file in server.data.iterdir() if file.is_file())


def test_fifty_calls_with_one_code_are_accepted_once(server, tmp_path):
    key = add_key(server)["key"]
    holder = import_holders(server, tmp_path, 1)[0]
    answers = at_once([partial(verify, server, key, holder.username, holder.code())] * 50)
    statuses = [answer.status for answer in answers]
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 403, 429}
    assert {problem(answer) for answer in answers if answer.status == 403} <= {"code-already-used", "code-refused"}


def test_calls_during_a_revocation_are_answered(server, tmp_path):
    key = add_key(server)["key"]
    holder = import_holders(server, tmp_path, 1)[0]
    calls = [partial(verify, server, key, f"{holder.username}x", "123456")] * 30
    calls.append(partial(server.command, "api-key", "revoke", "shop"))
    statuses = {answer.status for answer in at_once(calls)[:-1]}
    assert statuses <= {401, 403}
    assert verify(server, key, holder.username, holder.code()).status == 401


def test_key_is_for_programs_and_not_for_pages(server):
    key = add_key(server)["key"]
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    asked = http.send(server.origin, "OPTIONS", PATH, None, headers)
    assert 400 <= asked.status < 500
    assert not any(name.startswith("access-control") for name in asked.headers)
    # What a form of another page can send has another content type.
    body, sent = http.form({"username": "maria", "code": "123456"})
    answer = http.send(server.origin, "POST", PATH, body, {**sent, "Authorization": f"Bearer {key}"})
    assert answer.status == 415
