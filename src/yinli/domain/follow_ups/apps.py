from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "yinli.domain.follow_ups"
    label = "follow_ups"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels
        from yinli.base.jobs.queue import register_hourly
        from yinli.base.notices.wording import register_kinds
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.domain.follow_ups import jobs, panels, wording

        register_entry(
            key="follow_ups",
            url_name="follow_ups:list",
            label=_("Follow-ups"),
            icon="checklist",
            order=65,
            action="follow_up.view",
            shortcut="f",
        )
        register_panel(
            "projects.project",
            query=panels.follow_ups_of_project,
            template="follow_ups/_panel.html",
            title=_("Follow-ups"),
            order=40,
        )
        register_hourly("follow_ups.tell_further", jobs.tell_further)
        register_actions(wording.SENTENCES)
        register_kinds(wording.NOTICES)
        register_labels("follow_ups.followup", wording.LABELS)
