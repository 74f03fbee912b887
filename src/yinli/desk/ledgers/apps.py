from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "yinli.desk.ledgers"
    label = "ledgers"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions
        from yinli.base.ui.refusals import register_refusal
        from yinli.base.ui.ways_out import WayOut, register_way_out
        from yinli.desk.ledgers.actions import ReturnClosed
        from yinli.desk.ledgers.taking import taken_for_a_ledger
        from yinli.desk.sheets.bringing import register_taker

        register_taker(taken_for_a_ledger)
        register_way_out(
            "projects", WayOut(_("Ledger to fill in"), "ledgers:new", "table-export", "ledger.hand_out")
        )
        register_refusal(ReturnClosed, 409, "ledgers/closed.html")
        register_actions(
            {
                "ledger.hand_out": _("Ledger handed out"),
                "ledger_return.bring": _("Ledger brought back"),
                "ledger_return.accept": _("Ledger taken over"),
                "ledger_return.undo": _("Ledger taken back"),
                "ledger_return.put_aside": _("Ledger put aside"),
                "ledger_return.bring_new": _("New rows of the ledger brought in"),
            }
        )
