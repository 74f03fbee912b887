from django.apps import AppConfig


class TripsConfig(AppConfig):
    name = "yinli.domain.trips"
    label = "trips"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from yinli.base.history.wording import register_actions, register_labels
        from yinli.base.ui.panels import register_panel
        from yinli.base.ui.rail import register_entry
        from yinli.domain.trips import panels, wording

        register_entry(
            key="trips",
            url_name="trips:list",
            label=_("Trips"),
            icon="plane-departure",
            order=50,
            action="trip.view",
            shortcut="r",
        )
        register_panel(
            "visits.visit",
            query=panels.trips_of_visit,
            template="trips/_panel.html",
            title=_("Trip"),
            place="aside",
        )
        register_actions(wording.SENTENCES)
        register_labels("trips.trip", wording.LABELS)
