from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "yinli.domain.projects"
    label = "projects"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_veil
        from yinli.domain.projects.queries import name_may_be_told
        from yinli.domain.projects.wording import tell_history

        tell_history()
        register_veil("project", name_may_be_told, _("a confidential project"))
