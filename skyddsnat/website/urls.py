"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path

from skyddsnat.guidance.api import favicon, follow_code
from skyddsnat.website import views
from skyddsnat.website.discovery import robots, site_map
from skyddsnat.website.handover import views as handover
from skyddsnat.website.search import views as searches

here = [
    path("", views.home, name="home"),
    path("senare/", views.later, name="later"),
    path("senare/<int:pk>/nu/", views.now, name="now"),
    path("utseende/", views.theme, name="theme"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("prova/", views.demo_sign_in, name="demo_sign_in"),
    path("komponenter/", views.components, name="components"),
    path("halsa/", views.health, name="health"),
    path("lamna-over/", handover.consents, name="consents"),
    path("sok/", searches.start, name="search"),
    path("sok/forslag/", searches.suggestions, name="search-suggestions"),
    path("sok/stjarna/", searches.starred, name="star"),
    path("sok/glom/", searches.forget, name="forget-visits"),
    path("sok/<str:name>/", searches.found, name="found"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((here, "website"))),
    path("konto/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("skyddsnat.core.urls")),
    path("aktorer/", include("skyddsnat.actors.urls")),
    path("uppdrag/", include("skyddsnat.mandate.urls")),
    path("uppdrag/<slug:slug>/ekonomi/", include("skyddsnat.economy.urls")),
    path("uppdrag/<slug:slug>/laget/", include("skyddsnat.insight.overview.urls")),
    path("uppdrag/<slug:slug>/indikatorer/", include("skyddsnat.insight.urls")),
    path("statistik/", include("skyddsnat.insight.statistics.urls")),
    path("oppna-data/", include("skyddsnat.insight.opendata.urls")),
    path("uppdrag/<slug:slug>/rapport/", include("skyddsnat.reporting.urls")),
    path("kunskap/", include("skyddsnat.knowledge.urls")),
    path("bransch/", include("skyddsnat.industry.urls")),
    path("tips/", include("skyddsnat.tips.urls")),
    path("samverkan/", include("skyddsnat.cooperation.urls")),
    path("publikt/", include("skyddsnat.guidance.desk_urls")),
    path("redaktion/", include("skyddsnat.guidance.editing_urls")),
    re_path(r"^[kK]/(?P<code>\w{1,20})/?$", follow_code, name="code"),
    path("sitemap.xml", site_map, name="sitemap"),
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", robots, name="robots"),
    *i18n_patterns(path("", include("skyddsnat.guidance.urls"))),
]

handler400 = "skyddsnat.website.views.bad_request"
handler403 = "skyddsnat.website.views.forbidden"
handler404 = "skyddsnat.website.views.not_found"
