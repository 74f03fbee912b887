from django.apps import AppConfig


class FirstReportConfig(AppConfig):
    name = "yinli.domain.first_report"
    label = "first_report"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.repointing import goes_whole
        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.notices.wording import Kind, register_kinds
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.refusals import register_refusal
        from yinli.domain.first_report import panels, wording
        from yinli.domain.first_report.actions import Clash
        from yinli.domain.first_report.models import CreditShare

        register_panel(
            "projects.project",
            query=panels.report_of_project,
            template="first_report/_panel.html",
            title=_("First report"),
            order=10,
            place="aside",
        )
        register_actions(wording.SENTENCES)
        for model in ("first_report.report", "first_report.dispute"):
            register_labels(model, wording.LABELS)
        register_values("first_report.dispute", {"ruling": wording.ruling_words})
        register_kinds(
            {
                "dispute.opened": Kind(_("A first report is disputed."), "scale", wording.dispute_page),
                "dispute.ruled": Kind(_("A dispute was ruled."), "scale", wording.dispute_page),
            }
        )
        register_refusal(Clash, 409)
        # Shares add up to 100 in one project: those of two never mix.
        goes_whole(CreditShare)
