from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "skyddsnat.economy"
    label = "economy"
