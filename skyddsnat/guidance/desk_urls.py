"""Addresses of the staff's pages beside Wagtail's rooms."""

from django.urls import path

from skyddsnat.guidance import views
from skyddsnat.guidance.law_rules import views as law

app_name = "guidance-desk"
urlpatterns = [
    path("oversattningar/", views.translations, name="translations"),
    path("oversattningar/<int:pk>/", views.translation, name="translation"),
    path("synpunkter/", views.feedback_list, name="feedback"),
    path("synpunkter/<int:pk>/", views.feedback_one, name="feedback-one"),
    path("synpunkter/<int:pk>/hanterad/", views.feedback_handled, name="feedback-handled"),
    path("lagen/", law.law, name="law"),
    path("lagen/regler/", law.law_table, name="law-table"),
    path("lagen/fil/", law.law_file, name="law-file"),
    path("lagen/ny/", law.law_new, name="law-new"),
    path("lagen/<int:pk>/", law.law_version, name="law-version"),
    path("lagen/<int:pk>/andra/", law.law_edit, name="law-edit"),
    path("lagen/<int:pk>/fil/", law.law_file, name="law-version-file"),
    path("lagen/<int:pk>/ta-bort/", law.law_discard, name="law-discard"),
    path("lagen/<int:pk>/godkann/", law.law_publish, name="law-publish"),
]
