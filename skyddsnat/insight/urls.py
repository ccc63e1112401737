"""Addresses of indicators, under the assignment's."""

from django.urls import path

from skyddsnat.insight import views
from skyddsnat.insight.measurements import views as measurements

app_name = "insight"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/frys/", views.freeze, name="freeze"),
    path("<slug:code>/fryst/<int:pk>/", views.snapshot, name="snapshot"),
    path("<slug:code>/fryst/<int:pk>/godkann/", measurements.snapshot_approve, name="snapshot-approve"),
    path("<slug:code>/malvarde/", measurements.target, name="target"),
    path("<slug:code>/matning/", measurements.measure, name="measure"),
    path(
        "<slug:code>/matning/<int:pk>/godkann/", measurements.measurement_approve, name="measurement-approve"
    ),
    path(
        "<slug:code>/matning/<int:pk>/aterta/",
        measurements.measurement_withdraw,
        name="measurement-withdraw",
    ),
    path("<slug:code>/matning/<int:pk>/ta-bort/", measurements.measurement_remove, name="measurement-remove"),
]
