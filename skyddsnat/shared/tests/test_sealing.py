"""Messages of one length, receipts of eight words, and proof of work."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.shared.sealing import (
    COUNT,
    LONGEST,
    Mailbox,
    TooLongError,
    UnknownWordError,
    UnopenedError,
    bits_of,
    box_of,
    new_identity,
    new_receipt,
    open_message,
    recipient_of,
    seal_message,
    tidy,
)
from skyddsnat.shared.sealing.bech32 import encode
from skyddsnat.shared.sealing.receipts import words

RECEIPT = "abacus zoom yo-yo drop-down evoke mutation marlin sanding"


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=200), max_size=5))
def test_what_is_said_is_what_is_opened(said: dict[str, str]) -> None:
    identity = new_identity()
    assert open_message(seal_message(said, [recipient_of(identity)]), identity) == said


def test_every_message_is_equally_long_after_its_head() -> None:
    """The head has a line of chance length, which age puts there so that readers bear with what they do not know."""
    key = recipient_of(new_identity())
    files = [seal_message({"what": "ก" * count}, [key]) for count in (0, 1, 5_000, 10_000)]
    assert len({len(file.partition(b"\n--- ")[2].partition(b"\n")[2]) for file in files}) == 1


def test_each_of_the_keys_opens_it_and_no_other() -> None:
    first, second, stranger = new_identity(), new_identity(), new_identity()
    sealed = seal_message({"what": "oro"}, [recipient_of(first), recipient_of(second)])
    assert open_message(sealed, first) == open_message(sealed, second) == {"what": "oro"}
    with pytest.raises(UnopenedError):
        open_message(sealed, stranger)


def test_too_much_is_told_in_bytes() -> None:
    with pytest.raises(TooLongError) as caught:
        seal_message({"w": "x" * LONGEST}, [recipient_of(new_identity())])
    assert caught.value.over == len('{"w":""}')


@pytest.mark.parametrize("broken", [b"", b"age-encryption.org/v1\n", b"x" * 100])
def test_what_is_no_message_is_not_opened(broken: bytes) -> None:
    with pytest.raises(UnopenedError):
        open_message(broken, new_identity())


def test_another_age_file_is_no_message() -> None:
    identity = new_identity()
    for text in (b"hello", b"\0\0\0\2{}", b"\0\0\0\1" + b"7" * LONGEST):
        sealed = pyrage.encrypt(text, [pyrage.x25519.Recipient.from_str(recipient_of(identity))])
        with pytest.raises(UnopenedError):
            open_message(sealed, identity)


def test_a_receipt_has_eight_words_and_a_hundred_bits() -> None:
    assert len(set(words())) == len(words()) == 7_776
    assert len(words()) ** COUNT > 2**100
    receipt = new_receipt()
    assert len(receipt.split()) == COUNT
    assert receipt != new_receipt()


@pytest.mark.parametrize(
    "typed",
    [
        RECEIPT.upper(),
        RECEIPT.replace(" ", ", "),
        "\n".join(f"{number}. {word}" for number, word in enumerate(RECEIPT.split(), 1)),
        f"  {RECEIPT}.  ",
    ],
)
def test_a_receipt_is_read_as_people_type_it(typed: str) -> None:
    assert tidy(typed) == RECEIPT
    assert Mailbox.of(typed) == Mailbox.of(RECEIPT)


def test_a_wrong_word_is_named_with_a_likely_one() -> None:
    with pytest.raises(UnknownWordError) as caught:
        tidy(RECEIPT.replace("evoke", "evokke"))
    assert (caught.value.number, caught.value.word, caught.value.near) == (5, "evokke", "evoke")
    with pytest.raises(UnknownWordError) as caught:
        tidy("abacus zoom")
    assert caught.value.number == 0


def test_a_receipt_opens_its_mailbox_alone() -> None:
    mine, other = Mailbox.of(RECEIPT), Mailbox.of(new_receipt())
    assert mine.recipient == recipient_of(mine.identity)
    assert open_message(seal_message({"answer": "Tack"}, [mine.recipient]), mine.identity) == {
        "answer": "Tack"
    }
    assert len({mine.address, other.address, mine.box, other.box}) == 4
    assert mine.box == box_of(mine.address)


@given(st.binary(min_size=32, max_size=32))
def test_bytes_are_written_as_age_reads_them(data: bytes) -> None:
    identity = encode("age-secret-key-", data).upper()
    assert str(pyrage.x25519.Identity.from_str(identity)) == identity


def test_work_is_counted_in_zero_bits() -> None:
    nonce = next(str(n) for n in range(100_000) if bits_of("c", "s", str(n)) >= 8)
    assert bits_of("c", "s", nonce) >= 8
    assert sum(bits_of("c", "s", f"a{n}") >= 8 for n in range(2_560)) < 40
