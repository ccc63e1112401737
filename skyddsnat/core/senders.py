"""Where a form was sent from, when there is no cookie to tell."""

from django.http import HttpRequest


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent the form. A browser that says nothing is believed."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
