"""Addresses of referrals, below /samverkan/arenden/."""

from django.urls import URLPattern, path

from skyddsnat.cooperation.referrals.views import case, facts, listing, received, steps, writing
from skyddsnat.cooperation.referrals.views.things import THINGS

_ONE = "arenden/<uuid:pk>/"
urlpatterns: list[URLPattern] = [
    path("arenden/", listing.referrals, name="referrals"),
    path("arenden/mottagna/", listing.received, name="referrals-received"),
    path("arenden/mottagna/<uuid:pk>/", received.referral_received, name="referral-received"),
    path(
        "arenden/mottagna/<uuid:pk>/mottagande/",
        received.received_reception,
        name="referral-received-reception",
    ),
    path("arenden/mottagna/<uuid:pk>/framme/", received.received_arrival, name="referral-received-arrival"),
    path("arenden/nytt/", writing.referral_new, name="referral-new"),
    path(_ONE, case.referral, name="referral"),
    path(f"{_ONE}historik/", case.history, name="referral-history"),
    path(f"{_ONE}barnet/", writing.referral_child, name="referral-child"),
    path(f"{_ONE}ram/", writing.referral_basics, name="referral-basics"),
    path(f"{_ONE}las/", writing.referral_lock, name="referral-lock"),
    path(f"{_ONE}steg/<slug:code>/", steps.referral_step, name="referral-step"),
]
for _thing in THINGS:
    _its = f"{_ONE}{_thing.slug}/"
    urlpatterns += [
        path(f"{_its}ny/", facts.fact_new, {"thing": _thing.code}, name=f"referral-{_thing.code}-new"),
        path(
            f"{_its}<int:fact>/ta-tillbaka/", facts.fact_back, {"thing": _thing.code},
            name=f"referral-{_thing.code}-back",
        ),
        *(
            path(f"{_its}<int:fact>/{act.slug}/", facts.fact_act, {"act": act.code}, name=f"referral-{act.code}")
            for act in _thing.acts
        ),
    ]  # fmt: skip
