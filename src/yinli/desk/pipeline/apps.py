from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "yinli.desk.pipeline"
    label = "pipeline"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_values
        from yinli.base.notices.wording import Kind, register_kinds
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.base.ui.refusals import register_refusal
        from yinli.core.workflow import MoveRefused
        from yinli.desk.pipeline import panels
        from yinli.desk.pipeline.words import project_page
        from yinli.domain.channels.wording import kind_words
        from yinli.domain.projects.actions import NextStepMissing

        register_entry(
            key="projects",
            url_name="pipeline:list",
            label=_("Projects"),
            icon="briefcase",
            order=30,
            action="project.view",
            shortcut="p",
        )
        register_panel(
            "enterprises.enterprise",
            query=panels.projects_of_enterprise,
            template="pipeline/_enterprise_panel.html",
            title=_("Projects"),
            order=10,
        )
        register_values("projects.project", {"channel": kind_words})
        register_actions(
            {
                "saved_view.create": _("Saved the view"),
                "saved_view.edit": _("Renamed or shared the view"),
                "saved_view.drop": _("Threw the view away"),
            }
        )
        register_kinds(
            {
                "project.given": Kind(_("A project was given to you."), "briefcase", project_page),
                "projects.given": Kind(
                    _("%(n)s projects were given to you, this one among them."), "briefcase", project_page
                ),
            }
        )
        register_refusal(MoveRefused, 409, "pipeline/move_refused.html")
        register_refusal(NextStepMissing, 409, "pipeline/next_step_missing.html")
