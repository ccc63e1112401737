"""Secrecy is structure: a secret word lies in every room, and each role finds it only where it may read."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils import timezone

from skyddsnat.actors.api import add_contact, add_membership, add_organisation
from skyddsnat.actors.models import Organisation, OrganisationRole, Place
from skyddsnat.cooperation.api import (
    AgreementFields,
    Holder,
    add_agreement,
    add_role_contact,
    invite,
    name_holder,
    open_referral,
    raise_question,
)
from skyddsnat.core.api import query_from, search, store
from skyddsnat.core.models import User
from skyddsnat.economy.models import Account, SieImport, Voucher, VoucherLine
from skyddsnat.industry.api import Company, Prospect
from skyddsnat.insight.models import Indicator
from skyddsnat.knowledge.api import Author, ask_others
from skyddsnat.knowledge.tests.library import publish, write
from skyddsnat.mandate.api import Entry, Party, add_activity, add_meeting, append, relate, write_assessment
from skyddsnat.mandate.models import (
    EvidenceKind,
    MoneyCondition,
    Obligation,
    Reading,
    RelatedDecision,
    Requirement,
)
from skyddsnat.reporting.api import write_text

SECRET = "kvastkrasse"
DAY = datetime.date(2014, 5, 6)

ACTORS = {"organisationer", "kontakter", "platser"}
MANDATE = {
    "uppdrag", "deluppdrag", "skyldigheter", "insatser", "meningar", "krav", "villkor", "andra-beslut",
    "provningar", "dialog", "underlag", "underlagsslag",
}  # fmt: skip
MONEY = {"verifikationer", "verifikationsrader"}
OPEN = {"biblioteket"}
TALK = {"utbyte"}
TRADES = {"anslutna-foretag", "arbetsplatser-att-na"}
ABROAD = {"lander", "kontakter-i-lander", "overenskommelser-lander"}
COMMON = {"gemensamma-fragor"}
READ = ACTORS | MANDATE | MONEY | OPEN | TALK | TRADES | ABROAD | COMMON
READ = READ | {"indikatorer", "rapporttexter"}
FINDS = {
    "coordinator": READ | {"lasningar"},
    "economist": READ - TALK - TRADES | {"bokforingsfiler"},
    "editor": READ,
    "manager": READ | {"anvandare"},
    "auditor": READ,
    "caseworker": ACTORS | OPEN | ABROAD | {"arenden-om-barn"},
    "partner": {"gemensamma"} | OPEN | TALK | ABROAD | COMMON,
    "regional": ACTORS | OPEN | TALK,
    "receiver": OPEN,
    "outsider": OPEN,
}


@pytest.fixture
def corpus(assignment, cast):
    """The word, once in every kind of thing that can be searched."""
    by = cast.coordinator
    assignment.title = f"Uppdraget om {SECRET}"
    assignment.text = f"Här står en mening om {SECRET} i beslutet."
    assignment.save()
    assignment.clauses.filter(number="1").update(heading=f"Sprida {SECRET}")
    Obligation.objects.create(assignment=assignment, kind="other", what=f"Lämna {SECRET}")
    Requirement.objects.create(assignment=assignment, wording=f"Arbeta med {SECRET}")
    MoneyCondition.objects.create(assignment=assignment, kind="other", wording=f"Betala för {SECRET}")
    relate(
        assignment=assignment,
        relation=RelatedDecision.CONTINUES,
        dnr="S2010/9",
        what=f"Beslutet om {SECRET}",
        by=by,
    )
    activity = add_activity(
        assignment=assignment, title=f"Insats om {SECRET}", purpose="x", responsible=by, starts=DAY, ends=DAY, by=by
    )  # fmt: skip
    write_assessment(activity=activity, by=by, children=f"Barn nära {SECRET}")
    own = add_organisation(
        kind=Organisation.Kind.COMPANY, name=f"{SECRET} AB", valid_from=DAY, source="x", by=by
    )  # fmt: skip
    add_meeting(
        assignment=activity.assignment, activities=[activity], parties=[Party(own)], day=DAY, in_ledger=False,
        about=f"Samtal om {SECRET}", by=by,
    )  # fmt: skip
    add_membership(user=cast.partner, organisation=own, since=DAY, by=cast.manager)
    EvidenceKind.objects.create(code="secret", name=f"Slag {SECRET}", name_en="x", unit="st", unit_en="pcs")
    append(assignment, [Entry("secret", activity.pk, DAY, reference=f"Akt {SECRET}")])
    Reading.objects.create(
        file=store(b"x", "text/plain"),
        file_name=f"{SECRET}.txt",
        text="x",
        text_sha256="",
        draft={},
        uploaded_by=by,
    )
    write_text(assignment=assignment, section="summary", body=f"Vi skrev om {SECRET}.", version=0, by=by)
    Place.objects.filter(code="0180", kind="municipality").update(name=f"Ort {SECRET}")
    add_contact(
        organisation=own, function=f"Växel {SECRET}", name="", email="a@example.org", phone="", source="x",
        checked_on=DAY, by=by,
    )  # fmt: skip
    Indicator.objects.create(
        assignment=assignment, code="x", layer="done", title=f"Antal {SECRET}", title_en="x", definition="x",
        definition_en="x", unit="st", unit_en="pcs",
    )  # fmt: skip
    User.objects.create_user(email="hemlig@example.org", name=f"Person {SECRET}")
    publish(write("hemlig", title="Prov", lead=f"Om {SECRET}"))
    ask_others(
        subject="samtal", title=f"Hur gör ni med {SECRET}?", text="x", author=Author("Samordnare", None),
        once=uuid.uuid4(), by=by,
    )  # fmt: skip
    _industry(own)
    _abroad(by)
    _money(assignment, cast)
    common = raise_question(
        title=f"Frågan om {SECRET}", description="x", clause=assignment.clauses.get(number="4"),
        once=uuid.uuid4(), by=by,
    )  # fmt: skip
    invite(question=common, organisation=own, part="follows", by=by)
    social = add_organisation(
        kind="agency", name="Socialtjänsten", place=Place.objects.get(code="0184", kind="municipality"),
        source="x", by=by,
    )  # fmt: skip
    add_membership(user=cast.caseworker, organisation=social, since=DAY, by=by)
    open_referral(owner=social, child={}, dnr=f"Akt {SECRET}", by=cast.caseworker)
    return assignment


def _industry(organisation) -> None:
    Company.objects.create(organisation=organisation, contact_name="x", joined_at=timezone.now())
    place = Place.objects.get(code="0180", kind="municipality")
    Prospect.objects.create(number="5560000001", name=f"Hotell {SECRET}", sector="hotel", place=place)


def _abroad(by) -> None:
    role = OrganisationRole.objects.get(place__code="RO", kind="social-authority")
    holder = Holder(None, f"Myndigheten {SECRET}", "", None, "x", DAY)
    held = name_holder(role=role, holder=holder, version=role.version, by=by)
    add_role_contact(
        role=held, function=f"Enheten {SECRET}", email="x@example.org", phone="", web="", languages=[], source="x",
        checked_on=DAY, by=by,
    )  # fmt: skip
    entered = AgreementFields(
        title=f"Avtal om {SECRET}", title_en="", our_party=Organisation.objects.get(code="socialstyrelsen"),
        states=[held.place], parties=[], about="x", terms="", valid_from=DAY, valid_to=None, dnr="", source="x",
        checked_on=DAY,
    )  # fmt: skip
    add_agreement(entered=entered, by=by)


def _money(assignment, cast) -> None:
    file = SieImport.objects.create(
        assignment=assignment, sha256="x", name=f"{SECRET}.se", file=store(b"y", "text/plain"),
        uploaded_by=cast.economist, loaded_by=cast.economist, loaded_at=timezone.now(),
    )  # fmt: skip
    voucher = Voucher.objects.create(
        assignment=assignment, sie_import=file, year_start=DAY, series="A", number="12", date=DAY,
        text=f"Faktura {SECRET}", line_number=1, fingerprint="x",
    )  # fmt: skip
    account = Account.objects.create(assignment=assignment, number="5010", kind="K")
    for position, ore in ((1, 1), (2, -1)):
        VoucherLine.objects.create(
            voucher=voucher, position=position, account=account, amount_ore=ore, cost_date=DAY, text=f"Rad {SECRET}",
            line_number=position,
        )  # fmt: skip


@pytest.mark.parametrize("role", FINDS)
@pytest.mark.parametrize("loose", [False, True])
def test_each_role_finds_the_word_only_where_it_may_read(role, loose, corpus, cast):
    user = getattr(cast, role)
    query = query_from(SECRET if not loose else "kvastkrass")
    groups = search(user, query.loosened() if loose else query, size=5)
    told = {group.name for group in groups if any(SECRET in f"{hit.title} {hit.text}" for hit in group.hits)}
    assert told == FINDS[role]


def test_the_corpus_has_every_kind_that_can_be_searched():
    from skyddsnat.core.searching import _SOURCES

    without_the_word = {"sidor", "ekonomihandlingar", "rapporter"}  # their titles are the program's own words
    assert set(_SOURCES) == set().union(*FINDS.values()) | without_the_word
