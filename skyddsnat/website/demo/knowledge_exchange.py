"""Made-up questions: three to those who lead the assignment, and four that professionals ask each other."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path
from typing import Any

from skyddsnat.actors.api import add_membership, organisation
from skyddsnat.core.api import add_user
from skyddsnat.core.models import User
from skyddsnat.knowledge.api import (
    Asker,
    Author,
    Learnt,
    Post,
    answer,
    answer_other,
    approve_post,
    ask,
    ask_back,
    ask_others,
    follow,
    method_with,
    say_helped,
    write_lesson,
)
from skyddsnat.shared.yaml_files import read_yaml

SINCE = datetime.date(2014, 1, 1)
# Those who talk with the demonstration's partner: professionals of two other organisations.
OTHERS = {
    "social": ("Salla Socialsekreterare", "socialsekreterare@demo.example", "kommun-1280"),
    "nurse": ("Karim Kurator", "kurator@demo.example", "region-01"),
}


def build_exchange(people: dict[str, User]) -> None:
    """Consultations in three states, and questions with answers."""
    data: dict[str, Any] = read_yaml(Path(__file__).with_name("knowledge_exchange.yaml").read_text())
    writers = {"partner": (people["partner"], "kommun-0180"), **_others(people)}
    for row in data["consultations"]:
        _consultation(row, people, writers)
    for row in data["questions"]:
        _question(row, people, writers)
    follow(subject="samtal", on=True, by=people["partner"])


def _others(people: dict[str, User]) -> dict[str, tuple[User, str]]:
    made = {}
    for key, (name, email, code) in OTHERS.items():
        user = add_user(email=email, name=name, roles=["partner"], by=None)
        user.is_demo = True
        user.save(update_fields=["is_demo"])
        add_membership(user=user, organisation=organisation(code), since=SINCE, by=people["manager"])
        made[key] = (User.objects.get(pk=user.pk), code)
    return made


def _consultation(row: dict[str, Any], people: dict[str, User], writers: dict[str, tuple[User, str]]) -> None:
    by, code = writers[row["by"]] if "by" in row else (None, row["organisation"])
    one = ask(
        organisation=organisation(code), subject=row["subject"], text=row["text"], once=uuid.uuid4(), by=by,
        asker=None if by else Asker("Påhittad person", "fraga@demo.example"), method=method_with(row["method"]),
    )  # fmt: skip
    if "asked_back" in row:
        ask_back(consultation=one, text=row["asked_back"], once=uuid.uuid4(), by=people["coordinator"])
    if "answer" in row:
        answer(consultation=one, text=row["answer"], once=uuid.uuid4(), by=people["coordinator"])
    if "lesson" in row:
        write_lesson(consultation=one, learnt=Learnt(**row["lesson"]), by=people["coordinator"])


def _question(row: dict[str, Any], people: dict[str, User], writers: dict[str, tuple[User, str]]) -> None:
    by, code = writers[row["by"]]
    question = ask_others(
        subject=row["subject"], title=row["title"], text=row["text"], method=method_with(row.get("method", "")),
        author=Author(row["function"], organisation(code)), once=uuid.uuid4(), by=by,
    )  # fmt: skip
    _shown(question, people)
    for said in row.get("answers", []):
        author, own = writers[said["by"]]
        post = answer_other(
            question=question, text=said["text"], author=Author(said["function"], organisation(own)),
            once=uuid.uuid4(), by=author,
        )  # fmt: skip
        _shown(post, people)
        if said.get("helped"):
            post.refresh_from_db()
            say_helped(answer=post, helped=True, by=by)


def _shown(post: Post, people: dict[str, User]) -> Post:
    """A first post that the staff have read."""
    approve_post(post=post, by=people["coordinator"])
    post.refresh_from_db()
    return post
