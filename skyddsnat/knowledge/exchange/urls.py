"""Addresses of the exchange: /kunskap/utbyte/…"""

from django.urls import URLPattern, path

from skyddsnat.knowledge.exchange import moderation_views, views

urlpatterns: list[URLPattern] = [
    path("", views.exchange, name="exchange"),
    path("fraga/", views.ask, name="exchange-ask"),
    path("granska/", moderation_views.moderate, name="exchange-moderate"),
    path("bevaka/<slug:subject>/", views.follow, name="exchange-follow"),
    path("sluta/<str:secret>/", views.stop, name="exchange-stop"),
    path("<int:pk>/", views.question, name="exchange-question"),
    path("inlagg/<int:pk>/andra/", views.change, name="exchange-change"),
    path("inlagg/<int:pk>/lagg-till/", views.add, name="exchange-add"),
    path("inlagg/<int:pk>/ta-tillbaka/", views.turn, {"on": False}, name="exchange-withdraw"),
    path("inlagg/<int:pk>/visa-igen/", views.turn, {"on": True}, name="exchange-put-back"),
    path("inlagg/<int:pk>/hjalpte/", views.helped, {"on": True}, name="exchange-helped"),
    path("inlagg/<int:pk>/hjalpte-inte/", views.helped, {"on": False}, name="exchange-helped-not"),
    path("inlagg/<int:pk>/anmal/", moderation_views.report, name="exchange-report"),
    path("inlagg/<int:pk>/visa/", moderation_views.approve, name="exchange-approve"),
    path("inlagg/<int:pk>/dolj/", moderation_views.hide, name="exchange-hide"),
]
