from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "yinli.domain.projects"
    label = "projects"
