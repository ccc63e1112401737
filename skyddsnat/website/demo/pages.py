"""The public pages while they are written: a source that has changed, and a text that waits to be approved."""

from __future__ import annotations

from skyddsnat.core.models import User
from skyddsnat.guidance.api import publish_lead, send_lead


def build_pages(people: dict[str, User]) -> None:
    publish_lead(
        key="journey",
        language="sv",
        lead=(
            "Du kan göra skillnad för ett barn genom att veta tre saker innan du åker. Vad som är ett brott, att det "
            "kan prövas i Sverige och vart du vänder dig. Det tar en minut att läsa."
        ),
        by=people["coordinator"],
    )
    send_lead(
        key="net",
        language="sv",
        lead=(
            "Övergrepp sker också på nätet, och över gränser. Du kan tipsa utan att spara något och utan att säga vem "
            "du är."
        ),
        by=people["editor"],
    )
