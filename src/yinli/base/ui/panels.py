"""What upper apps know about a lower app's record, shown on the lower app's page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from yinli.base.ui.render import partial


@dataclass(frozen=True)
class Panel:
    """A panel of one kind of record.

    `query(viewer, obj)` reads with the viewer's rights and returns the template's context, or None when
    nothing is to be shown; the key `count` in it stands beside the title.
    """

    query: Callable[[object, object], Mapping | None]
    template: str
    title: object
    order: int = 50
    place: str = "main"


@dataclass(frozen=True)
class Shown:
    """A panel with the data it was read with."""

    title: object
    count: int | None
    body: Markup


_panels: dict[str, list[Panel]] = {}


def register_panel(model_label, *fields, **named):
    """Add a panel to the pages of `model_label` ("projects.project"): query, template, title, order, place
    ("main" under the content, "aside" beside it). Called from `AppConfig.ready()`."""
    panel = Panel(*fields, **named)
    registered = _panels.setdefault(model_label.lower(), [])
    if panel not in registered:
        registered.append(panel)
    return panel


def registered(model_label, place="main"):
    """The panels registered for a model and a place, in their order."""
    panels = [panel for panel in _panels.get(model_label.lower(), []) if panel.place == place]
    return sorted(panels, key=lambda panel: panel.order)


def panels_for(request, obj, place="main"):
    """The panels that have something to say to this viewer about `obj`, rendered."""
    shown = []
    for panel in registered(obj._meta.label_lower, place):
        data = panel.query(request.user, obj)
        if data is not None:
            body = Markup(partial(request, panel.template, {**data, "record": obj}))
            shown.append(Shown(panel.title, data.get("count"), body))
    return shown
