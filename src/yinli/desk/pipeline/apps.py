from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "yinli.desk.pipeline"
    label = "pipeline"
