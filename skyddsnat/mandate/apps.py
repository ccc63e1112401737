from django.apps import AppConfig


class MandateConfig(AppConfig):
    name = "skyddsnat.mandate"
    label = "mandate"
