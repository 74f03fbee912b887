"""What upper apps make of the rows of a lower app's list, offered beside its export."""

from dataclasses import dataclass

from yinli.base.accounts.permissions import may


@dataclass(frozen=True)
class WayOut:
    """`label` is a lazy translation, `url_name` the page that takes the list's own address parameters, `icon` a name of
    @tabler/icons, `action` a row of permissions.toml."""

    label: object
    url_name: str
    icon: str
    action: str


_ways: dict[str, list[WayOut]] = {}


def register_way_out(list_key: str, way: WayOut) -> None:
    """Offer `way` above the list with this key. Called from `AppConfig.ready()`."""
    ways = _ways.setdefault(list_key, [])
    if way not in ways:
        ways.append(way)


def ways_out(list_key: str, viewer) -> list[WayOut]:
    """The ways that `viewer` may go."""
    return [way for way in _ways.get(list_key, []) if may(viewer, way.action)]
