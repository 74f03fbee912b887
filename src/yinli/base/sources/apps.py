from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "yinli.base.sources"
    label = "sources"
