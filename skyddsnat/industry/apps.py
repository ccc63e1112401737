from django.apps import AppConfig


class IndustryConfig(AppConfig):
    name = "skyddsnat.industry"
    label = "industry"
