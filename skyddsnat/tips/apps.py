from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "skyddsnat.tips"
    label = "tips"
