"""The address of where an assignment stands."""

from django.urls import path

from skyddsnat.insight.overview import views

app_name = "overview"
urlpatterns = [path("", views.leaders, name="leaders")]
