"""Where the code on printed matter leads: to the training, or when it has been recalled, to what holds today."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from skyddsnat.core.api import public
from skyddsnat.industry.kits.access import edition_printed
from skyddsnat.industry.kits.printing import advice_now, printed_words
from skyddsnat.industry.training.showing import page
from skyddsnat.industry.training.texts import as_links, plain_numbers


@public
def printed_code(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    """What is recalled says so, in its own language, and still what to do."""
    found = edition_printed(pk, code)
    if found is None:
        raise Http404
    after = reverse("industry:training-site", args=[code]) if code else "/"
    if found.recalled_at is None:
        return redirect(after)
    context = {
        "words": printed_words(found.language).texts,
        "advice": advice_now(found.language, found.site.sector),
        "phones": as_links(plain_numbers()),
        "number": found.pk,
        "after": after if code and found.site.closed_at is None else "",
    }
    return page(request, "recalled", found.language, context)
