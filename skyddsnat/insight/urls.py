"""Addresses of indicators, under the assignment's."""

from django.urls import path

from skyddsnat.insight import measure_views, views

app_name = "insight"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/frys/", views.freeze, name="freeze"),
    path("<slug:code>/fryst/<int:pk>/", views.snapshot, name="snapshot"),
    path("<slug:code>/fryst/<int:pk>/godkann/", measure_views.snapshot_approve, name="snapshot-approve"),
    path("<slug:code>/malvarde/", measure_views.target, name="target"),
    path("<slug:code>/matning/", measure_views.measure, name="measure"),
    path(
        "<slug:code>/matning/<int:pk>/godkann/", measure_views.measurement_approve, name="measurement-approve"
    ),
    path(
        "<slug:code>/matning/<int:pk>/aterta/",
        measure_views.measurement_withdraw,
        name="measurement-withdraw",
    ),
    path(
        "<slug:code>/matning/<int:pk>/ta-bort/", measure_views.measurement_remove, name="measurement-remove"
    ),
]
