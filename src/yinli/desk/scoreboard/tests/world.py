"""Small worlds of rows for tests of counting: random ones around every threshold, and rows made to order."""

import random
from datetime import date, timedelta
from decimal import Decimal

from yinli.base.accounts.models import SYSTEM
from yinli.base.personal.actions import open_subject
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.enterprises.models import Registration
from yinli.domain.projects.models import Project, ProjectFact
from yinli.domain.talents.models import Certificate, Nomination, Talent

FACTS = (
    "city_recognition", "investment_agreement", "investment_lease", "partnership_agreement", "framework_agreement",
    "registered", "construction_started", "moved_in", "amac_filing", "construction_completed", "capital_paid_in",
    "fixed_assets_recorded",
)  # fmt: skip
AMOUNTS = (None, 49_999_999, 50_000_000, 199_999_999, 200_000_000, 999_999_999, 1_000_000_000, 4_999_999_999,
           5_000_000_000)  # fmt: skip
MONEY = (
    "planned_investment_yuan", "fixed_asset_investment_yuan", "registered_capital_yuan", "paid_in_yuan",
    "paid_in_due_yuan", "used_foreign_capital_yuan",
)  # fmt: skip


class World:
    """Rows of every kind; `cast` owns them, `seed` decides them."""

    def __init__(self, cast, seed=1):
        self.cast = cast
        self.random = random.Random(seed)
        self.enterprise, _ = add_enterprise(f"起点样本{seed}科技有限公司", by=cast.bureau_person)
        self.made = 0

    def day(self):
        """Some day of 2025 or 2026, New Year among them more often than chance."""
        edge = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 8), date(2026, 9, 9))
        some = date(2025, 1, 1) + timedelta(days=self.random.randrange(650))
        return self.random.choice((*edge, some, some, some, some))

    def project(self, facts=None, **values):
        """A project with the given facts (kind → day)."""
        self.made += 1
        row = Project.objects.create(
            **{
                "name": f"样本项目{self.made}",
                "enterprise": self.enterprise,
                "stage_since_on": date(2026, 1, 1),
                "officer": self.cast.north_officer,
                "lead_unit": self.cast.north,
                "next_step": "跟进",
                "next_step_due_on": date(2026, 9, 9),
                **values,
            }
        )
        ProjectFact.objects.bulk_create(
            [ProjectFact(project=row, kind=kind, happened_on=on) for kind, on in (facts or {}).items()]
        )
        return row

    def big_one(self, **values):
        """A project that counts as major industry of at least ¥5 bn in 2026, unless `values` say otherwise."""
        facts = values.pop(
            "facts", {"investment_agreement": date(2026, 2, 1), "registered": date(2026, 3, 1)}
        )
        named = {"category": "major_industry", "planned_investment_yuan": Decimal(5_000_000_000), **values}
        return self.project(facts, **named)

    def registration(self, **values):
        """A registration that counts at ¥100 m in 2026."""
        self.made += 1
        given = {
            "name": f"样本企业{self.made}",
            "credit_code": f"TEST{self.made:014d}",
            "registered_on": date(2026, 3, 1),
            "registered_capital_yuan": Decimal(100_000_000),
            "section": self.cast.north,
            "source_verified": True,
            **values,
        }
        return Registration.objects.create(**given)

    def certificate(self, **values):
        """A certificate that counts in 2026."""
        self.made += 1
        given = {
            "number": f"C{self.made}",
            "person_key": f"person{self.made}",
            "holder": "样本",
            "occupation": "电工",
            "level": 3,
            "issued_on": date(2026, 3, 1),
            **values,
        }
        subject = open_subject("certificate", {"name": given["holder"]}, by=SYSTEM)
        return Certificate.objects.create(subject=subject, **given)

    def talent(self, **values):
        """A talent that counts in 2026."""
        self.made += 1
        given = {
            "name": f"样本人{self.made}",
            "person_key": f"talent{self.made}",
            "level": "city",
            "ground": "recognised",
            "introduced_on": date(2026, 3, 1),
            "section": self.cast.north,
            **values,
        }
        subject = open_subject("talent", {"name": given["name"]}, by=SYSTEM)
        return Talent.objects.create(subject=subject, **given)

    def nomination(self, talent=None, **values):
        """A nomination that counts in 2026."""
        self.made += 1
        given = {
            "talent": talent or self.talent(),
            "programme": "国家工程",
            "programme_level": "national",
            "batch": f"第{self.made}批",
            "submitted_on": date(2026, 1, 5),
            "shortlisted_on": date(2026, 3, 1),
            "result": "shortlisted",
            **values,
        }
        return Nomination.objects.create(**given)

    def fill(self, count=40):
        """`count` random rows of every kind."""
        pick = self.random.choice
        for _number in range(count):
            self._random_project(pick)
            yes = lambda: self.random.random() < 0.8  # noqa: E731
            self.registration(
                registered_on=self.day(), registered_capital_yuan=Decimal(pick(AMOUNTS[1:7]) // pick((1, 5))),
                is_new=yes(), in_district=yes(), source_verified=yes(), status=pick(("existing", "existing", "revoked")),
            )  # fmt: skip
            self.certificate(
                person_key=f"p{self.random.randrange(count // 2)}", level=pick((1, 2, 3, 3, 4, 5)),
                issued_on=self.day(), first_this_year=yes(), valid=yes(), in_district=yes(),
            )  # fmt: skip
            someone = self.talent(
                level=pick(("city", "doctor", "bachelor")), ground=pick(("recognised", "degree_insured", "visiting")),
                introduced_on=self.day(), in_district=yes(),
            )  # fmt: skip
            self.nomination(
                someone, programme_level=pick(("national", "national", "city")), shortlisted_on=self.day(),
                result=pick(("nominated", "shortlisted", "awarded", "not_awarded")), via_district=yes(),
            )  # fmt: skip

    def _random_project(self, pick):
        status = pick(("active", "active", "paused", "lost"))
        self.project(
            {kind: self.day() for kind in FACTS if self.random.random() < 0.6},
            track=pick(Project.Track.values),
            category=pick((*Project.Category.values, "")),
            status=status,
            status_reason="" if status == "active" else "other",
            completion_due_on=pick((None, self.day())),
            replaced=self.random.random() < 0.2,
            expands=pick((None, None, None, Project.objects.order_by("pk").first())),
            **{name: pick(AMOUNTS) for name in MONEY},
        )
