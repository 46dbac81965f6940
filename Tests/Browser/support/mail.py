"""A real SMTP server for the tests, and a server of ours that sends its messages there.

`mail` is the fixture: `mail.server` is our server (not the demo), `mail.wait_for("maria@example.com", "code")` waits
for an e-mail to that address with that word in its subject and returns it; `.code` are its six digits, `.links` its
addresses, `.link("/not-me/")` the one with that part.
"""

import datetime
import email
import email.policy
import ipaddress
import json
import re
import ssl
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from support.people import Person
from support.server import Server, free_port

ARRIVES_WITHIN = 20  # seconds
USERNAME, PASSWORD = "countersign", "relay password: ü {\"}"
SENDER = "no-reply@id.example.com"
EVERYBODY = "conversations-demo"


class Mail:
    """One e-mail as it arrived."""

    def __init__(self, envelope):
        self.raw = envelope.content
        self.sender = envelope.mail_from
        self.recipients = list(envelope.rcpt_tos)
        self.message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.subject = str(self.message["Subject"])
        self.id = str(self.message["Message-ID"])

    def _part(self, kind):
        part = self.message.get_body(preferencelist=(kind,))
        return part.get_content() if part else None

    @property
    def text(self):
        """The plain text."""
        return self._part("plain").replace("\r\n", "\n")

    @property
    def html(self):
        """The HTML."""
        return self._part("html")

    @property
    def links(self):
        """All addresses in the plain text."""
        return re.findall(r"https?://[^\s<>\"]+", self.text)

    def link(self, part):
        """The first address that has `part` in it."""
        return next(link for link in self.links if part in link)

    @property
    def code(self):
        """The six digits on a line of their own."""
        found = re.search(r"^\s*(\d{6})\s*$", self.text, re.MULTILINE)
        assert found, f"no code in: {self.text}"
        return found.group(1)

    def __repr__(self):
        return f"<{self.subject!r} to {self.recipients}>"


