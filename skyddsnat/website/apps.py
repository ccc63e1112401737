from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "skyddsnat.website"
    label = "website"
