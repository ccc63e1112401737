"""Addresses of the report and the closing pack, under the assignment's."""

from django.urls import path

from skyddsnat.reporting.views import closing, comments, evaluation, history, overview, versions, writing

app_name = "reporting"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("text/<str:section>/", writing.text, name="text"),
    path("text/<str:section>/medan-du-skriver/", writing.live, name="live"),
    path("text/<str:section>/kasta-utkastet/", writing.discard, name="discard"),
    path("text/<str:section>/versioner/", history.history, name="history"),
    path("text/<str:section>/versioner/<int:number>/aterstall/", history.restore, name="restore"),
    path("text/<str:section>/kommentarer/", comments.comments, name="comments"),
    path("text/<str:section>/kommentarer/lasta/", comments.mark_read, name="comments_read"),
    path("text/<str:section>/kommentarer/<int:pk>/svara/", comments.answer, name="comment_answer"),
    path("text/<str:section>/kommentarer/<int:pk>/andra/", comments.change, name="comment_change"),
    path("text/<str:section>/kommentarer/<int:pk>/ta-bort/", comments.remove, name="comment_remove"),
    path("text/<str:section>/kommentarer/<int:pk>/avklarad/", comments.resolve, name="comment_resolve"),
    path("text/<str:section>/kommentarer/<int:pk>/oppna/", comments.reopen, name="comment_reopen"),
    path("utkast/", overview.draft, name="draft"),
    path("utkast/<str:form>/", overview.draft_file, name="draft_file"),
    path("forbered/", versions.prepare, name="prepare"),
    path("version/<int:number>/", versions.version, name="version"),
    path("version/<int:number>/lamna/", versions.issue, name="issue"),
    path("version/<int:number>/skicka-tillbaka/", versions.send_back, name="send_back"),
    path("version/<int:number>/ta-tillbaka/", versions.withdraw, name="withdraw"),
    path("version/<int:number>/skillnad/<int:other>/", versions.compare, name="compare"),
    path("version/<int:number>/<str:form>/", versions.download, name="download"),
    path("avslut/", closing.closing, name="closing"),
    path("avslut/bygg/", closing.build, name="build"),
    path("avslut/<int:pk>/", closing.pack, name="pack"),
    path("avslut/arkiv/bygg/", closing.build_archive, name="build_archive"),
    path("avslut/arkiv/<int:pk>/", closing.archive_package, name="archive_package"),
    path("utvardering/", evaluation.evaluation, name="evaluation"),
    path("utvardering/hamta/", evaluation.build, name="evaluation_build"),
]
