"""Signing, verifying by another implementation, the bitstring, and who a badge is for."""

from __future__ import annotations

import base64
import datetime
import functools
import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws, jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet, RSAKey
from jsonschema import Draft201909Validator

from skyddsnat.shared.badges import (
    Achievement,
    BadTokenError,
    Fault,
    Issuer,
    Share,
    Status,
    Term,
    UnreadableError,
    badge,
    bitstring,
    check_agrees,
    identity,
    issuer_document,
    read,
    sign,
    status_list,
)
from skyddsnat.shared.badges.keys import (
    from_jwk,
    from_pem,
    new_key,
    public_jwk,
    seal,
    thumbprint,
    to_pem,
    unseal,
)
from skyddsnat.shared.encoding import b64url, compact_json, from_b64url, read_object

HERE = "https://skyddsnat.example"
KID = f"{HERE}/bransch/intyg/nycklar/abc/"
ISSUER = Issuer(f"{HERE}/bransch/intyg/utfardare/", "En påhittad myndighet", HERE)
TERM = Term(
    datetime.datetime(2015, 3, 2, tzinfo=datetime.UTC), datetime.datetime(2016, 3, 3, tzinfo=datetime.UTC)
)
SCHEMA = json.loads((Path(__file__).parent / "open_badges_3.schema.json").read_text())


@functools.cache
def a_key(number: int = 0) -> rsa.RSAPrivateKey:
    """A key of the smallest size, which is quicker to make."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def a_badge(**changed: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": f"{HERE}/bransch/intyg/1/", "issuer": ISSUER, "subject": "urn:uuid:1",
        "identifiers": [identity.hashed_name("Kim Demosson", "salt")],
        "achievement": Achievement(
            f"{HERE}/bransch/intyg/1/#achievement", "Course", "Utbildning för reception", "Att lägga märke till.",
            "Alla situationer.", "sv", version="3",
        ),
        "term": TERM, "status": Status(f"{HERE}/bransch/intyg/lista/1/", 42),
    }  # fmt: skip
    return badge(**(told | changed))


def shares() -> dict[str, Any]:
    achievement = Achievement(
        f"{HERE}/bransch/intyg/2/#achievement", "Certification", "Utbildad personal", "Delar.", "Räknat.", "sv",
        shares=(Share("reception", "Reception", 80), Share("night", "Nattportier", 0)),
    )  # fmt: skip
    told = [identity.plain_identity("ext:organisationsnummer", "5560000001")]
    return a_badge(achievement=achievement, identifiers=told)


def fault_of(token: str, keys: Any = None) -> Fault:
    with pytest.raises(BadTokenError) as caught:
        check_agrees(read(token, {KID: a_key().public_key()} if keys is None else keys))
    return caught.value.fault


@pytest.mark.parametrize("payload", [a_badge(), shares(), a_badge(identifiers=[])])
def test_another_implementation_verifies_it_and_it_has_the_form_of_open_badges(
    payload: dict[str, Any],
) -> None:
    token = sign(payload, key=a_key(), kid=KID)
    published = KeySet.import_key_set(
        {"keys": [{**public_jwk(a_key().public_key()), "kid": KID, "alg": "RS256"}]}
    )
    found = jwt.decode(token, published, algorithms=["RS256"])
    assert found.claims == payload
    assert found.header == {"alg": "RS256", "kid": KID, "typ": "JWT"}
    assert list(Draft201909Validator(SCHEMA).iter_errors(found.claims)) == []


def test_another_implementation_refuses_what_was_changed_or_signed_by_another() -> None:
    head, body, signature = sign(a_badge(), key=a_key(), kid=KID).split(".")
    changed = b64url(from_b64url(body).replace(b"Kim", b"Ali").replace(b"reception", b"receptiom"))
    assert changed != body
    mine = RSAKey.import_key(public_jwk(a_key().public_key()))
    for token in (f"{head}.{changed}.{signature}", sign(a_badge(), key=a_key(1), kid=KID)):
        with pytest.raises(BadSignatureError):
            jws.deserialize_compact(token, mine, algorithms=["RS256"])
        assert fault_of(token) is Fault.SIGNATURE


def test_openssl_verifies_it(tmp_path: Path) -> None:
    head, body, signature = sign(a_badge(), key=a_key(), kid=KID).split(".")
    (tmp_path / "signed").write_text(f"{head}.{body}")
    (tmp_path / "signature").write_bytes(from_b64url(signature))
    public = a_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key").write_bytes(public)
    verify = ["openssl", "dgst", "-sha256", "-verify", "key", "-signature", "signature", "signed"]
    assert "OK" in subprocess.run(verify, cwd=tmp_path, capture_output=True, text=True, check=True).stdout


def test_the_schema_can_refuse() -> None:
    wrong = a_badge()
    del wrong["credentialSubject"]["achievement"]["criteria"]
    wrong["credentialSubject"]["identifier"][0]["hashed"] = "yes"
    wrong["validFrom"] = 2015
    wrong["type"] = ["VerifiableCredential"]
    assert len(list(Draft201909Validator(SCHEMA).iter_errors(wrong))) == 4


def test_we_verify_what_another_implementation_signed() -> None:
    private = RSAKey.import_key(to_pem(a_key()).decode())
    token = jws.serialize_compact(
        {"alg": "RS256", "kid": KID, "typ": "JWT"}, compact_json(a_badge()), private, algorithms=["RS256"]
    )
    assert read(token, {KID: a_key().public_key()}) == a_badge()
    assert token == sign(a_badge(), key=a_key(), kid=KID)  # RS256 leaves nothing to chance


def with_header(**header: Any) -> str:
    """A badge rightly signed, under a header of one's own."""
    signed = f"{b64url(compact_json(header))}.{b64url(compact_json(a_badge()))}"
    token = sign(a_badge(), key=a_key(), kid=KID)
    return f"{signed}.{token.split('.')[2]}"


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ("", Fault.UNREADABLE),
        ("a.b", Fault.UNREADABLE),
        ("!.!.!", Fault.UNREADABLE),
        ("é.é.é", Fault.UNREADABLE),
        (f"{b64url(b'[]')}.e30.AA", Fault.UNREADABLE),
        (f"{b64url(b'{' + b'[' * 100_000)}.e30.AA", Fault.UNREADABLE),
        (with_header(alg="none"), Fault.ALGORITHM),
        (with_header(alg="HS256", kid=KID), Fault.ALGORITHM),
        (with_header(alg="RS256", kid=KID, typ="JOSE"), Fault.ALGORITHM),
        (with_header(alg="RS256", kid=KID, crit=["b64"], b64=False), Fault.ALGORITHM),
        (with_header(alg="RS256", jwk=public_jwk(a_key().public_key())), Fault.ALGORITHM),
        (with_header(alg="RS256"), Fault.KEY),
        (with_header(alg="RS256", kid=["a"]), Fault.KEY),
        (with_header(alg="RS256", kid="https://other.example/key"), Fault.KEY),
        (
            with_header(alg="RS256", kid=KID),
            Fault.SIGNATURE,
        ),  # the header is signed too, and this has no "typ"
    ],
)
def test_hostile_tokens(token: str, fault: Fault) -> None:
    assert fault_of(token) is fault


