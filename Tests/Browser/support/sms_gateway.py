"""A stand-in for Infobip's gateway: takes text messages and checks that requests have the documented shape."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

API_KEY = "0123456789abcdef-test"
SENDER = "Conversations"
ARRIVES_WITHIN = 20  # seconds


class TextMessage(NamedTuple):
    to: str
    text: str
    id: str
    sender: str


class SMSGateway:
    """Listens on loopback from the beginning. `status` is what it answers; anything but 200 takes no message."""

    def __init__(self):
        self.messages = []
        self.problems = []
        self.requests = 0
        self.status = 200
        self.group = "PENDING"
        self.arrived = threading.Condition()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                gateway.take(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def settings(self):
        """The settings of our server that name this gateway."""
        return {
            "delivery.sms.provider": "infobip",
            "delivery.sms.baseURL": f"http://127.0.0.1:{self.port}",
            "delivery.sms.apiKey": API_KEY,
            "delivery.sms.sender": SENDER,
        }

    def take(self, request):
        """One request: what is wrong with it is remembered in `problems`."""
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        with self.arrived:
            self.requests += 1
            status = self.status
            if status == 200:
                status = self._read(request, body)
            self.arrived.notify_all()
        answer = json.dumps({"messages": [{"status": {"groupName": self.group}}]}).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    def _read(self, request, body):
        if request.path != "/sms/3/messages":
            self.problems.append(f"path {request.path}")
        if request.headers.get("Authorization") != f"App {API_KEY}":
            self.problems.append("Authorization")
            return 401
        if request.headers.get_content_type() != "application/json":
            self.problems.append("Content-Type")
        try:
            (message,) = json.loads(body)["messages"]
            (destination,) = message["destinations"]
            assert set(message) == {"sender", "destinations", "content"}
            assert set(destination) == {"to", "messageId"} and destination["to"].isdigit()
            taken = TextMessage(
                destination["to"], message["content"]["text"], destination["messageId"], message["sender"]
            )
        except (AssertionError, KeyError, ValueError, TypeError) as error:
            self.problems.append(f"body {error!r}: {body!r}")
            return 400
        self.messages.append(taken)
        return 200

    def wait_for(self, number, count=1, within=ARRIVES_WITHIN):
        """The newest text message to `number` (without plus), once there are `count`."""
        deadline = time.monotonic() + within
        with self.arrived:
            while len(found := [one for one in self.messages if one.to == number]) < count:
                if not self.arrived.wait(max(deadline - time.monotonic(), 0)) and time.monotonic() > deadline:
                    raise AssertionError(f"nothing for {number}: {self.messages}, {self.problems}")
        assert self.problems == []
        return found[-1]

    def stop(self):
        """Is gone."""
        self.server.shutdown()
        self.server.server_close()
