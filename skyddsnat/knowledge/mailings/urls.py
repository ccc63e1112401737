"""Addresses of this part."""

from django.urls import URLPattern, path, re_path

from skyddsnat.core.api import SECRET_LENGTH
from skyddsnat.knowledge.mailings.views import links, mailings, recipients, returned, segments, sending

SECRET = rf"(?P<secret>[A-Za-z0-9_-]{{{SECRET_LENGTH}}})/$"

urlpatterns: list[URLPattern] = [
    path("", mailings.mailings, name="mailings"),
    path("nytt/", mailings.new, name="mailing-new"),
    path("urval/", segments.segments, name="segments"),
    path("urval/nytt/", segments.new, name="segment-new"),
    path("urval/<int:pk>/", segments.segment, name="segment"),
    path("urval/<int:pk>/andra/", segments.change, name="segment-change"),
    path("urval/<int:pk>/ta-bort/", segments.remove, name="segment-remove"),
    path("adresser/", returned.returned, name="returned"),
    path("adresser/klistra-in/", returned.paste, name="returned-paste"),
    path("adresser/slapp-fram/", returned.lift, name="returned-lift"),
    path("handelse/<slug:provider>/", links.provider_tells, name="mail-events"),
    re_path(rf"^l/{SECRET}", links.letter, name="letter-link"),
    re_path(rf"^a/{SECRET}", links.refuse, name="letter-refuse"),
    path("<int:pk>/", mailings.mailing, name="mailing"),
    path("<int:pk>/andra/", mailings.change, name="mailing-change"),
    path("<int:pk>/kopiera/", mailings.copy, name="mailing-copy"),
    path("<int:pk>/ta-bort/", mailings.delete, name="mailing-delete"),
    path("<int:pk>/granska/", mailings.preview, name="mailing-preview"),
    path("<int:pk>/prova/", mailings.test, name="mailing-test"),
    path("<int:pk>/mottagare/", recipients.recipients, name="mailing-recipients"),
    path("<int:pk>/mottagare/valj/", recipients.choose, name="mailing-choose"),
    path("<int:pk>/skicka/", sending.send, name="mailing-send"),
    path("<int:pk>/pausa/", sending.pause, name="mailing-pause"),
    path("<int:pk>/fortsatt/", sending.resume, name="mailing-resume"),
    path("<int:pk>/stoppa/", sending.stop, name="mailing-stop"),
    path("<int:pk>/brev/", sending.letters, name="mailing-letters"),
    path("<int:pk>/oklara/", sending.unsettled, name="mailing-unsettled"),
]
