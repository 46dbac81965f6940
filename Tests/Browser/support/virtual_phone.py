"""A phone without a screen: the protocol of docs/protocol.md over plain HTTP, with keys of its own."""

import base64
import hashlib
import json
import time
import urllib.parse
import uuid

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from support import http, otp

CLIENT = "countersign-kit"


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def fields_of(link):
    """Ticket, server key and name of a pairing link."""
    values = urllib.parse.parse_qs(urllib.parse.urlsplit(link).fragment.removeprefix("pair?"))
    return values["t"][0], values["k"][0], values["n"][0]


class VirtualPhone:
    """One phone: a DPoP key, at most one pending sign-in, at most one pairing key.

    `send` is how requests are sent, for those that go to one of several servers behind the origin.
    """

    def __init__(self, origin, model="Test phone", send=http.send):
        self.origin = origin
        self.send = send
        self.model = model
        self.proof_key = ec.generate_private_key(ec.SECP256R1())
        numbers = self.proof_key.public_key().public_numbers()
        x, y = (encode(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
        self.jwk = {"crv": "P-256", "kty": "EC", "x": x, "y": y}
        canonical = json.dumps(self.jwk, separators=(",", ":"), sort_keys=True)
        self.thumbprint = encode(hashlib.sha256(canonical.encode()).digest())
        self.session = None
        self.user = None
        self.key = None

    def proof(self, method, path, token=None):
        """A DPoP proof (RFC 9449 section 4.2)."""
        claims = {"jti": str(uuid.uuid4()), "htm": method, "htu": self.origin + path, "iat": int(time.time())}
        if token:
            claims["ath"] = encode(hashlib.sha256(token.encode()).digest())
        head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk}
        signed = ".".join(encode(json.dumps(part).encode()) for part in (head, claims))
        r, s = decode_dss_signature(self.proof_key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def post(self, path, fields=None, document=None):
        """A form or a JSON document, with a proof."""
        if document is None:
            body, headers = http.form(fields or {})
        else:
            body, headers = json.dumps(document).encode(), {"Content-Type": "application/json"}
        headers["DPoP"] = self.proof("POST", path)
        answer = self.send(self.origin, "POST", path, body, headers)
        if "json" in answer.headers.get("content-type", ""):
            self.session = answer.json.get("auth_session", self.session)
        return answer

    def sign_in(self, person):
        """The first step; what is missing stands in the answer's `next`."""
        answer = self.post("/oauth/authorize-challenge", {
            "client_id": CLIENT, "username": person.username, "password": person.password,
            "device_model": self.model,
        })
        if answer.status == 403:
            self.user = answer.json.get("user_id")
        return answer

    def go_on(self, **fields):
        """A later step of the sign-in."""
        return self.post("/oauth/authorize-challenge", {
            "client_id": CLIENT, "auth_session": self.session, **fields,
        })

    def claim(self, name, ticket=None, setup_code=None):
        """The phone's half of the pairing; `key` is the common key afterwards."""
        agreement = ec.generate_private_key(ec.SECP256R1())
        public = agreement.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        reference = {"ticket": ticket} if ticket else {"setup_code": setup_code}
        answer = self.post("/v1/registrations/claim", document={
            "auth_session": self.session, "device_name": name, "public_key": encode(public),
            "device_model": self.model, **reference,
        })
        if answer.status == 200:
            values = answer.json
            self.key = self._derive(agreement, public, values, name)
        return answer

    def _derive(self, agreement, public, values, name):
        server = decode(values["server_public_key"])
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), server)
        parts = (
            self.origin.encode(), values["user_id"].encode(), name.encode(), server, public,
            self.thumbprint.encode(),
        )
        info = b"countersign/pairing/v1" + b"".join(len(part).to_bytes(2, "big") + part for part in parts)
        salt = hashlib.sha256(decode(values["ticket"])).digest()
        shared = agreement.exchange(ec.ECDH(), peer)
        return HKDF(hashes.SHA256(), 32, salt, info).derive(shared)

    def code(self, step=otp.NOW):
        """The six digits of this moment, or of a step beside it."""
        return otp.code(self.key, step)

    def redeem(self, authorization_code):
        """Tokens for an authorization code."""
        return self.post("/oauth/token", {
            "grant_type": "authorization_code", "client_id": CLIENT, "code": authorization_code,
        })

    def refresh(self, token):
        return self.post("/oauth/token", {
            "grant_type": "refresh_token", "client_id": CLIENT, "refresh_token": token,
        })

    def me(self, token):
        """`GET /v1/me` with an access token."""
        headers = {"Authorization": f"DPoP {token}", "DPoP": self.proof("GET", "/v1/me", token)}
        return self.send(self.origin, "GET", "/v1/me", headers=headers)
