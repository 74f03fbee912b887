from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "yinli.desk.intake"
    label = "intake"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.jobs.queue import register_job
        from yinli.base.sources.retelling_actions import register_told
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.base.ui.refusals import register_refusal
        from yinli.desk.intake import jobs, panels
        from yinli.desk.intake.actions import DraftClosed
        from yinli.desk.intake.models import Draft, Item
        from yinli.desk.intake.reviewing import Undecidable
        from yinli.desk.pipeline.actions import AlreadyReported, NobodyOnDuty

        register_entry(
            key="intake",
            url_name="intake:list",
            label=_("Intake"),
            icon="inbox",
            order=20,
            action="intake.view",
            shortcut="i",
        )
        register_job("intake.read", jobs.read, jobs.given_up)
        register_told(Draft, "source")
        register_told(Item, "draft__source")
        # A project is opened as a lead: where nobody can take it, nothing of the document is written.
        register_refusal(AlreadyReported, 409)
        register_refusal(NobodyOnDuty, 409)
        register_refusal(DraftClosed, 409, "intake/closed.html")
        register_refusal(Undecidable, 422, "intake/undecidable.html")
        register_panel(
            "sources.source",
            query=panels.drawn_from,
            template="intake/_panel.html",
            title=_("Drawn from this document"),
            order=20,
        )
