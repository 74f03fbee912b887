from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "yinli.domain.projects"
    label = "projects"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_veil
        from yinli.base.ui.clashes import register_kept_rule
        from yinli.domain.projects.queries import name_may_be_told
        from yinli.domain.projects.wording import tell_history

        register_kept_rule(
            "open_project_has_active_officer",
            _("The officer of this project has just left: an open project needs one who is there."),
            _("Choose another officer for the project."),
        )
        register_kept_rule(
            "nobody_leaves_with_projects",
            _("This person has just been given a project: an account with open projects cannot be closed."),
            _("Hand the project over, then close the account."),
        )
        tell_history()
        register_veil("project", name_may_be_told, _("a confidential project"))
