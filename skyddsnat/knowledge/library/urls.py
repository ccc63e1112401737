"""Addresses of this part. The first words below it are refused as the slugs of entries (`RESERVED`)."""

from django.urls import URLPattern, path

from skyddsnat.knowledge.library.views import contributing, desk, outside, reading

urlpatterns: list[URLPattern] = [
    path("", reading.library, name="library"),
    path("redaktion/", desk.entries, name="library-desk"),
    path("redaktion/<int:pk>/", desk.entry, name="library-desk-entry"),
    path("redaktion/<int:pk>/lank/", desk.link_new, name="library-link-new"),
    path("redaktion/<int:pk>/lank/<int:link>/stang/", desk.link_revoke, name="library-link-revoke"),
    path("redaktion/<int:pk>/kommentar/<int:comment>/", desk.comment_handled, name="library-comment"),
    path("redaktion/<int:pk>/insats/", desk.method, name="library-method"),
    path("redaktion/<int:pk>/bidrag/", desk.contribution_take, name="library-contribution-take"),
    path("redaktion/<int:pk>/bidrag/svara/", desk.contribution_decline, name="library-contribution-decline"),
    path("redaktion/<int:pk>/bidrag/igen/", desk.contribution_reopen, name="library-contribution-reopen"),
    path("granska/<str:key>/", outside.review, name="library-review"),
    path("bidra/", contributing.contributions, name="library-contributions"),
    path("bidra/nytt/", contributing.contribution_new, name="library-contribution-new"),
    path("bidra/<int:pk>/", contributing.contribution, name="library-contribution"),
    path("bidra/<int:pk>/andra/", contributing.contribution_change, name="library-contribution-change"),
    path(
        "bidra/<int:pk>/ta-tillbaka/",
        contributing.contribution_withdraw,
        name="library-contribution-withdraw",
    ),
    path("<slug:slug>/", reading.entry, name="library-entry"),
    path("<slug:slug>/<slug:language>.pdf", reading.entry_on_paper, name="library-pdf"),
]