class MailServer:
    """An SMTP server on a fixed port: TLS with a CA of its own, AUTH, and answers that a test chooses.

    `security` is `starttls`, `tls` or `none`. `answer` is asked for each message and may return another answer than
    250, e.g. `451 later`; `answer_recipient` the same for each recipient.
    """

    def __init__(self, folder, security="starttls", names=("localhost", "127.0.0.1"), authenticates=True):
        self.security = security
        self.authenticates = authenticates
        self.port = free_port()
        self.mails = []
        self.refused = []
        self.logins = []
        self.answer = lambda mail: None
        self.answer_recipient = lambda address: None
        self.arrived = threading.Condition()
        self.controller = None
        self.authority, self.context = make_tls(folder, names)

    @property
    def settings(self):
        """The settings of our server that name this one."""
        settings = {
            "delivery.email.host": "127.0.0.1",
            "delivery.email.port": self.port,
            "delivery.email.security": self.security,
            "delivery.email.sender": SENDER,
        }
        if self.security != "none":
            settings["delivery.email.caFile"] = self.authority
        if self.authenticates:
            settings |= {"delivery.email.username": USERNAME, "delivery.email.password": PASSWORD}
        return settings

    def start(self):
        """Listens from now on."""
        options = {"hostname": "127.0.0.1", "port": self.port, "data_size_limit": 4_000_000}
        if self.security == "tls":
            options["ssl_context"] = self.context
        if self.security == "starttls":
            options |= {"tls_context": self.context, "require_starttls": True}
        if self.authenticates:
            options |= {
                "authenticator": self._authenticate, "auth_required": True,
                "auth_require_tls": self.security == "starttls",
            }
        self.controller = Controller(self, **options)
        self.controller.start()
        return self

    def stop(self):
        """Is gone at once; whoever is connected is cut off."""
        if self.controller is not None:
            self.controller.stop(no_assert=True)
            self.controller = None

    def _authenticate(self, server, session, envelope, mechanism, data):
        ok = (data.login, data.password) == (USERNAME.encode(), PASSWORD.encode())
        self.logins.append((mechanism, ok))
        return AuthResult(success=ok, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = self.answer_recipient(address)
        if refusal:
            self.refused.append(refusal)
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = Mail(envelope)
        refusal = self.answer(mail)
        with self.arrived:
            (self.refused if refusal else self.mails).append(refusal or mail)
            self.arrived.notify_all()
        return refusal or "250 OK"

    def to(self, address, subject_contains=""):
        """What arrived for `address` so far."""
        return [
            mail for mail in self.mails
            if address in mail.recipients and subject_contains.lower() in mail.subject.lower()
        ]

    def wait_for(self, address, subject_contains="", count=1, within=ARRIVES_WITHIN):
        """The newest e-mail to `address` with that in its subject, once there are `count` of them."""
        deadline = time.monotonic() + within
        with self.arrived:
            while len(found := self.to(address, subject_contains)) < count:
                if not self.arrived.wait(max(deadline - time.monotonic(), 0)) and time.monotonic() > deadline:
                    raise AssertionError(f"no {subject_contains!r} for {address} among {self.mails}")
        return found[-1]

    def clear(self):
        """Forgets what arrived."""
        with self.arrived:
            self.mails.clear()


class RealServer(Server):
    """Our server as an operator runs it: not the demo, messages really leave. Nobody is in it yet."""

    def _arguments(self):
        return ["--origin", self.origin, *self._where()]

    def add(self, username="maria", address="maria@example.com", password=EVERYBODY, name=None):
        """Adds a person with an e-mail address (`None`: without)."""
        line = {"username": username, "password": password, "displayName": name or username.capitalize()}
        if address:
            line["email"] = address
        file = self.folder / f"{username}.jsonl"
        file.write_text(json.dumps(line) + "\n")
        self.command("user", "import", str(file))
        return Person(username, password)


class Post:
    """The fixture `mail`: an SMTP server and, at its first use, our server with maria in it."""

    def __init__(self, smtp, start):
        self.smtp = smtp
        self._start = start
        self._server = None

    def start(self, settings=None):
        """Starts another server of ours that sends here, with more settings; adds nobody."""
        return self._start({**self.smtp.settings, **(settings or {})})

    @property
    def server(self):
        """Our server with `maria` (maria@example.com, password `conversations-demo`)."""
        if self._server is None:
            self._server = self.start()
            self._server.add()
        return self._server

    def wait_for(self, address, subject_contains="", count=1, within=ARRIVES_WITHIN):
        """See `MailServer.wait_for`."""
        return self.smtp.wait_for(address, subject_contains, count, within)

    def clear(self):
        """Forgets what arrived."""
        self.smtp.clear()


def make_tls(folder, names):
    """A CA's certificate as a PEM file, and the TLS context of a server for `names` that it signed."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def certificate(name, key, issuer, signer, extensions):
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer).public_key(key.public_key())
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(days=1))
        builder = builder.not_valid_after(now + datetime.timedelta(days=30))
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(signer, hashes.SHA256())

    def common_name(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    def alternative(name):
        try:
            return x509.IPAddress(ipaddress.ip_address(name))
        except ValueError:
            return x509.DNSName(name)

    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = common_name(f"Test authority {x509.random_serial_number()}")
    authority = certificate(
        issuer, authority_key, issuer, authority_key, [(x509.BasicConstraints(ca=True, path_length=0), True)]
    )
    leaf = certificate(
        common_name(names[0]), key, issuer, authority_key,
        [(x509.SubjectAlternativeName([alternative(name) for name in names]), False)],
    )
    folder.mkdir(exist_ok=True)
    pem = serialization.Encoding.PEM
    (folder / "authority.pem").write_bytes(authority.public_bytes(pem))
    (folder / "server.pem").write_bytes(
        leaf.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return folder / "authority.pem", context
