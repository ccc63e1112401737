"""Addresses of the staff's pages beside Wagtail's rooms."""

from django.urls import path

from skyddsnat.guidance import views

app_name = "guidance-desk"
urlpatterns = [
    path("oversattningar/", views.translations, name="translations"),
    path("oversattningar/<int:pk>/", views.translation, name="translation"),
    path("synpunkter/", views.feedback_list, name="feedback"),
    path("synpunkter/<int:pk>/", views.feedback_one, name="feedback-one"),
    path("synpunkter/<int:pk>/hanterad/", views.feedback_handled, name="feedback-handled"),
]
