"""From frozen data to paper: the PDF and the CSV of a document. Swedish, as they go to a Swedish authority."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.economy import rules
from skyddsnat.economy.frozen import late_words
from skyddsnat.economy.models import Attachment
from skyddsnat.shared.dates import format_date
from skyddsnat.shared.hashing import canonical_json, sha256_hex
from skyddsnat.shared.money import format_kr
from skyddsnat.shared.spreadsheets import escaped
from skyddsnat.shared.typeset import render
from skyddsnat.shared.typeset.shapes import Approval, Condition, Letter

PDF = "application/pdf"


def pdf(
    data: dict[str, Any],
    *,
    created: datetime.datetime,
    approved: Approval | None,
    prepared: Approval | None = None,
) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1; without approval it says on its face that it is a draft."""
    return render("letter", letter(data, approved, prepared), created=created)


def letter(data: dict[str, Any], approved: Approval | None, prepared: Approval | None = None) -> Letter:
    """The shape that the template wants."""
    with translation.override("sv"):
        made: Letter = {
            "kind": data["kind"],
            "language": "sv",
            "demo": data["demonstration"],
            "dnr": data["dnr"],
            "authority": data["authority"],
            "date": data["dated"],
            "version": data["version"],
            "replaces": _replaces(data),
            "recipient": {"name": data["recipient"]},
            "assignment": {
                "title": data["assignment"]["title"],
                "decided_on": data["assignment"]["decided_on"],
            },
            "approved": approved,
            "prepared": prepared,
            "data_hash": sha256_hex(canonical_json(data)),
            "claim": {"label": _claim(data), "ore": data["figures"]["amount_ore"]},
            "appropriation": _appropriation(data),
            "explanation": [*([] if approved else [_draft_words()]), *_explanation(data)],
            "tables": _tables(data),
            "conditions": [_condition(row) for row in data["conditions"]],
        }
        if approved is None:
            made["title"] = _("UTKAST: %(kind)s") % {"kind": kind_name(data["kind"]).lower()}
        if data["kind"] != rules.REQUISITION:
            made["sum"] = {
                "lines": [
                    {"label": _requisitioned(data), "ore": data["figures"]["requisitioned_ore"], "sign": "+"},
                    {
                        "label": _("Använt %(year)s") % {"year": data["assignment"]["year"]},
                        "ore": data["figures"]["used_ore"],
                        "sign": "-",
                    },
                ],
                "result": {"label": _("Återbetalas"), "ore": data["figures"]["repaid_ore"]},
            }
        if data["kind"] == rules.REPAYMENT:
            made["payment"] = [{"label": _("Märk betalningen"), "value": data["dnr"]}]
        return made


def kind_name(kind: str) -> str:
    return {
        rules.REQUISITION: _("Rekvisition"),
        rules.REPAYMENT: _("Återbetalning"),
        rules.ACCOUNT: _("Ekonomisk redovisning"),
    }[kind]


def _draft_words() -> str:
    return _("Detta är ett utkast. Det är inte godkänt och gäller inte som handling.")


def _claim(data: dict[str, Any]) -> str:
    names = {"recipient": data["recipient"]}
    return {
        rules.REQUISITION: _("Rekvireras från %(recipient)s"),
        rules.REPAYMENT: _("Återbetalas till %(recipient)s"),
        rules.ACCOUNT: _("Använda medel"),
    }[data["kind"]] % names


def _requisitioned(data: dict[str, Any]) -> str:
    return _("Rekvirerat %(date)s") % {"date": _date(data["requisition"]["dated"])}


def _replaces(data: dict[str, Any]) -> str | None:
    old = data["replaces"]
    return None if old is None else _("version %(version)s, %(date)s") % {
        "version": old["version"], "date": _date(old["dated"]),
    }  # fmt: skip


