"""Addresses of this part: short ones below u/ for those who take the course, and the staff's below utbildning/."""

from django.urls import URLPattern, path

from skyddsnat.industry.training.views import changed, phone, player, staff

RECHECK = {"recheck": True}
urlpatterns: list[URLPattern] = [
    path("utbildning/", player.code, name="training"),
    path("utbildning/kvalitet/", staff.quality, name="training-quality"),
    path("utbildning/kvalitet/insats/", staff.activity, name="training-activity"),
    path("u/sw.js", phone.worker, name="training-worker"),
    path("u/<str:code>/", player.site, name="training-site"),
    path("u/<str:code>/svar/", phone.answers, name="training-answers"),
    path("u/<str:code>/om/", player.site, RECHECK, name="training-recheck"),
    path(
        "u/<str:code>/om/<slug:language>/<slug:job>/", player.lesson, RECHECK, name="training-recheck-lesson"
    ),
    path(
        "u/<str:code>/om/<slug:language>/<slug:job>/klar/", player.done, RECHECK, name="training-recheck-done"
    ),
    path("u/<str:code>/<slug:language>/<slug:job>/", player.lesson, name="training-lesson"),
    path("u/<str:code>/<slug:language>/<slug:job>/klar/", player.done, name="training-done"),
    path("u/<str:code>/<slug:language>/<slug:job>/intyg/", player.ask_for_badge, name="training-badge"),
    path("u/<str:code>/<slug:language>/<slug:job>/90.ics", phone.calendar, name="training-calendar"),
    path("u/<str:code>/<slug:language>/<slug:job>/nytt/<str:news>/", changed.lesson, name="training-changed"),
    path(
        "u/<str:code>/<slug:language>/<slug:job>/nytt/<str:news>/klar/",
        changed.done,
        name="training-changed-done",
    ),
    path(
        "u/<str:code>/<slug:language>/<slug:job>/nytt/<str:news>/intyg/",
        changed.ask_for_badge,
        name="training-changed-badge",
    ),
]
