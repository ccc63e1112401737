"""A small learning platform for the tests: it serves an unpacked package, runs it under scorm-again, and is a record
store that holds a cmi5 lesson to the rules of the specification."""

from __future__ import annotations

import contextlib
import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

RUNTIME = (Path(__file__).parent / "vendor" / "scorm-again.min.js").read_bytes()
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".xml": "application/xml"}
# What a platform does around a package: the runtime in the window, what was kept loaded into it, the lesson in a frame.
PLAYER = """<!doctype html><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<script type="module">
import { Scorm12API, Scorm2004API } from "/scorm-again.min.js";
const old = new URLSearchParams(location.search).get("kind") === "scorm-1.2";
const api = new (old ? Scorm12API : Scorm2004API)({ autocommit: false, lmsCommitUrl: "/commit" });
window.api = window[old ? "API" : "API_1484_11"] = api;
window.refused = [];
api.on("CommitError", () => window.refused.push("commit"));
const kept = await (await fetch("/kept")).json();
if (kept) api.loadFromJSON(kept);
const frame = document.createElement("iframe");
frame.style = "width: 100%; height: 900px";
frame.src = "/lesson/index.html";
document.body.append(frame);
</script><body></body>"""
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "17"}}
CMI5 = "https://w3id.org/xapi/cmi5/context"
CATEGORY, MOVE_ON = f"{CMI5}/categories/cmi5", f"{CMI5}/categories/moveon"
SESSION = f"{CMI5}/extensions/sessionid"


@dataclass
class Platform:
    """What the platform serves and has been told."""

    files: dict[str, bytes]
    publisher: str = ""  # the lesson's own id, as in the course structure
    url: str = ""
    commits: list[Any] = field(default_factory=list)
    statements: list[Any] = field(default_factory=list)
    states: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    token: str = ""  # of the session that goes on
    registration: str = field(default_factory=lambda: str(uuid.uuid4()))
    session: str = ""
    failing: int = 0  # how many sendings of statements the store is out of order for

    def launch(self, mode: str = "Normal") -> str:
        """Begin a session; the address that opens the lesson."""
        self.token, self.session = "", str(uuid.uuid4())
        self.states["LMS.LaunchData"] = json.dumps(
            {
                "contextTemplate": {
                    "extensions": {SESSION: self.session},
                    "contextActivities": {"grouping": [{"id": self.publisher}]},
                },
                "launchMode": mode, "moveOn": "CompletedAndPassed", "returnURL": f"{self.url}/back",
            }
        ).encode()  # fmt: skip
        told = {
            "endpoint": f"{self.url}/xapi/", "fetch": f"{self.url}/fetch?k=1", "actor": json.dumps(ACTOR),
            "registration": self.registration, "activityId": self.activity,
        }  # fmt: skip
        return f"{self.url}/lesson/index.html?{urlencode(told)}"

    @property
    def activity(self) -> str:
        return "https://lms.example/activities/1"

    def told(self, session: str = "") -> list[str]:
        """The last word of each statement's verb, in the order of their times."""
        rows = [
            one for one in self.statements if not session or one["context"]["extensions"][SESSION] == session
        ]
        return [
            one["verb"]["id"].rpartition("/")[2]
            for one in sorted(rows, key=lambda one: str(one["timestamp"]))
        ]

    def take(self, statements: Any) -> None:
        """Keep the statements; the same id twice is one."""
        known = {one["id"] for one in self.statements}
        for one in statements if isinstance(statements, list) else [statements]:
            self.wrong += [f"{fault}: {one}" for fault in self.faults(one)]
            if one["id"] not in known:
                self.statements.append(one)

    def faults(self, one: Any) -> Iterator[str]:
        """What the specification forbids (sections 7.1, 9.1 to 9.7 and 10)."""
        context, result = one["context"], one.get("result", {})
        verb = one["verb"]["id"].rpartition("/")[2]
        categories = {row["id"] for row in context["contextActivities"].get("category", [])}
        defined = CATEGORY in categories
        if (
            str(uuid.UUID(one["id"])) != one["id"]
            or one["actor"] != ACTOR
            or not one["timestamp"].endswith("Z")
        ):
            yield "id, actor or time"
        if context["registration"] != self.registration or context["extensions"].get(SESSION) != self.session:
            yield "registration or session"
        if {"id": self.publisher} not in context["contextActivities"].get("grouping", []):
            yield "the template was not kept"
        if defined != (verb in {"initialized", "completed", "passed", "terminated"}):
            yield "category"
        if defined and one["object"]["id"] != self.activity:
            yield "object"
        if (MOVE_ON in categories) != (verb in {"completed", "passed"}):
            yield "moveOn category"
        if verb in {"completed", "passed", "terminated"} and not result.get("duration", "").startswith("PT"):
            yield "duration"
        if defined and (result.get("completion") is True) != (verb == "completed"):
            yield "completion"
        if defined and (result.get("success") is True) != (verb == "passed"):
            yield "success"


