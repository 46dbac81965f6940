"""Nothing that a client sends makes the server fail: every answer is the client's fault, and the server goes on."""

import json
import socket

from support import http
from support.http_portal import HTTPPortal
from support.people import MARIA
from support.virtual_phone import VirtualPhone

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def refused(answer, what=""):
    assert 400 <= answer.status < 500, f"{what}: {answer.status} {answer.text[:300]}"
    return answer


def raw(server, data, timeout=10):
    """Sends bytes that are no proper request; returns what came back until the server closes or stays silent."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=timeout) as connection:
        connection.sendall(data)
        connection.settimeout(2)
        received = b""
        try:
            while len(received) < 65536 and (part := connection.recv(4096)):
                received += part
        except (TimeoutError, ConnectionResetError):
            pass
        return received


def is_alive(server):
    return http.send(server.origin, "GET", "/readyz").status == 200


def test_damaged_forms_are_refused(server):
    portal = HTTPPortal(server.origin)
    portal.get("/sign-in")
    start = f"csrf={portal.csrf}&".encode()
    for body in (
        start + b"username=%&password=x",
        start + b"username=%zz&password=x",
        start + b"username=%c3%28&password=x",
        start + b"username=\xff\xfe&password=x",
        start + b"username=a%00b&password=x",
        start + b"username=maria&username=admin&password=x",
        start + b"password=x",
        start + b"&" * 5000,
        b"&".join(b"a%d=b" % number for number in range(5000)),
        b"=" * 1000, b"", b"\x00" * 100,
    ):
        refused(http.send(server.origin, "POST", "/sign-in", body, {**FORM, **portal.headers()}), body[-60:])
    assert is_alive(server)


def test_oversized_bodies_are_refused(server):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    refused(portal.post("/profile/access/mobile/register", device_name="x" * 200_000))
    for path in ("/sign-in", "/oauth/authorize-challenge", "/oauth/token", "/v1/registrations/claim"):
        refused(http.send(server.origin, "POST", path, b"a=" + b"b" * 1_000_000, FORM), path)
    assert is_alive(server)


def test_long_texts_are_refused(server):
    portal = HTTPPortal(server.origin)
    portal.get("/sign-in")
    refused(portal.post("/sign-in", username="x" * 10_000, password="y"))
    refused(portal.post("/sign-in", username="maria", password="y" * 10_000))
    refused(portal.post("/sign-in", username="e" + "\u0301" * 10_000, password="y"))
    refused(VirtualPhone(server.origin).post("/oauth/authorize-challenge", {
        "client_id": "countersign-app", "username": "x" * 10_000, "password": "y",
    }))
    assert is_alive(server)


def test_strange_codes_and_paths_are_refused(server):
    portal = HTTPPortal(server.origin).sign_in(MARIA)
    path = portal.begin("Phone")
    for code in ("", "abcdef", "12345", "1234567", "１２３４５６", "-12345", "1e5000", "000000\x07", "9" * 5000):
        refused(portal.submit(path, code), code[:20])
    for strange in (
        "/profile/access/mobile/register/" + "x" * 5000, "/profile/access/mobile/register/%00",
        "/profile/access/mobile/register/..%2f..%2fetc", "/assets/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/app/..%2f", "/%ff%fe",
    ):
        refused(portal.get(strange), strange[:60])
    assert is_alive(server)


def test_broken_documents_and_proofs_are_refused(server):
    phone = VirtualPhone(server.origin)
    phone.sign_in(MARIA)
    path = "/v1/registrations/claim"
    whole = {"auth_session": phone.session, "setup_code": "00000-00000", "device_name": "x", "public_key": "A" * 44}
    for body in (
        b"", b"{", b"[]", b"null", b"[" * 4000, b'{"auth_session":1}', b"\xff\xfe\x00",
        json.dumps({**whole, "public_key": "A" * 100_000}).encode(),
        json.dumps({**whole, "public_key": None}).encode(),
        json.dumps({**whole, "device_name": "x" * 7000}).encode(),
        json.dumps({**whole, "device_name": "\ud800"}).encode(),
        json.dumps({**whole, "setup_code": "\u0000" * 10}).encode(),
        json.dumps({**whole, "ticket": "AAAA"}).encode(),
        json.dumps(whole).encode(),
    ):
        headers = {"Content-Type": "application/json", "DPoP": phone.proof("POST", path)}
        refused(http.send(server.origin, "POST", path, body, headers), body[:60])
    good = phone.proof("POST", "/oauth/token")
    head, claims, signature = good.split(".")
    for proof in (
        "", ".", "..", "a.b.c", good + "A", f"{head}.{claims}.", f".{claims}.{signature}", "A" * 20_000,
        phone.proof("GET", "/oauth/token"), phone.proof("POST", "/oauth/revoke"),
        "eyJhbGciOiJub25lIn0.e30.", "é" * 10,
    ):
        answer = http.send(server.origin, "POST", "/oauth/token", b"", {**FORM, "DPoP": proof.encode()})
        refused(answer, proof[:40])
    replayed = {**FORM, "DPoP": good}
    http.send(server.origin, "POST", "/oauth/token", b"grant_type=x", replayed)
    again = refused(http.send(server.origin, "POST", "/oauth/token", b"grant_type=x", replayed))
    assert again.json["error"] == "invalid_dpop_proof"
    assert is_alive(server)


def test_broken_requests_do_not_stop_the_server(server):
    host = f"Host: localhost:{server.port}\r\n".encode()
    for data in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + host + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + host + b"Cookie: countersign=" + b"\xff" * 43 + b"\r\n\r\n",
    ):
        received = raw(server, data)
        assert not received.startswith(b"HTTP/1.1 5"), (data[:60], received[:200])
        assert is_alive(server), data[:60]
