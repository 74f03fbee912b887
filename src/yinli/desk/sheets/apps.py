from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "yinli.desk.sheets"
    label = "sheets"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions
        from yinli.base.jobs.queue import register_job
        from yinli.base.notices.wording import Kind, register_kinds
        from yinli.base.sources.retelling_actions import register_told
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.base.ui.refusals import register_refusal
        from yinli.desk.pipeline.words import project_page
        from yinli.desk.sheets import jobs, panels
        from yinli.desk.sheets.actions import SheetClosed
        from yinli.desk.sheets.models import SheetRow

        register_entry(
            key="sheets",
            url_name="sheets:list",
            label=_("Sheets"),
            icon="table-import",
            order=25,
            action="sheet_import.view",
        )
        register_actions(
            {
                "sheet_import.bring": _("Sheet brought in"),
                "sheet_import.read_as": _("Columns of the sheet corrected"),
                "sheet_import.start": _("Import started"),
                "sheet_import.settle": _("Work on the sheet ended"),
                "sheet_import.correct": _("Row of the sheet corrected"),
                "sheet_import.undo": _("Undo of the import started"),
                "sheet_import.put_aside": _("Sheet put aside"),
            }
        )
        register_told(SheetRow, "sheet_import__source")
        register_refusal(SheetClosed, 409, "sheets/closed.html")
        register_job("sheets.check", jobs.check, jobs.given_up)
        register_job("sheets.write", jobs.write, jobs.given_up)
        register_job("sheets.undo", jobs.undo, jobs.given_up)
        register_kinds(
            {
                "sheets.given": Kind(
                    _("%(n)s projects of a sheet were given to you."), "table-import", project_page
                )
            }
        )
        register_panel(
            "projects.project",
            query=panels.came_from,
            template="sheets/_panel.html",
            title=_("Came from a sheet"),
            order=30,
        )
