"""Addresses of this part: a public page a sector, where one chooses, and what staff note."""

from django.urls import URLPattern, path

from skyddsnat.industry.sectors.addresses import WORDS
from skyddsnat.industry.sectors.views import desk, public

urlpatterns: list[URLPattern] = [
    path("gor-sa-har/", public.index, name="sectors"),
    path("gor-sa-har/sw.js", public.worker, name="sectors-worker"),
    *(
        path(f"{word}/", public.sector, {"sector": sector}, name=f"sector-{sector}")
        for sector, word in WORDS.items()
    ),
    path("mottaget/", desk.received, name="received"),
    path("mottaget/<int:pk>/ta-tillbaka/", desk.take_back, name="received-take-back"),
]
