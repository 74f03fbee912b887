"""The projects that make the year's figures, and those that miss them by one thing.

The closing figures of the year so far: 1 major industry project of 5 bn yuan or more, 2 of 1 bn or more
(the first among them), 2 functional services of 200 m, 10 emerging of 50 m. They come out of counting these
rows by rules/indicators.toml; nothing here is told to the scoreboard.
"""

from datetime import timedelta
from decimal import Decimal

from yinli.demo.projects import YI, Plan
from yinli.demo.world import World

# Category → planned investments (in 100 m yuan) of the projects that count this year. One stands exactly on
# each threshold, so that moving the threshold moves the figure.
COUNTED = {
    "major_industry": ("50", "10"),
    "functional_service": ("2", "3.6"),
    "emerging": ("0.5", "0.6", "0.8", "0.8", "1.2", "1.5", "1.8", "2.2", "2.6", "4"),
}
_TRACK = {"major_industry": "industry", "functional_service": "service", "emerging": "leased"}
# Just below each threshold.
_BELOW = {"major_industry": "9.9", "functional_service": "1.98", "emerging": "0.495"}


def counted_plans(world: World):
    """Plans of the projects that count, nearly count, or counted last year."""
    for category, amounts in COUNTED.items():
        for number, amount in enumerate(amounts):
            yield _counted(world, category, Decimal(amount) * YI, recognised=number % 2 == 0)
    for category in COUNTED:
        for amount in _near_amounts(category):
            yield from _near_misses(world, category, amount * YI)
    yield from _troubled(world)


def _near_amounts(category: str) -> tuple[Decimal, ...]:
    # 5 bn and 1 bn are two rules: each gets near-misses of its own.
    most = Decimal(COUNTED[category][0])
    return (most, Decimal(12)) if category == "major_industry" else (most * 2,)


def _counted(world: World, category: str, planned: Decimal, recognised: bool = True, **differs) -> Plan:
    """A project with a contract and a registration; recognised by the city, or signed and registered."""
    day = differs.pop("day", None) or world.day_this_year()
    early = day - timedelta(days=12)
    contract = "entry_agreement" if _TRACK[category] == "leased" else "investment_agreement"
    return Plan(
        **{
            "stage": "registered",
            "track": _TRACK[category],
            "category": category,
            "planned": planned,
            "until": day,
            "recognised_on": day if recognised else None,
            "extra": {contract: early, "registered": day},
            **differs,
        }
    )


def _near_misses(world: World, category: str, planned: Decimal):
    yield _counted(world, category, Decimal(_BELOW[category]) * YI)
    yield _counted(world, category, planned, day=world.day_last_year())
    yield _counted(world, category, planned, day=world.day_last_year(), recognised=False)
    yield _counted(world, category, planned, status="lost")
    yield _counted(world, category, planned, values={"channel": "expansion"})
    yield _counted(world, category, planned, values={"replaced": True})
    yield _counted(world, category, planned, values={"category": ""})
    # Signed, and not registered yet: nothing to count.
    yield _counted(world, category, planned, recognised=False, stage="signed", without=("registered",))


def _troubled(world: World):
    """Under contract, built and paid this year, and yet outside a rule by one thing."""
    for differs in ({"status": "lost"}, {"values": {"replaced": True}}, {"values": {"channel": "expansion"}}):
        for foreign in (True, False, True, False, True):
            yield _complete(world, foreign, **differs)
    for _ in range(5):  # the papers of the contract are missing
        contract = ("investment_agreement", "entry_agreement", "investment_lease", "partnership_agreement")
        yield _complete(world, False, without=contract)
    for _ in range(5):  # no sum was agreed to be due
        yield _complete(world, False, values={"paid_in_due_yuan": None})


def _complete(world: World, foreign: bool, **differs) -> Plan:
    day = world.day_this_year()
    paid = Decimal("0.8") * YI
    values = {
        "paid_in_due_yuan": YI,
        "paid_in_yuan": paid,
        "used_foreign_capital_yuan": paid if foreign else None,
        "fixed_asset_investment_yuan": 2 * YI,
        "completion_due_on": day,
        **differs.pop("values", {}),
    }
    # The contract lies within the twelve months before, whatever the day.
    extra = {"capital_paid_in": day, "fixed_assets_recorded": day, "investment_agreement": day}
    return Plan(
        stage="completed",
        track="industry",
        planned=Decimal("6") * YI,
        until=day,
        extra=extra,
        values=values,
        **differs,
    )
