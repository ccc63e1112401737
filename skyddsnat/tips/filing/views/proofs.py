"""The public key of proofs, and a page that says whether a proof is ours. Nothing of what is pasted is kept."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from skyddsnat.core.api import from_elsewhere, kept_to_itself, public
from skyddsnat.tips.filing.forms import NOT_OURS, ProofForm
from skyddsnat.tips.filing.keys import key_set, public_keys
from skyddsnat.tips.filing.proofs import BadProofError, Proof, read


@public
def keys(request: HttpRequest) -> HttpResponse:
    """Every key that a proof may be signed with, as a JSON Web Key Set."""
    response = JsonResponse(key_set())
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@csrf_exempt  # nobody is signed in, nothing is changed, and no cookie is set
def check(request: HttpRequest) -> HttpResponse:
    """Whether a proof is ours, and from which day. It does not say whether the tip is still there."""
    form, proof = ProofForm(), None
    if request.method == "POST" and not from_elsewhere(request):
        form = ProofForm(request.POST)
        if form.is_valid():
            proof = _read(form.cleaned_data["proof"])
            if proof is None:
                form.add_error("proof", NOT_OURS)
    status = 422 if form.errors else 200
    return kept_to_itself(
        render(request, "tips/filing/check.html", {"form": form, "proof": proof}, status=status)
    )


def _read(text: str) -> Proof | None:
    try:
        return read(text, public_keys(), site=settings.SITE_ADDRESS)
    except BadProofError:
        return None
