from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "skyddsnat.knowledge"
    label = "knowledge"
