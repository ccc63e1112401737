"""Teams that take tips, and somebody who fills in the form without JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from lxml import html

from skyddsnat.actors.api import organisation
from skyddsnat.actors.models import Place
from skyddsnat.core.api import add_user
from skyddsnat.core.models import User
from skyddsnat.shared import sealing
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Receiver, TeamKey

FORM, AFTER, BOX = "/tips/?sprak=sv", "/tips/ord/?sprak=sv", "/tips/brevlada/?sprak=sv"
STOCKHOLM, MALMO = "0180", "1280"
GIVEN = {"kind": "exploited", "place": STOCKHOLM, "what": "Planterad mening: ett barn på rum 12."}


def staff() -> User:
    return User.objects.filter(email="a@a.example").first() or add_user(
        email="a@a.example", name="A", roles=["coordinator"], by=None
    )


def team(
    name: str, *, kinds: list[str] | None = None, places: tuple[str, ...] = (), is_on: bool = True
) -> tuple[Receiver, str]:
    """A team with a key, and the key's private half."""
    identity = sealing.new_identity()
    made = Receiver.objects.create(
        organisation=organisation("polismyndigheten"), name=name, kinds=kinds or Kind.values, is_on=is_on
    )
    made.places.set(Place.objects.filter(code__in=places))
    TeamKey.objects.create(
        receiver=made,
        recipient=sealing.recipient_of(identity),
        recovery=sealing.recipient_of(sealing.new_identity()),
        made_by=staff(),
    )
    return made, identity


def post(client: Client, path: str, form: dict[str, str], **headers: str) -> Any:
    """Send a form as a browser does."""
    return client.post(path, urlencode(form), "application/x-www-form-urlencoded", headers=headers)


class Visitor:
    """Somebody whose browser runs no scripts: presses buttons, and sends what stands in the form."""

    def __init__(self, path: str = FORM, **headers: str) -> None:
        self.client = Client(HTTP_HOST="localhost", headers=headers)
        self.read(self.client.get(path), path)

    def read(self, answer: Any, path: str) -> None:
        self.answer, self.path = answer, path
        self.page = html.document_fromstring(answer.content.decode())
        assert answer.get("Cache-Control") == "no-store"
        assert not answer.cookies

    def press(self, go: str, **typed: str) -> Visitor:
        """Press the button of that value in the main part, with this typed into the form it stands in."""
        [form] = self.page.xpath(f"//main//form[.//button[@name='go' and @value='{go}']]")
        [*_others, _button] = form.xpath(f".//button[@name='go' and @value='{go}']")
        sent = {
            field.name: field.value
            for field in form.xpath(".//input[@type='hidden'] | .//textarea | .//select")
        }
        sent |= {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='text']")}
        sent |= {field.get("name"): field.get("value") for field in form.xpath(".//input[@checked]")}
        self.last = {key: value or "" for key, value in sent.items()} | typed | {"go": go}
        action = form.get("action")
        path = self.path.partition("?")[0] + action if action.startswith("?") else action
        self.read(post(self.client, path, self.last), path)
        return self

    def again(self) -> Visitor:
        """Send the same once more, as a second click or a reload does."""
        self.read(post(self.client, self.path, self.last), self.path)
        return self

    def text(self) -> str:
        return " ".join(self.page.xpath("string(//main)").split())

    def heading(self) -> str:
        return " ".join(self.page.xpath("string(//h1)").split())

    def words(self) -> str:
        return " ".join(self.page.xpath("//ol[@data-words]/li/text()"))

    def fill_in(self, **given: str) -> Visitor:
        """From the first page to the check of the answers."""
        self.press("kind").press("", kind=given.get("kind", GIVEN["kind"]))
        self.press("", place=given.get("place", GIVEN["place"]))
        return self.press("", what=given.get("what", GIVEN["what"])).press("check")
