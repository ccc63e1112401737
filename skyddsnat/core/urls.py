"""Addresses of users and the log."""

from django.urls import path

from skyddsnat.core import views

app_name = "core"
urlpatterns = [
    path("anvandare/", views.users, name="users"),
    path("anvandare/ny/", views.new_user, name="new_user"),
    path("anvandare/<int:pk>/", views.user, name="user"),
    path("anvandare/<int:pk>/konto/", views.user_account, name="user_account"),
    path("arbete/<uuid:pk>/", views.work, name="work"),
    path("logg/", views.audit, name="audit"),
]
