from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "yinli.domain.projects"
    label = "projects"

    def ready(self):
        from yinli.domain.projects.wording import tell_history

        tell_history()
