"""The demo district: 青澜区, which does not exist, with a year of its history.

Everything is composed from lists with a fixed seed; people, enterprises and figures are nobody's.
"""

from datetime import date

from yinli.demo.staff import LOGIN_PEOPLE, PASSWORD

LOGINS = [(username, PASSWORD, who) for username, _, _, _, who in LOGIN_PEOPLE]


def load(as_of: date, seed: int = 20210903) -> None:
    """Write the demo district into an empty database, told on the day `as_of`; all of it or nothing."""
    from yinli.demo.telling import tell

    tell(as_of, seed)
