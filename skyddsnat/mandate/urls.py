from django.urls import path

from skyddsnat.mandate import views

app_name = "mandate"
urlpatterns = [
    path("", views.assignments, name="assignments"),
    path("parter/", views.partner, name="partner"),
    path("las/", views.reading_new, name="reading-new"),
    path("las/<int:pk>/", views.reading, name="reading"),
    path("las/<int:pk>/lagg-till/", views.reading_add, name="reading-add"),
    path("las/<int:pk>/skapa/", views.reading_create, name="reading-create"),
    path("las/<int:pk>/kasta/", views.reading_discard, name="reading-discard"),
    path("las/<int:pk>/<int:position>/", views.reading_item, name="reading-item"),
    path("las/<int:pk>/<int:position>/angra/", views.reading_undo, name="reading-undo"),
    path("<slug:slug>/", views.assignment, name="assignment"),
    path("<slug:slug>/text/", views.assignment_text, name="assignment-text"),
    path("<slug:slug>/diarienummer/", views.assignment_dnr, name="assignment-dnr"),
    path("<slug:slug>/fil/", views.assignment_file, name="assignment-file"),
    path("<slug:slug>/mening/<str:number>/", views.clause, name="clause"),
    path("<slug:slug>/skyldighet/<int:pk>/", views.obligation, name="obligation"),
    path("<slug:slug>/insatser/", views.activities, name="activities"),
    path("<slug:slug>/insatser/ny/", views.activity_new, name="activity-new"),
    path("<slug:slug>/insatser/<int:number>/", views.activity, name="activity"),
    path("<slug:slug>/insatser/<int:number>/andra/", views.activity_change, name="activity-change"),
    path("<slug:slug>/insatser/<int:number>/ta-bort/", views.activity_delete, name="activity-delete"),
    path("<slug:slug>/insatser/<int:number>/starta/", views.activity_start, name="activity-start"),
    path("<slug:slug>/insatser/<int:number>/avsluta/", views.activity_finish, name="activity-finish"),
    path("<slug:slug>/insatser/<int:number>/oppna/", views.activity_reopen, name="activity-reopen"),
    path("<slug:slug>/insatser/<int:number>/samrad/", views.dialogue_new, name="dialogue-new"),
    path("<slug:slug>/insatser/<int:number>/samrad/<int:pk>/", views.dialogue_remove, name="dialogue-remove"),
    path("<slug:slug>/insatser/<int:number>/underlag/", views.evidence_new, name="evidence-new"),
    path("<slug:slug>/insatser/<int:number>/barnets-basta/", views.assessment, name="assessment"),
    path(
        "<slug:slug>/insatser/<int:number>/barnets-basta/skicka/",
        views.assessment_send,
        name="assessment-send",
    ),
    path(
        "<slug:slug>/insatser/<int:number>/barnets-basta/besluta/",
        views.assessment_decide,
        name="assessment-decide",
    ),
    path(
        "<slug:slug>/insatser/<int:number>/barnets-basta/<slug:step>/",
        views.assessment_step,
        name="assessment-step",
    ),
    path("<slug:slug>/underlag/", views.evidence_list, name="evidence-list"),
    path("<slug:slug>/underlag/<int:seq>/", views.evidence, name="evidence"),
    path("<slug:slug>/underlag/<int:seq>/ratta/", views.evidence_correct, name="evidence-correct"),
]
