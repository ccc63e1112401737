"""Addresses of this part: none of them tells what somebody has answered."""

from django.urls import URLPattern, path

from skyddsnat.tips.form.views import box, receipt, steps

urlpatterns: list[URLPattern] = [
    path("", steps.form, name="form"),
    path("ord/", receipt.after_sending, name="receipt"),
    path("brevlada/", box.mailbox, name="box"),
]
