from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "yinli.desk.learning"
    label = "learning"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_values
        from yinli.base.ui.rail import register_entry
        from yinli.base.ui.refusals import register_refusal
        from yinli.desk.intake.seams import on_decided, read_without
        from yinli.desk.learning import actions, queries, wording

        # On the rail of those who switch; everybody else comes by Intake.
        register_entry(
            key="learning",
            url_name="learning:figures",
            label=_("Learning"),
            icon="bulb",
            order=90,
            action="learning.switch",
        )
        read_without(queries.switched_off)
        on_decided(actions.settle)
        register_actions(wording.SENTENCES)
        register_values("learning.switch", {"code": wording.name_of})
        register_refusal(actions.NoSuchRule, 404)
