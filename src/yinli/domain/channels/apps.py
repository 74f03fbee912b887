from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "yinli.domain.channels"
    label = "channels"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.repointing import goes_whole
        from yinli.base.history.wording import register_actions, register_labels, register_values
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.domain.channels import panels, wording
        from yinli.domain.channels.models import Attribution

        register_entry(
            key="channels",
            url_name="channels:list",
            label=_("Channels"),
            icon="route",
            order=55,
            action="channel.view",
            shortcut="c",
        )
        register_panel(
            "projects.project",
            query=panels.channel_of_project,
            template="channels/_panel.html",
            title=_("Channel"),
            order=15,
            place="aside",
        )
        register_actions(wording.SENTENCES)
        for model in ("channels.channel", "channels.award"):
            register_labels(model, wording.LABELS)
        register_labels("projects.project", {"by_channel": wording.LABELS["by_channel"]})
        register_values("channels.channel", {"kind": wording.kind_words, "yuan": wording.yuan_words})
        register_values("channels.award", {"yuan": wording.yuan_words})
        # A project came by one channel: that of the project that stays is it.
        goes_whole(Attribution)
