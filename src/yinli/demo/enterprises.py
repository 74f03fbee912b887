"""Two thousand enterprises with other names, people and facts; and the registration file."""

from datetime import date
from decimal import Decimal

from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.personal.actions import open_subjects
from yinli.base.personal.marks import name_mark
from yinli.demo.names import SECTORS, brand
from yinli.demo.world import World
from yinli.domain.enterprises.actions import name_fields
from yinli.domain.enterprises.models import Alias, Contact, Enterprise, EnterpriseFact, Registration

COUNT = 2000
_TITLES = ("总经理", "副总经理", "董事长助理", "投资总监", "战略发展部部长", "政府事务负责人", "创始人")
_BOARDS = ("上海证券交易所科创板", "深圳证券交易所创业板", "香港联合交易所主板", "北京证券交易所")

# (near-miss or counted, how many, what differs). 22 of the counted reach 100 m yuan, the rest 10 m.
LANDED, REGISTERED = 22, 431


def add_enterprises(world: World) -> None:
    """The enterprises, their short names and who answers there."""
    reporters = world.people("officer")
    rows = [_enterprise(world, world.rng.choice(reporters)) for _ in range(COUNT)]
    world.enterprises = Enterprise.objects.bulk_create(rows)
    _add_groups(world)
    Alias.objects.bulk_create([_alias(row) for row in world.enterprises if world.rng.random() < 0.4])
    _add_contacts(world)
    _add_facts(world)
    for row in world.enterprises:
        world.note(row.reported_by, "enterprise.create", row, row.created_at.date(), after={"name": row.name})


def _enterprise(world: World, reporter) -> Enterprise:
    name, city, sector = world.names.enterprise()
    return Enterprise(
        **name_fields(name),
        credit_code=world.credit_code(),
        kind="fund" if SECTORS[sector][1] == "fund" else "enterprise",
        city=city,
        industries=[SECTORS[sector][0]],
        about=f"主营{SECTORS[sector][0]}，总部在{city}。",
        reported_by=reporter,
        created_at=world.instant(world.days_ago(0, 365)),
    )


def _add_groups(world: World) -> None:
    heads = world.rng.sample(world.enterprises, 40)
    children = []
    for head in heads:
        for child in world.rng.sample(world.enterprises, 2):
            if child not in heads and child.parent_id is None:
                child.parent = head
                children.append(child)
    Enterprise.objects.bulk_update(children, ["parent"])


def _alias(row: Enterprise) -> Alias:
    fields = name_fields(brand(row.name))
    return Alias(enterprise=row, name=fields["name"], name_normal=fields["name_normal"])


def _add_contacts(world: World) -> None:
    """Who answers where, once a name; each with a key of their own."""
    told = {}
    for row in world.enterprises:
        for _ in range(world.rng.choice((0, 1, 1, 2))):
            words = _contact(world)
            told.setdefault((row.pk, words["name"]), (row, words))
    subjects = open_subjects("contact", [words for _, words in told.values()], by=SYSTEM)
    Contact.objects.bulk_create(
        Contact(enterprise=row, subject=subject, name_mark=name_mark(words["name"]), **words)
        for (row, words), subject in zip(told.values(), subjects, strict=True)
    )


def _contact(world: World) -> dict[str, str]:
    return {
        "name": world.names.person(),
        "title": world.rng.choice(_TITLES),
        # 199 0000 …: a number range for examples, given to nobody.
        "phone": f"1990000{world.rng.randrange(10000):04d}",
        "email": f"contact{world.rng.randrange(100000)}@enterprise.example",
    }


def _add_facts(world: World) -> None:
    facts = []
    for row in world.rng.sample(world.enterprises, 120):
        year, board = world.rng.randint(2001, world.as_of.year - 1), world.rng.choice(_BOARDS)
        facts.append(EnterpriseFact(enterprise=row, kind="listed", text=f"{year}年在{board}上市", year=year))
    for row in world.enterprises:
        if row.parent_id:
            facts.append(
                EnterpriseFact(
                    enterprise=row, kind="subsidiary_of", text=f"{row.parent.name}控股", other=row.parent
                )
            )
    EnterpriseFact.objects.bulk_create(facts)


def add_registrations(world: World) -> None:
    """The regulator's file: 431 that count, 22 of them at 100 m yuan or more, and others that nearly do."""
    rows = [_registration(world, *spec) for spec in _registration_specs(world)]
    Registration.objects.bulk_create(rows)


def _registration_specs(world: World):
    """(capital in 10,000 yuan, day, what differs)."""
    large = [
        10_000,
        10_000,
        *(world.rng.choice((12_000, 15_000, 20_000, 30_000, 50_000)) for _ in range(LANDED - 2)),
    ]
    small = [1_000] * 120 + [
        world.rng.choice((1_200, 1_500, 2_000, 3_000, 5_000, 8_000, 9_999))
        for _ in range(REGISTERED - LANDED - 120)
    ]
    for capital in large + small:
        yield capital, world.day_this_year(), {}
    for capital in (15_000, 2_000):
        yield from _nearly(world, capital)
    for _ in range(120):
        yield world.rng.choice((50, 100, 200, 500, 800, 999)), world.day_this_year(), {}
    for _ in range(140):
        yield world.rng.choice((1_000, 2_000, 10_000)), world.day_last_year(), {}


def _nearly(world: World, capital: int):
    """Rows that miss one clause each: moved within the district, closed, unverified, elsewhere."""
    for differs in (
        {"is_new": False},
        {"status": "cancelled"},
        {"status": "revoked"},
        {"source_verified": False},
        {"in_district": False},
    ):
        for _ in range(4):
            yield capital, world.day_this_year(), differs


def _registration(world: World, capital: int, on: date, differs: dict) -> Registration:
    name, _, _ = world.names.enterprise()
    sections: list[Unit] = world.of_kind("section")
    return Registration(
        **{
            # Registered here, so the name carries the city of the district.
            "name": "澜州" + name[2:],
            "credit_code": world.credit_code(),
            "registered_on": on,
            "registered_capital_yuan": Decimal(capital) * 10_000,
            "section": world.rng.choice(sections),
            "source_verified": True,
            "batch": f"市监{on:%Y%m}",
            **differs,
        }
    )
