"""Addresses of this part."""

from django.urls import URLPattern, path, re_path

from skyddsnat.core.api import SECRET_LENGTH
from skyddsnat.knowledge.gatherings.views import attendance, desk, evaluation, public, registration

SECRET = rf"(?P<secret>[A-Za-z0-9_-]{{{SECRET_LENGTH}}})/"

urlpatterns: list[URLPattern] = [
    path("", public.gatherings, name="gatherings"),
    path("<int:pk>/", public.gathering, name="gathering"),
    path("<int:pk>/anmal/", public.registering, name="gathering-register"),
    path("<int:pk>/traff.ics", public.calendar, name="gathering-calendar"),
    re_path(rf"^min/{SECRET}$", registration.registration, name="registration"),
    re_path(rf"^min/{SECRET}andra/$", registration.change, name="registration-change"),
    re_path(rf"^min/{SECRET}avboka/$", registration.cancel, name="registration-cancel"),
    re_path(
        rf"^min/{SECRET}intyg/(?P<participant>[0-9]+)/$",
        registration.own_certificate,
        name="registration-certificate",
    ),
    re_path(rf"^intyg/{SECRET}$", registration.certificate_by_link, name="gathering-certificate"),
    re_path(rf"^fragor/{SECRET}$", evaluation.evaluation, name="gathering-evaluation"),
    path("fragor/tack/", evaluation.thanks, name="evaluation-thanks"),
    path("hantera/", desk.gatherings, name="gatherings-desk"),
    path("hantera/ny/", desk.new, name="gathering-new"),
    path("hantera/<int:pk>/", desk.gathering, name="gathering-desk"),
    path("hantera/<int:pk>/andra/", desk.change, name="gathering-change"),
    path("hantera/<int:pk>/stall-in/", desk.call_off, name="gathering-call-off"),
    path("hantera/<int:pk>/ta-bort/", desk.remove, name="gathering-remove"),
    path(
        "hantera/<int:pk>/anmalan/<int:registration>/avboka/",
        desk.registration_cancel,
        name="gathering-registration-cancel",
    ),
    path("hantera/<int:pk>/anmalningar/", desk.registrations, name="gathering-registrations"),
    path("hantera/<int:pk>/narvaro/", attendance.attendance, name="gathering-attendance"),
    path("hantera/<int:pk>/narvaro/oppna/", desk.reopen, name="gathering-reopen"),
    path("hantera/<int:pk>/svar/", attendance.results, name="gathering-results"),
    path("hantera/<int:pk>/svar/skriv/", attendance.write_results, name="gathering-results-write"),
    path(
        "hantera/<int:pk>/intyg/<int:participant>/",
        attendance.staff_certificate,
        name="gathering-staff-certificate",
    ),
]
