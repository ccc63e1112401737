"""Addresses of badges, below /bransch/intyg/."""

from django.urls import path

from skyddsnat.industry.badges.views import claiming, desk, machines, public, renewing

urlpatterns = [
    path("", public.check, name="badge-check"),
    path("nytt/<str:secret>/", claiming.new, name="badge-new"),
    path("nytt-i-lektionen/", renewing.update, name="badge-update"),
    path("fil/", claiming.file, name="badge-file"),
    path("utskrift/", claiming.paper, name="badge-paper"),
    path("utfardare/", machines.issuer_page, name="badge-issuer"),
    path("nycklar/", machines.keys, name="badge-keys"),
    path("nycklar/<str:thumbprint>/", machines.key, name="badge-key"),
    path("lista/<int:pk>/", machines.revoked, name="badge-list"),
    path("hantera/", desk.badges, name="badges-desk"),
    path("hantera/<uuid:pk>/", desk.badge, name="badge-desk"),
    path("<uuid:pk>/", public.badge, name="badge"),
    path("<uuid:pk>/fil/", public.company_credential, name="badge-company-file"),
    path("<uuid:pk>/utskrift/", public.company_paper, name="badge-company-paper"),
]