@given(st.data())
def test_no_byte_of_a_token_can_be_changed(data: st.DataObject) -> None:
    token = sign(a_badge(), key=a_key(), kid=KID)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(exclude_characters=token[place]))
    with pytest.raises(BadTokenError):
        read(token[:place] + other + token[place + 1 :], {KID: a_key().public_key()})


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://other.example"}, {"jti": "x"}, {"sub": "urn:uuid:2"}, {"sub": None}, {"nbf": 1}, {"exp": 1},
        {"exp": None}, {"validUntil": "soon"}, {"validUntil": None}, {"issuer": "https://other.example"},
        {"credentialSubject": []}, {"type": "OpenBadgeCredential"}, {"type": ["VerifiableCredential"]},
    ],
)  # fmt: skip
def test_a_token_that_contradicts_itself(change: dict[str, Any]) -> None:
    assert fault_of(sign(a_badge() | change, key=a_key(), kid=KID)) is Fault.CONTENT


def test_json_says_a_thing_once() -> None:
    assert read_object(b'{"a": [1]}') == {"a": [1]}
    for wrong in (b'{"a": 1, "a": 2}', b'{"a": NaN}', b"[1]", b"{", b"\xff", b'{"a": ' + b"9" * 5000 + b"}"):
        with pytest.raises(UnreadableError):
            read_object(wrong)


@given(st.binary(max_size=200))
def test_letters_have_one_form(data: bytes) -> None:
    text = b64url(data)
    assert from_b64url(text) == data == base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    for other in (text + "=", text + "\n", text[:-1] + "+" if text else "+"):
        with pytest.raises(UnreadableError):
            from_b64url(other)


@given(st.sets(st.integers(0, bitstring.LENGTH - 1), max_size=50))
@settings(max_examples=30)
def test_the_bitstring_holds_just_these(indexes: set[int]) -> None:
    text = bitstring.encode(indexes)
    bits = bitstring.decode(text)
    assert len(bits) * 8 == bitstring.LENGTH
    assert sum(byte.bit_count() for byte in bits) == len(indexes)
    assert all(bitstring.is_set(bits, index) for index in indexes)
    assert bitstring.encode(sorted(indexes, reverse=True)) == text
    # Read as the standard says it, without our code: from the left, base64url after the "u", gzip.
    raw = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    as_number = bin(int.from_bytes(raw) | 1 << bitstring.LENGTH)[3:]
    assert {place for place, bit in enumerate(as_number) if bit == "1"} == indexes


