from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "skyddsnat.cooperation"
    label = "cooperation"
