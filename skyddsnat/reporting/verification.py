"""Checking a closing pack with nothing but the pack: `skyddsnat closing verify ZIP`. No database, no Django.

Everything is worked out again from the data in the archive: fingerprints, the evidence chain, each number in the
report, and the sums to the öre.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import zipfile
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import IO, Any

from skyddsnat.shared.chain import FIELDS, GENESIS, row_hash
from skyddsnat.shared.hashing import canonical_json, sha256_hex

FORMAT = "skyddsnat-closing-pack/1"
LARGEST = 4 * 1024**3
MANIFEST = "manifest.json"


class NotAPack(ValueError):
    """The file is not a closing pack at all; the message says why."""


def verify_pack(path: Path | IO[bytes]) -> list[str]:
    """Return everything that does not hold, one sentence each; an empty list means that the pack is whole.

    Raises NotAPack when the file is not a closing pack.
    """
    files = read_archive(path)
    manifest = parse_manifest(files)
    faults = file_faults(manifest, files)
    if faults:  # what was changed or lost cannot be worked out again
        return faults
    rows = [json.loads(line) for line in files["data/underlag.jsonl"].splitlines()]
    faults += chain_faults(rows, manifest)
    facts = [dict(zip(FIELDS, row["row"], strict=False)) for row in rows]
    faults += snapshot_faults(json.loads(files["data/frysta-varden.json"]), facts)
    faults += measurement_faults(json.loads(files["data/indikatorer.json"]))
    documents = {name: json.loads(content) for name, content in files.items() if _is_document(name)}
    faults += [
        f"{name}: cites dnr {d.get('dnr')!r}"
        for name, d in documents.items()
        if d.get("dnr") != manifest["dnr"]
    ]
    for name, document in documents.items():
        faults += (
            report_faults(name, document, facts) if "frozen" in document else money_faults(name, document)
        )
    return faults + sum_faults(files, documents, manifest)


def read_archive(path: Path | IO[bytes]) -> dict[str, bytes]:
    """Every file of the archive, in memory; raises NotAPack for something else or something far too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise NotAPack("The archive is larger than 4 GiB when unpacked.")
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except FileNotFoundError:
        raise NotAPack(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotAPack(f"{path} cannot be read as a ZIP archive: {error}.") from error


def parse_manifest(files: dict[str, bytes]) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(files[MANIFEST])
        if manifest["format"] != FORMAT:
            raise NotAPack(f"The manifest says {manifest['format']!r}, not {FORMAT!r}.")
        manifest["dnr"], manifest["files"], manifest["ledger"]["hash"], manifest["money"]["used_ore"]
    except KeyError as error:
        raise NotAPack(f"The archive has no {error}: it is not a closing pack.") from error
    except ValueError as error:
        raise (
            error if isinstance(error, NotAPack) else NotAPack(f"{MANIFEST} is not JSON: {error}.")
        ) from error
    return manifest


def file_faults(manifest: dict[str, Any], files: dict[str, bytes]) -> list[str]:
    """Files that are missing, changed, or not in the manifest."""
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    faults = [f"{name}: is missing" for name in listed.keys() - files.keys()]
    faults += [f"{name}: is not in the manifest" for name in files.keys() - listed.keys() - {MANIFEST}]
    return faults + [
        f"{name}: was changed after the pack was made"
        for name, content in files.items()
        if name in listed and sha256_hex(content) != listed[name]
    ]


def chain_faults(rows: list[dict[str, Any]], manifest: dict[str, Any]) -> list[str]:
    """Breaks in the evidence chain, and a head that is not the manifest's."""
    previous, faults = GENESIS, []
    for position, row in enumerate(rows, start=1):
        digest = row_hash(previous, row["row"])
        if row["row"][1] != position or digest.hex() != row["hash"]:
            faults.append(f"evidence row {position}: the chain is broken")
        previous = bytes.fromhex(row["hash"])
    if (len(rows), previous.hex()) != (manifest["ledger"]["rows"], manifest["ledger"]["hash"]):
        faults.append("evidence: the chain does not end where the manifest says")
    return faults


def snapshot_faults(snapshots: list[dict[str, Any]], facts: list[dict[str, Any]]) -> list[str]:
    """Frozen values whose fingerprint is wrong, or that the evidence does not give."""
    faults = []
    for snapshot in snapshots:
        content = {key: snapshot[key] for key in ("indicator", "query", "value", "by_activity", "by_month")}
        content |= {"ledger_seq": snapshot["ledger_seq"], "ledger_hash": snapshot["ledger_hash"]}
        if sha256_hex(canonical_json(content)) != snapshot["sha256"]:
            faults.append(f"snapshot {snapshot['indicator']}: does not match its fingerprint")
        faults += value_faults(f"snapshot {snapshot['indicator']}", content, facts)
    return faults


def measurement_faults(indicators: list[dict[str, Any]]) -> list[str]:
    """Measurements from surveys and other sources that were changed after another person approved them."""
    return [
        f"measurement of {one['indicator']}: does not match its fingerprint"
        for indicator in indicators
        for one in indicator.get("measurements", ())
        if sha256_hex(canonical_json({key: value for key, value in one.items() if key != "sha256"}))
        != one["sha256"]
    ]


def report_faults(name: str, document: dict[str, Any], facts: list[dict[str, Any]]) -> list[str]:
    """A report that was changed, or a number in it that the evidence does not give."""
    report, frozen = document["report"], document["frozen"]
    covered = {key: value for key, value in report.items() if key not in {"data_hash", "approved"}}
    faults = (
        []
        if sha256_hex(canonical_json(covered)) == report["data_hash"] == document["sha256"]
        else [f"{name}: the report does not match its fingerprint"]
    )
    for query in report["queries"]:
        content = frozen.get(query["id"])
        if content is None:
            continue  # a sum that a document about money states; checked with the sums
        if sha256_hex(canonical_json(content)) != query["hash"] or content["value"] != query["value"]:
            faults.append(f"{name}: the number {query['id']} is not the frozen one")
        faults += value_faults(f"{name}: {query['id']}", content, facts)
    return faults


def value_faults(what: str, content: dict[str, Any], facts: list[dict[str, Any]]) -> list[str]:
    counted = count(content["query"], content["ledger_seq"], facts)
    if counted == content["value"]:
        return []
    return [f"{what}: says {content['value']}, the evidence gives {counted}"]


def count(query: dict[str, Any], up_to: int, facts: list[dict[str, Any]]) -> int:
    """Run a frozen query over evidence rows 1 to `up_to`; a row that was taken back counts for nothing.

    With `rows`, only those and what takes them back are counted.
    """
    named = set(query["rows"]) if "rows" in query else None
    chosen = [
        fact for fact in facts[:up_to]
        if fact["kind"] in query["kinds"] and ("activities" not in query or fact["activity"] in query["activities"])
        and (named is None or fact["seq"] in named or fact.get("corrects") in named)
    ]  # fmt: skip
    measure = query["measure"]
    if measure == "quantity":
        return sum(fact["quantity"] for fact in chosen)
    if measure == "records":
        return sum(-1 if fact.get("corrects") else 1 for fact in chosen)
    field = {"actors": "organisation", "places": "place"}[measure]
    standing: Counter[tuple[Any, ...]] = Counter()
    for fact in chosen:
        group = (
            fact[field],
            fact["activity"],
            fact["kind"],
            fact["occurred_on"][:7],
            fact["organisation"],
            fact["place"],
        )
        standing[group] += -1 if fact.get("corrects") else 1
    return len({group[0] for group, rows in standing.items() if rows and group[0] is not None})


def money_faults(name: str, document: dict[str, Any]) -> list[str]:
    """A document about money whose data was changed or whose own sums do not add up."""
    faults = []
    if sha256_hex(canonical_json(document["data"])) != document["sha256"]:
        faults.append(f"{name}: the figures do not match their fingerprint")
    rest = document["requisitioned_ore"] - document["used_ore"]
    if document["kind"] != "requisition" and rest != document["repaid_ore"]:
        faults.append(f"{name}: requisitioned − used = {rest} öre, but it says {document['repaid_ore']} öre")
    return faults


def sum_faults(files: dict[str, bytes], documents: dict[str, Any], manifest: dict[str, Any]) -> list[str]:
    """Allotments against vouchers, and both against the newest financial account, to the öre."""
    lines = {row["line"]: int(row["amount_ore"]) for row in _csv(files["data/verifikationer.csv"])}
    allotted: defaultdict[str, int] = defaultdict(int)
    for row in _csv(files["data/fordelning.csv"]):
        allotted[row["line"]] += int(row["amount_ore"])
    faults = [f"allotment of voucher line {line}: no such line" for line in allotted.keys() - lines.keys()]
    faults += [
        f"voucher line {line}: {part} öre allotted of {lines[line]} öre"
        for line, part in allotted.items()
        if line in lines and not min(0, lines[line]) <= part <= max(0, lines[line])
    ]
    used = sum(allotted.values())
    if used != manifest["money"]["used_ore"]:
        faults.append(f"allotments sum to {used} öre, the manifest says {manifest['money']['used_ore']} öre")
    accounts = [d for d in documents.values() if d.get("kind") == "financial_account"]
    newest = max(accounts, key=lambda d: d["version"], default=None)
    if newest and newest["used_ore"] != used:
        faults.append(
            f"the financial account says {newest['used_ore']} öre used, the vouchers give {used} öre"
        )
    if used > manifest["money"]["ceiling_ore"]:
        faults.append("more was used than the decision allows")
    return faults


def _is_document(name: str) -> bool:
    return name.startswith("handlingar/") and name.endswith(".json")


def _csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def verify_command(arguments: list[str]) -> int:
    """Print what does not hold; exit 0 when the pack is whole, 1 when it is not, 2 when it is no pack."""
    parser = argparse.ArgumentParser(prog="skyddsnat closing verify")
    parser.add_argument("zip", type=Path, help="the closing pack")
    parser.add_argument("--json", action="store_true", help="print {whole, faults[]} instead of sentences")
    options = parser.parse_args(arguments)
    try:
        faults = verify_pack(options.zip)
    except NotAPack as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"whole": not faults, "faults": faults}, ensure_ascii=False, indent=2))
    else:
        print(
            "\n".join(faults)
            if faults
            else f"{options.zip.name}: whole. Every fingerprint, number and sum holds."
        )
    return 1 if faults else 0
