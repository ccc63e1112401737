"""Addresses of open data, below /oppna-data/."""

from django.urls import path

from skyddsnat.insight.opendata import views

app_name = "opendata"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<slug:code>/<int:number>/", views.version, name="version"),
    path("<slug:code>/<int:number>.<slug:ending>", views.file, name="file"),
]
