"""Addresses of printed matter: /bransch/material/… for staff, min/material/… for a company, t/… in printed codes."""

from django.urls import URLPattern, path

from skyddsnat.industry.kits import own_views, public_views, views

urlpatterns: list[URLPattern] = [
    path("", views.editions, name="editions"),
    path("ny/", views.edition_new, name="edition-new"),
    path("aterkallat/", views.recalled, name="editions-recalled"),
    path("<int:pk>/", views.edition, name="edition"),
    path("<int:pk>/tryck.pdf", views.edition_print, name="edition-print"),
    path("<int:pk>/lamnad/", views.edition_deliver, name="edition-deliver"),
    path("<int:pk>/inte-lamnad/", views.edition_undeliver, name="edition-undeliver"),
    path("<int:pk>/aterkalla/", views.edition_recall, name="edition-recall"),
    path("<int:pk>/lat-vara/", views.edition_restore, name="edition-restore"),
    path("<int:pk>/borta/", views.edition_removed, name="edition-removed"),
]
own: list[URLPattern] = [
    path("", own_views.editions, name="own-editions"),
    path("ny/", own_views.edition_new, name="own-edition-new"),
    path("<int:pk>/", own_views.edition, name="own-edition"),
    path("<int:pk>/tryck.pdf", own_views.edition_print, name="own-edition-print"),
    path("<int:pk>/angra/", own_views.edition_withdraw, name="own-edition-withdraw"),
    path("<int:pk>/borta/", own_views.edition_removed, name="own-edition-removed"),
    path("<int:pk>/kvar/", own_views.edition_found, name="own-edition-found"),
]
codes: list[URLPattern] = [
    path("<int:pk>/", public_views.printed_code, name="printed-decal"),
    path("<int:pk>/<str:code>/", public_views.printed_code, name="printed-code"),
]
