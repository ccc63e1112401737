"""Addresses of the exchange: /samverkan/utbyte/…, and the links for answers, /samverkan/svar/…"""

from django.urls import URLPattern, path

from skyddsnat.cooperation.exchange.views import answer, keys, links, lists, parcel, proposals, sharing

urlpatterns: list[URLPattern] = [
    path("utbyte/", lists.exchange, name="exchange"),
    path("utbyte/nycklar/", keys.authorities, name="exchange-keys"),
    path("utbyte/nyckel/", keys.my_key, name="exchange-my-key"),
    path("utbyte/nyckel/kapslar/", keys.my_keys, name="exchange-my-keys"),
    path("utbyte/nyckel/spara/", keys.key_keep, name="exchange-key-keep"),
    path("utbyte/nyckel/skydd/", keys.key_guard, name="exchange-key-guard"),
    path("utbyte/myndighet/<int:pk>/", keys.authority, name="exchange-authority"),
    path("utbyte/myndighet/<int:pk>/nyckel/", keys.authority_key, name="exchange-authority-key"),
    path("utbyte/myndighet/<int:pk>/dela/", keys.authority_share, name="exchange-authority-share"),
    path("utbyte/arende/<uuid:pk>/", lists.case, name="exchange-case"),
    path("utbyte/arende/<uuid:pk>/dela/", sharing.share, name="exchange-share"),
    path("utbyte/arende/<uuid:pk>/skicka/", sharing.send, name="exchange-send"),
    path("utbyte/arende/<uuid:pk>/lank/", links.link_new, name="exchange-link-new"),
    path("utbyte/lank/<uuid:pk>/stang/", links.link_close, name="exchange-link-close"),
    path("utbyte/forsandelse/<uuid:pk>/", parcel.parcel, name="exchange-parcel"),
    path("utbyte/forsandelse/<uuid:pk>/oppna/", parcel.opened, name="exchange-open"),
    path("utbyte/forsandelse/<uuid:pk>/kvittera/", parcel.acknowledge, name="exchange-acknowledge"),
    path("utbyte/forsandelse/<uuid:pk>/svara/", parcel.answer, name="exchange-answer"),
    path("utbyte/forsandelse/<uuid:pk>/aterkalla/", parcel.withdraw, name="exchange-withdraw"),
    path(
        "utbyte/forsandelse/<uuid:pk>/aterkalla/<slug:field>/",
        parcel.withdraw,
        name="exchange-withdraw-field",
    ),
    path("utbyte/svar/<uuid:pk>/", proposals.proposal, name="exchange-proposal"),
    path("utbyte/svar/<uuid:pk>/avsta/", proposals.decline, name="exchange-decline"),
    path("svar/<str:secret>/", answer.answer_link, name="answer-link"),
]
