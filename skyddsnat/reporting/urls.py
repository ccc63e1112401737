"""Addresses of the report and the closing pack, under the assignment's."""

from django.urls import path

from skyddsnat.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("text/<str:section>/", views.text, name="text"),
    path("utkast/", views.draft, name="draft"),
    path("forbered/", views.prepare, name="prepare"),
    path("version/<int:number>/", views.version, name="version"),
    path("version/<int:number>/lamna/", views.issue, name="issue"),
    path("version/<int:number>/ta-tillbaka/", views.withdraw, name="withdraw"),
    path("version/<int:number>/<str:form>/", views.download, name="download"),
    path("avslut/", views.closing, name="closing"),
    path("avslut/bygg/", views.build, name="build"),
    path("avslut/<int:pk>/", views.pack, name="pack"),
]
