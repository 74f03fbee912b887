from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "yinli.desk.staff"
    label = "staff"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels
        from yinli.base.notices.wording import register_kinds
        from yinli.base.ui.rail import register_entry
        from yinli.base.ui.refusals import register_refusal
        from yinli.desk.staff import invitation_actions
        from yinli.desk.staff.actions import WorkLeft
        from yinli.desk.staff.wording import LABELS, NOTICES, SENTENCES

        # Only who manages people has it on the rail; a staff list is nobody's daily work.
        register_entry(
            key="staff",
            url_name="staff:people",
            label=_("People and units"),
            icon="users-group",
            order=90,
            action="user.manage",
            shortcut="u",
        )
        register_entry(
            key="hand_over",
            url_name="staff:colleagues",
            label=_("Hand over"),
            icon="arrows-exchange",
            order=91,
            action="user.hand_over",
        )
        # A page of base.personal, which stands below the rail.
        register_entry(
            key="retention",
            url_name="personal:past_retention",
            label=_("Past retention"),
            icon="clock-x",
            order=92,
            action="subject.review",
        )
        register_refusal(WorkLeft, 409, "staff/work_left.html")
        register_actions(SENTENCES)
        register_kinds(NOTICES)
        for record_type, labels in LABELS.items():
            register_labels(record_type, labels)
        invitation_actions.register()
