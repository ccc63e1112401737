"""Addresses of the door: what the form sends to, the mailbox, and proofs."""

from django.urls import path

from skyddsnat.tips.filing.views import doors, proofs

urlpatterns = [
    path("in/", doors.take, name="in"),
    path("brevlada/hamta/", doors.collect, name="mailbox-collect"),
    path("brevlada/lagg-till/", doors.add, name="mailbox-add"),
    path("kvitto-nyckel.json", proofs.keys, name="proof-keys"),
    path("kvitto/", proofs.check, name="proof"),
]