class Desk(BaseHTTPRequestHandler):
    """Answers for the platform that its server holds."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        platform = self.platform
        if address.path == "/player":
            self.say(200, PLAYER.encode(), "text/html")
        elif address.path == "/scorm-again.min.js":
            self.say(200, RUNTIME, "text/javascript")
        elif address.path == "/kept":
            self.say(200, json.dumps(platform.commits[-1]["cmi"] if platform.commits else None).encode())
        elif address.path == "/back":
            self.say(200, b"<!doctype html><title>LMS</title><link rel=icon href=data:,>", "text/html")
        elif (name := address.path.removeprefix("/lesson/")) in platform.files:
            self.say(200, platform.files[name], TYPES[Path(name).suffix])
        elif address.path == "/xapi/activities/state" and self.allowed():
            kept = platform.states.get(self.state())
            self.say(200 if kept else 404, kept or b"")
        elif address.path == "/xapi/agents/profile" and self.allowed():
            self.say(404, b"")
        else:
            self.say(404, b"")

    def do_POST(self) -> None:
        address, body = urlsplit(self.path), self.body()
        platform = self.platform
        if address.path == "/commit":
            platform.commits.append(json.loads(body))
            self.say(200, b'{"result": "true", "errorCode": 0}')
        elif address.path == "/fetch":
            first, platform.token = not platform.token, platform.token or "dG9rZW46MQ=="
            self.say(
                200, json.dumps({"auth-token": platform.token} if first else {"error-code": "1"}).encode()
            )
        elif address.path == "/xapi/statements" and self.allowed():
            if platform.failing:
                platform.failing -= 1
                self.say(503, b"")
            else:
                platform.take(json.loads(body))
                self.say(200, b"[]")
        else:
            self.say(404, b"")

    def do_PUT(self) -> None:
        body = self.body()
        if self.state() == "LMS.LaunchData":
            self.platform.wrong.append("the launch data is the platform's")
        if self.allowed():
            self.platform.states[self.state()] = body
            self.say(204, b"")

    def state(self) -> str:
        asked = {name: value[0] for name, value in parse_qs(urlsplit(self.path).query).items()}
        platform = self.platform
        about = (platform.activity, platform.registration, ACTOR)
        if (asked.get("activityId"), asked.get("registration"), json.loads(asked.get("agent", "0"))) != about:
            platform.wrong.append(f"state of somebody else: {asked}")
        return asked["stateId"]

    def allowed(self) -> bool:
        right = self.headers["Authorization"] == f"Basic {self.platform.token}"
        if right and self.headers["X-Experience-API-Version"].startswith("1.0."):
            return True
        self.platform.wrong.append(f"{self.command} {self.path} without token or version")
        self.say(401, b"")
        return False

    @property
    def platform(self) -> Platform:
        platform: Platform = self.server.platform  # type: ignore[attr-defined]
        return platform

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"] or 0))

    def say(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.platform.asked.append(f"{self.command} {urlsplit(self.path).path}")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Nothing on the screen of the tests."""


@contextlib.contextmanager
def learning_platform(files: dict[str, bytes], publisher: str = "") -> Iterator[Platform]:
    """A platform with one unpacked package, while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    platform = Platform(files, publisher, url=f"http://127.0.0.1:{server.server_address[1]}")
    server.platform = platform  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
