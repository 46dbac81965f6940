"""The load: back ends that check codes, and people who register phones, all at once and without a pause."""

import collections
import http.client
import random
import threading
import time

from support import http as plain
from support import otp
from support.http_portal import HTTPPortal
from support.verify import Verifier, accepted
from support.virtual_phone import VirtualPhone

BROKEN = (OSError, http.client.HTTPException)
REQUEST_WITHIN = 15  # seconds, then a client gives up: longer than what the ledger allows
AGAIN = 0.1  # share of accepted codes that are sent a second time
PAUSE = 0.05  # seconds after a refusal, so that a fault is not answered with a storm


class Unavailable(Exception):
    """503, or no answer at all; it is in the ledger."""


class Client(threading.Thread):
    """One client; ends when the load is told to stop."""

    def __init__(self, load):
        super().__init__(daemon=True)
        self.load, self.site, self.ledger = load, load.site, load.site.ledger
        self.server = random.randrange(len(self.site.servers))

    def run(self):
        while not self.load.over.is_set():
            try:
                self.work()
            except Unavailable:
                time.sleep(PAUSE)
                self.server = (self.server + 1) % len(self.site.servers)
            except Exception as error:  # noqa: BLE001 - whatever else happens belongs into the report
                self.ledger.violate(f"{type(self).__name__}: {type(error).__name__}: {str(error)[:200]}")
                time.sleep(PAUSE)


class BackEnd(Client):
    """Checks codes, one after the other; sends some accepted ones again, which must be refused."""

    def __init__(self, load):
        super().__init__(load)
        self.connections = {}

    def work(self):
        found = self.load.codes.take()
        if found is None:
            time.sleep(PAUSE)
            return
        holder, step, is_fresh = found
        code = holder.code_of(step)
        try:
            # A code whose answer was lost may be spent: it is asked again, elsewhere, and either answer is right.
            answer = self.ask(holder, code)
            if accepted(answer):
                self.ledger.accept(holder.username, step)
                if random.random() < AGAIN:
                    self.server = (self.server + 1) % len(self.site.servers)
                    if accepted(self.ask(holder, code)):
                        self.ledger.accept(holder.username, step)
            elif is_fresh:
                self.ledger.violate(f"a right code was refused with {answer[0]} {answer[2].get('type')}")
        except Unavailable:
            self.load.codes.put_back(holder, step)
            raise
        self.load.codes.done(holder, step)

    def ask(self, holder, code):
        began, server = time.monotonic(), self.server
        try:
            connection = self.connections.pop(server, None) or Verifier(
                self.site.servers[server].address, self.site.key, REQUEST_WITHIN
            )
            answer = connection.ask(holder.username, code)
        except BROKEN:
            self.ledger.note(began, server, "verify", None, {})
            raise Unavailable from None
        self.connections[server] = connection
        if self.ledger.note(began, server, "verify", answer[0], answer[1]) == "unavailable":
            raise Unavailable
        return answer


class Registrant(Client):
    """Registers one phone after the other, each for a new person."""

    def work(self):
        person = self.load.next_person()
        if person is None:
            time.sleep(PAUSE)
            return
        portal = HTTPPortal(self.site.origin, self.send).sign_in(person)
        name = f"Phone of {person.username}"
        path = portal.begin(name)
        phone = VirtualPhone(self.site.origin, send=self.send)
        phone.sign_in(person)
        phone.claim(name, setup_code=portal.setup_code(path))
        self.ledger.submit(name)
        answer = portal.submit(path, phone.code())
        if answer.status == 303 and answer.headers["location"].endswith("done=registered"):
            self.ledger.register(name)
        else:
            self.ledger.violate(f"registration: status {answer.status} to {answer.headers.get('location')}")

    def send(self, *request, **options):
        began, server = time.monotonic(), self.server
        address = self.site.servers[server].address
        try:
            answer = plain.send(*request, **options, timeout=REQUEST_WITHIN, address=address)
        except BROKEN:
            self.ledger.note(began, server, "page", None, {})
            raise Unavailable from None
        if self.ledger.note(began, server, "page", answer.status, answer.headers) == "unavailable":
            raise Unavailable
        return answer


class Codes:
    """Codes that were not yet spent: each person gives three at once, then one every half minute."""

    def __init__(self, holders):
        self._lock = threading.Lock()
        self._waiting = collections.deque((holder, 0) for holder in holders)
        self._again = collections.deque()

    def take(self):
        """Somebody, a step, and whether its code was never sent; None: there is nobody just now."""
        now = int(time.time()) // otp.STEP
        with self._lock:
            while self._again:
                holder, step = self._again.popleft()
                if step >= now:
                    return holder, step, False
                self._waiting.append((holder, step + 1))
            for _ in range(min(len(self._waiting), 64)):
                holder, earliest = self._waiting.popleft()
                if earliest <= now + 1:
                    return holder, max(earliest, now), True
                self._waiting.append((holder, earliest))
        return None

    def put_back(self, holder, step):
        """The answer for that step is not known."""
        with self._lock:
            self._again.append((holder, step))

    def done(self, holder, step):
        """The answer is known; the next step is free."""
        with self._lock:
            self._waiting.append((holder, step + 1))


class Load:
    """All clients. Started once, stopped once."""

    def __init__(self, site, back_ends=6, registrants=2):
        self.site = site
        self.over = threading.Event()
        self.codes = Codes(site.holders)
        self._people = iter(site.people)
        self._lock = threading.Lock()
        self.clients = [BackEnd(self) for _ in range(back_ends)] + [Registrant(self) for _ in range(registrants)]

    def next_person(self):
        """Somebody without a phone; None when there is nobody left."""
        with self._lock:
            return next(self._people, None)

    def __enter__(self):
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for client in self.clients:
            client.join(REQUEST_WITHIN + 5)
            if client.is_alive():
                self.site.ledger.violate("a client hangs")
