"""Addresses of this part, below /bransch/uppsok/."""

from django.urls import URLPattern, path

from skyddsnat.industry.outreach.views import contacts, coverage, listing

urlpatterns: list[URLPattern] = [
    path("", listing.outreach, name="outreach"),
    path("karta/", coverage.covered, name="coverage"),
    path("ny/", listing.prospect_new, name="prospect-new"),
    path("valda/", listing.chosen_change, name="outreach-chosen"),
    path("<int:pk>/", listing.prospect, name="prospect"),
    path("<int:pk>/andra/", listing.prospect_change, name="prospect-change"),
    path("<int:pk>/ta-bort/", listing.prospect_remove, name="prospect-remove"),
    path("kontakter/", contacts.approaches, name="approaches"),
    path("kontakter/ny/", contacts.approach_new, name="approach-new"),
    path("kontakter/<int:pk>/", contacts.approach, name="approach"),
    path("kontakter/<int:pk>/insats/", contacts.approach_activity, name="approach-activity"),
    path("kontakter/<int:pk>/ta-tillbaka/", contacts.approach_take_back, name="approach-take-back"),
]
