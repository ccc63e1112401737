"""Addresses of printed matter: /bransch/material/…"""

from django.urls import URLPattern, path

from skyddsnat.industry.kits import views

urlpatterns: list[URLPattern] = [
    path("", views.editions, name="editions"),
    path("ny/", views.edition_new, name="edition-new"),
    path("<int:pk>/", views.edition, name="edition"),
    path("<int:pk>/tryck.pdf", views.edition_print, name="edition-print"),
    path("<int:pk>/lamnad/", views.edition_deliver, name="edition-deliver"),
    path("<int:pk>/inte-lamnad/", views.edition_undeliver, name="edition-undeliver"),
    path("<int:pk>/aterkalla/", views.edition_recall, name="edition-recall"),
    path("<int:pk>/lat-vara/", views.edition_restore, name="edition-restore"),
]