def test_a_bitstring_from_a_stranger() -> None:
    big = "u" + b64url(gzip.compress(bytes(bitstring.LARGEST * 8)))
    small = "u" + b64url(gzip.compress(bytes(100)))
    cut = "u" + b64url(gzip.compress(bytes(bitstring.LENGTH // 8))[:-9])
    for wrong in (big, small, cut, "", "u", "zAAAA", "u!", "u" + b64url(b"no gzip")):
        with pytest.raises(UnreadableError):
            bitstring.decode(wrong)
    bits = bitstring.decode(bitstring.encode([]))
    for index in (-1, bitstring.LENGTH):
        with pytest.raises(IndexError):
            bitstring.is_set(bits, index)
        with pytest.raises(IndexError):
            bitstring.encode([index])


def test_the_list_of_revoked_badges_is_a_credential() -> None:
    url = f"{HERE}/bransch/intyg/lista/1/"
    token = sign(status_list(url=url, issuer=ISSUER, revoked=[7], term=TERM), key=a_key(), kid=KID)
    told = jwt.decode(token, RSAKey.import_key(public_jwk(a_key().public_key())), algorithms=["RS256"]).claims
    assert told["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert (told["id"], told["issuer"], told["iss"]) == (url, ISSUER.id, ISSUER.id)
    assert told["credentialSubject"]["statusPurpose"] == "revocation"
    bits = bitstring.decode(told["credentialSubject"]["encodedList"])
    assert (bitstring.is_set(bits, 7), bitstring.is_set(bits, 8)) == (True, False)
    entry = a_badge()["credentialStatus"]
    assert (entry["statusListCredential"], entry["statusListIndex"]) == (url, "42")
    assert fault_of(token) is Fault.CONTENT  # a list cannot be shown as a badge


def test_the_name_is_a_hash_that_the_standard_describes() -> None:
    one = identity.hashed_name("  Kim   Demosson ", "deadsea")
    # Printed by: printf '%s' 'Kim Demossondeadsea' | sha256sum
    digest = subprocess.run(
        ["openssl", "dgst", "-sha256", "-r"], input=b"Kim Demossondeadsea", capture_output=True, check=True
    ).stdout.split()[0]
    assert one["identityHash"] == f"sha256${digest.decode()}"
    assert "Kim" not in json.dumps(one)


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_same_name_fits(name: str, other: str) -> None:
    told = [identity.plain_identity("ext:x", name), identity.hashed_name(name, "salt")]
    assert identity.is_name(name, told)
    assert identity.is_name(other, told) == (identity.tidy_name(other) == identity.tidy_name(name))


@pytest.mark.parametrize("told", [None, [], "x", [None], [{"identityType": "name"}], {"hashed": True}])
def test_identifiers_of_no_known_form_name_nobody(told: Any) -> None:
    assert not identity.names_somebody(told)
    assert not identity.is_name("Kim", told)


def test_letters_written_in_two_ways_are_one_name() -> None:
    assert identity.is_name("A\u030asa", identity.hashed_name("\u00c5sa", "s"))


def test_a_key_is_kept_sealed() -> None:
    key = new_key()
    assert key.key_size == 3072
    sealed = seal(key, "the site's secret")
    assert b"PRIVATE" not in sealed
    assert to_pem(unseal(sealed, "the site's secret")) == to_pem(key)
    for wrong, secret in (
        (sealed, "another"),
        (sealed[:-1], "the site's secret"),
        (b"", "the site's secret"),
    ):
        with pytest.raises(UnreadableError):
            unseal(wrong, secret)
    assert seal(key, "the site's secret") != sealed


def test_the_public_half_is_public_and_is_called_what_others_call_it() -> None:
    jwk = public_jwk(a_key().public_key())
    assert set(jwk) == {"kty", "e", "n"}
    assert from_jwk(jwk).public_numbers() == a_key().public_key().public_numbers()
    assert thumbprint(jwk) == RSAKey.import_key(jwk).thumbprint()


def test_what_is_no_key_is_refused_without_repeating_it() -> None:
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    curve = ec.generate_private_key(ec.SECP256R1())
    locked = a_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x"))
    other = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for wrong in (b"", b"hunter2", to_pem(small), other, locked):
        with pytest.raises(UnreadableError) as caught:
            from_pem(wrong)
        assert "hunter2" not in str(caught.value)


def test_the_issuers_page_has_every_key() -> None:
    jwk = public_jwk(a_key().public_key())
    told = issuer_document(ISSUER, {KID: jwk})
    assert (told["id"], told["type"], told["assertionMethod"]) == (ISSUER.id, ["Profile"], [KID])
    method = told["verificationMethod"][0]
    assert (method["id"], method["controller"]) == (KID, ISSUER.id)
    assert RSAKey.import_key(method["publicKeyJwk"]).thumbprint() == thumbprint(jwk)
