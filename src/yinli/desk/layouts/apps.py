from django.apps import AppConfig


class LayoutsConfig(AppConfig):
    name = "yinli.desk.layouts"
    label = "layouts"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions
        from yinli.base.ui.ways_out import WayOut, register_way_out

        register_way_out("projects", WayOut(_("Own layouts"), "layouts:list", "layout-list", "layout.view"))
        register_actions({"layout.create": _("Layout brought in"), "layout.put_away": _("Layout put away")})
