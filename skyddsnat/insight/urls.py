"""Addresses of indicators, under the assignment's."""

from django.urls import path

from skyddsnat.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("<slug:code>/", views.indicator, name="indicator"),
    path("<slug:code>/frys/", views.freeze, name="freeze"),
    path("<slug:code>/fryst/<int:pk>/", views.snapshot, name="snapshot"),
]