def _appropriation(data: dict[str, Any]) -> list[Any]:
    given, figures = data["appropriation"], data["figures"]
    rows = [
        (_("Utgiftsområde"), given["expenditure_area"]),
        (_("Anslag"), given["appropriation"]),
        (_("Anslagspost"), given["item"]),
        (
            _("Högst enligt beslutet"),
            _("%(sum)s under %(year)s")
            % {"sum": format_kr(figures["ceiling_ore"]), "year": data["assignment"]["year"]},
        ),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _explanation(data: dict[str, Any]) -> list[Any]:
    """Lateness and corrections are stated, never left to be found out."""
    found = [late_words(data)]
    old = data["replaces"]
    if old is not None:
        found.append(
            _("Den här versionen ersätter version %(version)s från %(date)s, som var på %(amount)s.")
            % {"version": old["version"], "date": _date(old["dated"]), "amount": format_kr(old["amount_ore"])}
        )
        found.append(_("Skäl: %(reason)s") % {"reason": data["reason"]})
    if data["kind"] == rules.ACCOUNT and data["repayment"]:
        found.append(
            _("Det som inte användes återbetalades enligt handling daterad %(date)s.")
            % {"date": _date(data["repayment"]["dated"])}
        )
    return [words for words in found if words]


def _tables(data: dict[str, Any]) -> list[Any]:
    if data["kind"] == rules.REQUISITION:
        return []
    used = data["figures"]["used_ore"]
    activities = {
        "title": _("Använda medel per insats"),
        "total_ore": used,
        "rows": [
            {
                "label": f"{row['number']}. {row['title']}",
                "detail": ngettext("%(count)s verifikation", "%(count)s verifikationer", row["vouchers"])
                % {"count": row["vouchers"]},
                "ore": row["used_ore"],
            }
            for row in data["by_activity"]
        ],
    }
    if data["kind"] == rules.REPAYMENT:
        return [activities]
    accounts = {
        "title": _("Använda medel per konto"),
        "total_ore": used,
        "rows": [
            {
                "label": f"{row['number']} {row['name']}".strip(),
                "detail": ngettext("%(count)s rad", "%(count)s rader", row["rows"]) % {"count": row["rows"]},
                "ore": row["used_ore"],
            }
            for row in data["by_account"]
        ],
    }
    return [activities, accounts, *_papers(data)]


def _papers(data: dict[str, Any]) -> list[Any]:
    """The papers behind the vouchers, by place and fingerprint: no supplier and no colleague is named."""
    rows = data.get("attachments", [])
    if not rows:
        return []
    return [
        {
            "title": _("Underlag till verifikationerna"),
            "total_ore": sum(row["ore"] or 0 for row in rows),
            "rows": [
                {
                    "label": f"{paper_place(row)}, {paper_kind(row['kind']).lower()}",
                    "detail": _("SHA-256 %(begins)s…") % {"begins": row["sha256"][:16]}
                    if row["sha256"]
                    else _("utan fil"),
                    "ore": row["ore"] or 0,
                }
                for row in rows
            ],
        }
    ]


def paper_place(row: dict[str, Any]) -> str:
    """Where a cited paper stands: the voucher, and the row when it is about one."""
    return (
        _("%(voucher)s, rad %(row)s") % {"voucher": row["voucher"], "row": row["row"]}
        if row["row"]
        else str(row["voucher"])
    )


def paper_kind(kind: str) -> str:
    return str(dict(Attachment.KINDS)[kind])


def _condition(row: dict[str, Any]) -> Condition:
    cited = (
        _("Beslutet, tecken %(start)s–%(end)s") % {"start": row["span"][0], "end": row["span"][1]}
        if row["span"]
        else _("Beslutet")
    )
    return {"text": row["text"], "met": row["met"], "cited": cited}


def _date(iso: str) -> str:
    return format_date(datetime.date.fromisoformat(iso))


def as_csv(
    data: dict[str, Any], *, prepared: Approval | None = None, approved: Approval | None = None
) -> bytes:
    """The figures and their rows for a spreadsheet: semicolons, decimal comma, UTF-8 with a mark; formulas are
    defused. Who prepared and who approved stands there too, but not in the frozen data.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    with translation.override("sv"):
        writer.writerow(
            [
                _("Slag"),
                _("Nummer"),
                _("Benämning"),
                _("Datum"),
                _("Konto"),
                _("Insats"),
                _("Belopp i kronor"),
            ]
        )
        writer.writerow([_("Diarienummer"), escaped(data["dnr"]), "", data["dated"], "", "", ""])
        for label, one in ((_("Förberedd av"), prepared), (_("Godkänd av"), approved)):
            if one is not None:
                writer.writerow([label, "", escaped(f"{one['name']}, {one['role']}"), one["on"], "", "", ""])
        named = {
            "ceiling_ore": _("Högst enligt beslutet"),
            "requisitioned_ore": _("Rekvirerat"),
            "used_ore": _("Använt"),
            "repaid_ore": _("Återbetalas"),
        }
        for key, label in named.items():
            writer.writerow([_("Summa"), "", label, "", "", "", _kronor(data["figures"][key])])
        writer.writerows(_csv_rows(data))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv_rows(data: dict[str, Any]) -> Iterator[list[Any]]:
    """What the sums are made of: per activity, per account, each cost row, and each paper behind them."""
    for row in data.get("by_activity", []):
        cells = [_("Insats"), row["number"], escaped(row["title"]), "", "", row["number"]]
        yield [*cells, _kronor(row["used_ore"])]
    for row in data.get("by_account", []):
        cells = [_("Konto"), row["number"], escaped(row["name"]), "", row["number"], ""]
        yield [*cells, _kronor(row["used_ore"])]
    for row in data.get("rows", []):
        cells = [_("Rad"), escaped(row["voucher"]), row["row"], row["date"], row["account"], row["activity"]]
        yield [*cells, _kronor(row["ore"])]
    for row in data.get("attachments", []):
        yield [_("Underlag"), escaped(row["voucher"]), row["sha256"], "", "", "", _kronor(row["ore"] or 0)]


def _kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02d}"
