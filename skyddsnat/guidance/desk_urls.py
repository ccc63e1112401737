"""Addresses of the staff's pages beside Wagtail's rooms."""

from django.urls import path

from skyddsnat.guidance import views
from skyddsnat.guidance.campaigns import views as campaigns
from skyddsnat.guidance.law_rules import views as law
from skyddsnat.guidance.survey import desk as surveys

app_name = "guidance-desk"
urlpatterns = [
    path("", views.start, name="start"),
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
    path("kampanjer/", campaigns.campaigns, name="campaigns"),
    path("kampanjer/ny/", campaigns.campaign_new, name="campaign-new"),
    path("kampanjer/<int:pk>/", campaigns.campaign, name="campaign"),
    path("kampanjer/<int:pk>/andra/", campaigns.campaign_change, name="campaign-change"),
    path("kampanjer/<int:pk>/ta-bort/", campaigns.campaign_remove, name="campaign-remove"),
    path("kampanjer/<int:pk>/enkat/", surveys.survey, name="survey"),
    path("kampanjer/<int:pk>/enkat/ny/", surveys.wave_new, name="wave-new"),
    path("kampanjer/<int:campaign>/enkat/<int:pk>/andra/", surveys.wave_change, name="wave-change"),
    path("kampanjer/<int:campaign>/enkat/<int:pk>/ta-bort/", surveys.wave_remove, name="wave-remove"),
    path("kampanjer/<int:campaign>/omgang/ny/", campaigns.batch_new, name="batch-new"),
    path("kampanjer/<int:campaign>/omgang/<int:pk>/", campaigns.batch, name="batch"),
    path("kampanjer/<int:campaign>/omgang/<int:pk>/andra/", campaigns.batch_change, name="batch-change"),
    path(
        "kampanjer/<int:campaign>/omgang/<int:pk>/indragen/", campaigns.batch_withdraw, name="batch-withdraw"
    ),
    path("kampanjer/<int:campaign>/omgang/<int:pk>/ta-bort/", campaigns.batch_remove, name="batch-remove"),
    path(
        "kampanjer/<int:campaign>/omgang/<int:pk>/tryck/<slug:form>/<slug:language>.pdf",
        campaigns.batch_print,
        name="batch-print",
    ),
]
