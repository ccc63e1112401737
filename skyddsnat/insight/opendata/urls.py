"""Addresses of open data, below /oppna-data/."""

from django.urls import path

from skyddsnat.insight.opendata import machines, views
from skyddsnat.insight.opendata.feed import Published

app_name = "opendata"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("nytt.atom", Published(), name="feed"),
    path("dcat.ttl", machines.metadata, {"ending": "ttl"}, name="dcat-turtle"),
    path("dcat.jsonld", machines.metadata, {"ending": "jsonld"}, name="dcat-jsonld"),
    path("openapi.json", machines.description, name="openapi"),
    path("api/tables/", machines.tables, name="api"),
    path("api/tables/<slug:code>/", machines.table, name="api-table"),
    path("<slug:code>/<int:number>/", views.version, name="version"),
    path("<slug:code>/<int:number>.<slug:ending>", views.file, name="file"),
]
