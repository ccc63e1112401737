"""Addresses of consultations: /kunskap/radgivning/…"""

from django.urls import URLPattern, path

from skyddsnat.knowledge.consultations.views import asking, desk

urlpatterns: list[URLPattern] = [
    path("", asking.start, name="consultations"),
    path("fraga/", asking.ask, name="consultation-ask"),
    path("ko/", desk.queue, name="consultation-queue"),
    path("lank/<str:secret>/", asking.link, name="consultation-link"),
    path("lank/<str:secret>/ta-tillbaka/", asking.link_withdraw, name="consultation-link-withdraw"),
    path("<int:pk>/", desk.consultation, name="consultation"),
    path("<int:pk>/ta/", desk.take, name="consultation-take"),
    path("<int:pk>/lamna/", desk.leave, name="consultation-leave"),
    path("<int:pk>/avsluta/", desk.close, name="consultation-close"),
    path("<int:pk>/oppna/", desk.reopen, name="consultation-reopen"),
    path("<int:pk>/ta-tillbaka/", asking.withdraw, name="consultation-withdraw"),
    path("<int:pk>/lardom/", desk.lesson, name="consultation-lesson"),
    path("<int:pk>/lardom/ta-bort/", desk.lesson_remove, name="consultation-lesson-remove"),
    path("<int:pk>/lardom/bibliotek/", desk.lesson_entry, name="consultation-lesson-entry"),
    path("svar/<int:pk>/ta-tillbaka/", desk.retract, name="consultation-retract"),
]
