"""What the server does for those whose browser does not: seals the tip at once, and keeps nothing of what it saw."""

from __future__ import annotations

from typing import NamedTuple

from django.views.decorators.debug import sensitive_variables

from skyddsnat.shared.dates import today
from skyddsnat.shared.sealing import Mailbox, seal_message
from skyddsnat.tips.filing.api import AnotherSending, fetch, file_tip
from skyddsnat.tips.form import access, rules
from skyddsnat.tips.form.drawing import drawn
from skyddsnat.tips.form.sent import Sent


class FiledTip(NamedTuple):
    receipt: str
    proof: str


@sensitive_variables()
def seal_and_file(sent: Sent, offer: rules.Offer, place_name: str, language: str) -> FiledTip:
    """Seal the answers to the team's key and store them. The same answers twice are one tip and one receipt."""
    mark, receipt = drawn(sent.seed, sent.given, offer.id, language)
    mailbox = Mailbox.of(receipt)
    said = rules.message(sent.given, place_name, language, today())
    try:
        filed = file_tip(
            mark=mark,
            receiver=access.receiver(offer),
            key=offer.key,
            kind=sent.given[rules.KIND],
            language=language,
            sealed=seal_message(said, [offer.key]),
            sealed_by="server",
            box=mailbox.box,
            answers_to=mailbox.recipient,
        )
    except AnotherSending:
        # Sealed anew, so not the same bytes; but nothing else than these answers can have this mark and this mailbox.
        there = fetch(address=mailbox.address)
        if there is None:
            raise
        return FiledTip(receipt, there.proof)
    return FiledTip(receipt, filed.proof)
