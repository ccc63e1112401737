"""Addresses of the receivers' room, below /tips/mottagare/, and of the frame that staff keep of receivers."""

from django.urls import URLPattern, path

from skyddsnat.tips.room.views import frame, handing, inbox, keys, sheets, successor, team, tip, venue

urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="room-inbox"),
    path("nyckel/", keys.my_key, name="my-key"),
    path("nyckel/kapslar/", keys.my_keys, name="my-keys"),
    path("nyckel/spara/", keys.key_keep, name="key-keep"),
    path("nyckel/skydd/", keys.key_guard, name="key-guard"),
    path("nyckel/forra/", keys.key_back, name="key-back"),
    path("lag/", team.teams, name="teams"),
    path("lag/<int:pk>/", team.team, name="team"),
    path("lag/<int:pk>/nyckel/", team.team_key, name="team-key"),
    path("lag/<int:pk>/dela/", team.team_share, name="team-share"),
    path("lag/<int:pk>/tur/", team.turn, name="team-turn"),
    path("lag/<int:pk>/aterstall/", sheets.recovery, name="recovery"),
    path("lag/<int:pk>/aterstall/kapslar/", sheets.recovery_keys, name="recovery-keys"),
    path("lag/<int:pk>/aterstall/spara/", sheets.recover, name="recover"),
    path("lag/<int:pk>/prova-blad/", sheets.drill, name="drill"),
    path("lag/<int:pk>/prova-blad/klart/", sheets.drilled, name="drilled"),
    path("lag/<int:pk>/nya-blad/", sheets.new_sheets, name="new-sheets"),
    path("lag/<int:pk>/nya-blad/spara/", sheets.sheets_keep, name="sheets-keep"),
    path("lag/<int:pk>/efter-oss/", successor.successor, name="successor"),
    path("lag/<int:pk>/efter-oss/ja/", successor.successor_new, name="successor-new"),
    path("lag/<int:pk>/efter-oss/bekrafta/", successor.successor_confirm, name="successor-confirm"),
    path("lag/<int:pk>/efter-oss/ta-tillbaka/", successor.successor_take_back, name="successor-take-back"),
    path("installning/", frame.receivers, name="frame"),
    path("installning/ny/", frame.receiver_new, name="frame-new"),
    path("installning/<int:pk>/", frame.receiver, name="frame-receiver"),
    path("installning/<int:pk>/andra/", frame.receiver_change, name="frame-change"),
    path("installning/<int:pk>/pa/", frame.switch_on, name="frame-on"),
    path("installning/<int:pk>/av/", frame.switch_off, name="frame-off"),
    path("installning/<int:pk>/medlem/", frame.member_add, name="frame-member-add"),
    path(
        "installning/<int:pk>/medlem/<int:member>/ta-bort/", frame.member_remove, name="frame-member-remove"
    ),
    path("<uuid:pk>/", tip.tip, name="room-tip"),
    path("<uuid:pk>/forseglat/", tip.sealed, name="room-sealed"),
    path("<uuid:pk>/ta/", tip.take, name="room-take"),
    path("<uuid:pk>/ge/", tip.give, name="room-give"),
    path("<uuid:pk>/svara/", tip.answer, name="room-answer"),
    path("<uuid:pk>/anteckna/", tip.note, name="room-note"),
    path("<uuid:pk>/last/", tip.read, name="room-read"),
    path("<uuid:pk>/arbetsplats/", venue.venue, name="room-venue"),
    path("<uuid:pk>/avsluta/", tip.close, name="room-close"),
    path("<uuid:pk>/oppna/", tip.reopen, name="room-reopen"),
    path("<uuid:pk>/tid/<slug:timer>/pausa/", tip.pause, name="room-pause"),
    path("<uuid:pk>/tid/<slug:timer>/fortsatt/", tip.resume, name="room-resume"),
    path("<uuid:pk>/lamna-over/", handing.handing, name="room-hand-over"),
    path("<uuid:pk>/lamna-over/skicka/", handing.handed, name="room-handed"),
]
