"""Addresses of the tables, below /statistik/."""

from django.urls import path

from skyddsnat.insight.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("ny/", views.choose, name="choose"),
    path("ny/fil/", views.new_from_file, name="new-file"),
    path("ny/<slug:source>/", views.new, name="new"),
    path("<slug:code>/", views.table, name="table"),
    path("<slug:code>/ny-version/", views.new_version, name="new-version"),
    path("<slug:code>/<int:pk>/", views.version, name="version"),
    path("<slug:code>/<int:pk>/godkann/", views.approve, name="approve"),
    path("<slug:code>/<int:pk>/ta-bort/", views.drop, name="drop"),
    path("<slug:code>/<int:pk>/aterta/", views.withdraw, name="withdraw"),
]
