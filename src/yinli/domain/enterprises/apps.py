from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    name = "yinli.domain.enterprises"
    label = "enterprises"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.personal.actions import Erased, NoReason
        from yinli.base.personal.holders import Holder, register_holder
        from yinli.base.personal.keystore import KeyGone
        from yinli.base.ui.rail import register_entry
        from yinli.base.ui.refusals import register_refusal
        from yinli.domain.enterprises import wording
        from yinli.domain.enterprises.actions import forget_contact
        from yinli.domain.enterprises.models import Contact

        register_entry(
            key="enterprises",
            url_name="enterprises:list",
            label=_("Enterprises"),
            icon="building-factory-2",
            order=40,
            action="enterprise.view",
            shortcut="e",
        )
        register_refusal(Erased, 410, "personal/refused_erased.html")
        register_refusal(KeyGone, 410, "personal/refused_erased.html")
        register_refusal(NoReason, 422)
        register_holder(
            Holder(
                Contact, wording.contact_page, wording.what_stays, forget_contact, lambda row: row.enterprise
            )
        )
        register_actions(wording.SENTENCES)
        register_labels("enterprises.enterprise", wording.LABELS)
        register_labels("enterprises.contact", wording.CONTACT_LABELS)
        register_values("enterprises.enterprise", wording.VALUES)
