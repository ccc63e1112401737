"""Addresses of users and the log."""

from django.urls import path

from skyddsnat.core import views
from skyddsnat.core.calendar import views as calendar
from skyddsnat.core.imports import views as imports
from skyddsnat.core.reminders import views as reminders

app_name = "core"
urlpatterns = [
    path("anvandare/", views.users, name="users"),
    path("anvandare/ny/", views.new_user, name="new_user"),
    path("anvandare/<int:pk>/", views.user, name="user"),
    path("anvandare/<int:pk>/konto/", views.user_account, name="user_account"),
    path("arbete/<uuid:pk>/", views.work, name="work"),
    path("importer/", imports.start, name="imports"),
    path("importer/ny/<slug:code>/", imports.new, name="import_new"),
    path("importer/mall/<slug:code>/", imports.template, name="import_template"),
    path("importer/<int:pk>/", imports.shown, name="import"),
    path("importer/<int:pk>/blad/", imports.place, name="import_place"),
    path("importer/<int:pk>/kolumner/", imports.columns, name="import_columns"),
    path("importer/<int:pk>/fel/", imports.faults, name="import_faults"),
    path("importer/<int:pk>/las-in/", imports.load, name="import_load"),
    path("importer/<int:pk>/kasta/", imports.discard, name="import_discard"),
    path("importer/<int:pk>/angra/", imports.undo, name="import_undo"),
    path("logg/", views.audit, name="audit"),
    path("paminnelser/", reminders.reminders, name="reminders"),
    path("paminnelser/kalender/", calendar.calendar, name="calendar"),
    path("paminnelser/kalender/losenord/", calendar.calendar_key, name="calendar_key"),
    path("paminnelser/kalender/losenord/<int:pk>/", calendar.calendar_key_revoke, name="calendar_key_revoke"),
    path("kalender.ics", calendar.calendar_file, name="calendar_file"),
    path("kalender/prenumeration.ics", calendar.calendar_feed, name="calendar_feed"),
]
