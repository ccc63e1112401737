from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "skyddsnat.actors"
    label = "actors"
