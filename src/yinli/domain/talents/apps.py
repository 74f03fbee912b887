from django.apps import AppConfig


class TalentsConfig(AppConfig):
    name = "yinli.domain.talents"
    label = "talents"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.personal.holders import Holder, register_holder
        from yinli.base.personal.panels import access_log
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.domain.talents import panels, wording
        from yinli.domain.talents.actions import forget_person
        from yinli.domain.talents.models import Certificate, Talent

        register_entry(
            key="talents",
            url_name="talents:list",
            label=_("Talent"),
            icon="school",
            order=70,
            action="talent.view",
            shortcut="l",
        )
        register_panel(
            "enterprises.enterprise",
            query=panels.talents_of_enterprise,
            template="talents/_panel.html",
            title=_("Talent"),
            order=60,
        )
        register_holder(Holder(Talent, wording.talent_page, wording.what_stays, forget_person))
        register_holder(
            Holder(Certificate, wording.certificate_page, wording.certificate_stays, forget_person)
        )
        register_panel(
            "talents.talent",
            query=access_log,
            template="personal/_panel.html",
            title=_("Access log"),
            order=90,
            place="aside",
        )
        register_actions(wording.SENTENCES)
        register_labels("talents.talent", wording.LABELS | wording.TALENT_LABELS)
        register_labels("talents.certificate", wording.CERTIFICATE_LABELS)
        register_values("talents.talent", wording.VALUES)
