"""Prints what a district's board says and whether its people can log in; run with a database as its owner."""

import json
import sys

import django


def main() -> None:
    """One JSON object: every figure, and the answer to a log-in."""
    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment

    from yinli.base.accounts.models import SYSTEM
    from yinli.core.dates import year
    from yinli.desk.scoreboard.queries import figures
    from yinli.domain.targets.models import Target

    setup_test_environment()
    years = sorted(set(Target.objects.values_list("year", flat=True)))
    from datetime import date

    found = {
        f"{number} {one.indicator.code}": [str(one.value), str(one.also), str(one.target)]
        for number in years
        for one in figures(SYSTEM, year(number), today=date(number, 12, 31))
    }
    answer = Client().post("/accounts/login/", {"login": "officer", "password": "yinli-demo"})
    sys.stdout.write(
        json.dumps({"figures": found, "log-in": [answer.status_code, answer.headers.get("Location")]})
    )


if __name__ == "__main__":
    main()
