"""The certificate file, people introduced, and nominations; with those that nearly count."""

from datetime import timedelta

from yinli.base.accounts.models import SYSTEM
from yinli.base.personal.actions import open_subjects
from yinli.demo.names import FIELDS, OCCUPATIONS
from yinli.demo.world import World
from yinli.domain.talents.models import Certificate, Nomination, Talent

HIGH_SKILLED, HIGH_LEVEL, SHORTLISTED = 2815, 434, 50
_COUNTED_LEVELS = ("national", "provincial", "city", "doctor", "doctor", "senior_title", "senior_title")


def add_talents(world: World) -> None:
    """Everything about people who were won or trained."""
    certificates, talents = _certificates(world), list(_talents(world))
    with_subjects("certificate", certificates, "holder")
    with_subjects("talent", talents, "name")
    Certificate.objects.bulk_create(certificates, batch_size=1000)
    talents = Talent.objects.bulk_create(talents, batch_size=1000)
    Nomination.objects.bulk_create(_nominations(world, talents))
    for talent in talents[:60]:
        world.note(
            world.rng.choice(world.people("talent_officer")),
            "talent.create",
            talent,
            talent.created_at.date(),
        )


def with_subjects(kind: str, rows: list, field: str) -> None:
    """Give each row a subject with a key, so that its `field` can be encrypted."""
    people = [{"name": getattr(row, field).reveal()} for row in rows]
    for row, subject in zip(rows, open_subjects(kind, people, by=SYSTEM), strict=True):
        row.subject = subject


def _certificates(world: World):
    rng, rows = world.rng, []
    specs = [({"level": rng.choice((3, 3, 3, 2, 1))}, True) for _ in range(HIGH_SKILLED)]
    for differs, count in (
        ({"level": 4}, 260),
        ({"level": 5}, 120),
        ({"level": 3, "first_this_year": False}, 60),
        ({"level": 3, "in_district": False}, 40),
        ({"level": 2, "valid": False}, 12),
    ):
        specs += [(differs, True)] * count
    specs += [({"level": 3}, False)] * 220
    for number, (differs, this_year) in enumerate(specs, 1):
        on = world.day_this_year() if this_year else world.day_last_year()
        rows.append(
            Certificate(
                **{
                    "number": f"DEMO{on.year}{number:06d}",
                    "person_key": world.person_key(100_000 + number),
                    "holder": world.names.person(),
                    "occupation": rng.choice(OCCUPATIONS),
                    "issued_on": on,
                    "employer": rng.choice(world.enterprises),
                    "batch": f"人社{on:%Y%m}",
                    **differs,
                }
            )
        )
    return rows


def _talents(world: World):
    rng = world.rng
    for number in range(HIGH_LEVEL):
        yield _talent(world, number, {"level": rng.choice(_COUNTED_LEVELS)})
    nearly = (
        ({"level": "master", "ground": "degree_insured"}, 40),
        ({"level": "bachelor", "ground": "degree_insured"}, 20),
        ({"level": "doctor", "ground": "visiting"}, 15),
        ({"level": "city", "in_district": False}, 12),
    )
    number = HIGH_LEVEL
    for differs, count in nearly:
        for _ in range(count):
            yield _talent(world, number, differs)
            number += 1
    for _ in range(30):
        yield _talent(world, number, {"level": "doctor", "introduced_on": world.day_last_year()})
        number += 1


def _talent(world: World, number: int, differs: dict) -> Talent:
    rng, name = world.rng, world.names.person()
    on = differs.get("introduced_on") or world.day_this_year()
    ground = rng.choice(("recognised", "degree_insured"))
    return Talent(
        **{
            "name": name,
            "person_key": world.person_key(number),
            "ground": ground,
            "degree": rng.choice(("博士", "正高级工程师", "副教授", "主任医师")),
            "field": rng.choice(FIELDS),
            "employer": rng.choice(world.enterprises),
            "section": rng.choice(world.of_kind("section")),
            "introduced_on": on,
            "first_insured_on": on - timedelta(days=rng.randint(0, 60)),
            "recorded_by": rng.choice(world.people("talent_officer")),
            "created_at": world.instant(on),
            **differs,
        }
    )


def _nominations(world: World, talents: list[Talent]):
    """A person × programme × batch: some of the fifty are in for two programmes."""
    rng, year = world.rng, world.as_of.year
    people = rng.sample(talents[:HIGH_LEVEL], 46)
    shortlisted = [(person, "国家高层次人才特殊支持计划") for person in people]
    shortlisted += [(person, "国家海外高层次人才工程") for person in people[:4]]
    for number, (person, programme) in enumerate(shortlisted):
        result = ("shortlisted", "shortlisted", "shortlisted", "awarded", "not_awarded")[number % 5]
        yield _nomination(
            world, person, programme, {"result": result, "shortlisted_on": world.day_this_year()}
        )
    others = iter(rng.sample(talents[:HIGH_LEVEL], 120))
    nearly = (
        ({"programme_level": "provincial", "result": "shortlisted"}, "省双创人才计划", 14, True),
        ({"result": "shortlisted", "via_district": False}, "国家高层次人才特殊支持计划·外省", 8, True),
        ({"result": "withdrawn"}, "国家青年人才专项", 6, True),
        ({"result": "nominated"}, "国家青年人才专项", 30, False),
    )
    for differs, programme, count, on_list in nearly:
        for _ in range(count):
            day = {"shortlisted_on": world.day_this_year()} if on_list else {}
            yield _nomination(world, next(others), programme, {**differs, **day})
    for _ in range(9):
        last = {"result": "awarded", "shortlisted_on": world.day_last_year(), "batch": f"{year - 1}年第一批"}
        yield _nomination(world, next(others), "国家高层次人才特殊支持计划", last)


def _nomination(world: World, talent: Talent, programme: str, differs: dict) -> Nomination:
    shortlisted_on = differs.get("shortlisted_on") or world.day_this_year()
    return Nomination(
        **{
            "talent": talent,
            "programme": programme,
            "programme_level": "national",
            "batch": f"{world.as_of.year}年第一批",
            "submitted_on": shortlisted_on - timedelta(days=world.rng.randint(20, 90)),
            **differs,
        }
    )
