"""How each address of the house is knocked at: on which row, with what typed in, and what would show it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.matrix.rows import CLOSED, PLAIN, TODAY, Rows
from yinli.desk.staff.handover_forms import HandOverForm

DAY = TODAY.isoformat()
# Noun → in which relations there is a row of it.
RELATIONS = {
    "project": CLOSED,
    "stopped_project": CLOSED,
    "enterprise": PLAIN,
    "contact": PLAIN,
    "visit": CLOSED,
    "trip": PLAIN,
    "agreement": CLOSED,
    "project_agreement": CLOSED,
    "follow_up": (*CLOSED, "matter"),
    "answered": (*CLOSED, "matter"),
    "talent": PLAIN,
    "certificate": ("other",),
    "source": CLOSED,
    "span": CLOSED,
    "draft": CLOSED,
    "claim": PLAIN,
    "user": PLAIN,
    "notice": ("own",),
    "link": PLAIN,
}


@dataclass(frozen=True)
class Door:
    """One way to ask for an address. `noun` is the row it is about, "" for none.

    `args` gives the address's parameters of a row, `typed` what a form of it is sent, `query` what stands behind
    the "?"; `shows` is what only an answer that shows the row holds. `strangers` are let in without a log-in.
    """

    route: str
    noun: str = ""
    method: str = "GET"
    args: Callable[[Any], list] | None = None
    typed: Callable[[Any, Rows], dict] | None = None
    query: Callable[[Any], dict] | None = None
    shows: Callable[[Any], str] | None = None
    headers: Callable[[Any], dict] | None = None
    empty: bool = False
    sheet: bool = False

    @property
    def key(self) -> str:
        """How the matrix calls it."""
        extra = "?format=xlsx" if self.sheet else ""
        return f"{self.method} {self.route}{extra}{' (nothing typed)' if self.empty else ''}"


def number(row) -> list:
    """Of most addresses of one record."""
    return [row.number]


def key(row) -> list:
    """Of those that name a row by its key."""
    return [row.pk]


def seen(row, rows) -> dict:
    """Forms without fields of their own."""
    return {"seen": row.version}


def on(page: str, *others: str, noun: str, args=number) -> list[Door]:
    """Pages of one record, read."""
    return [Door(route, noun, args=args) for route in (page, *others)]


def form(route: str, noun: str, typed, args=number) -> list[Door]:
    """A page with a form on it: opened, and sent."""
    return [Door(route, noun, args=args), Door(route, noun, "POST", args, typed)]


def post(route: str, noun: str, typed, args=number) -> list[Door]:
    """An address that only takes what is sent."""
    return [Door(route, noun, "POST", args, typed)]


def listed(route: str, noun: str, address: str, query=None, shows=None) -> list[Door]:
    """A list, as page and as sheet: does it show the row? `address` stands before the row's number there."""
    told = shows or (lambda row: f"{address}{getattr(row, 'number', row.pk)}/")
    asked = query or (lambda row: {"q": str(row)})
    as_sheet = lambda row: {**asked(row), "format": "xlsx"}  # noqa: E731
    return [
        Door(route, noun, query=asked, shows=told),
        Door(route, noun, query=as_sheet, shows=str, sheet=True),
    ]


def alone(*routes: str, typed=None, method="GET", args=None) -> list[Door]:
    """Addresses that are about no row."""
    return [Door(route, "", method, args, typed) for route in routes]


def _name(row) -> dict:
    return {"q": row.name}


def _dropped(row) -> dict:
    board = f"http://testserver/projects/board/#move/{row.number}/negotiating"
    return {"HX-Request": "true", "HX-Current-URL": board}


PROJECTS = [
    *listed("pipeline:list", "project", "/projects/"),
    Door("pipeline:board", "project", query=_name, shows=lambda row: f"/projects/{row.number}/"),
    Door(
        "pipeline:lane", "project", args=lambda row: ["contact"], query=_name,
        shows=lambda row: f"/projects/{row.number}/",
    ),
    *alone("pipeline:new"),
    Door(
        "pipeline:new", "", "POST",
        typed=lambda row, rows: {"enterprise": rows.nobodys.name, "name": "a new hall"},
    ),
    Door(
        "pipeline:known", "project", query=lambda row: {"enterprise": row.enterprise.name},
        shows=lambda row: f"/projects/{row.number}/",
    ),
    *on("pipeline:detail", "pipeline:edit", noun="project"),
    Door(
        "pipeline:edit", "project", "POST", number,
        lambda row, rows: {
            "seen": row.version, "name": "renamed", "track": row.track, "grade": "B", "officer": row.officer_id,
            "next_step": "write", "next_step_due_on": DAY, "lead_unit": row.lead_unit_id or "",
        },
    ),
    Door("pipeline:move", "project", args=number, query=lambda row: {"to": "negotiating"}),
    # What a card dropped on the board is asked; which card, the fragment of the board's address says.
    Door("pipeline:asked", "project", headers=lambda row: _dropped(row)),
    *post(
        "pipeline:move", "project",
        lambda row, rows: {"seen": row.version, "to": "negotiating", "asked": "page", "on_0": DAY,
                           "kind_0": "talks_held"},
    ),
    *form(
        "pipeline:next_step", "project",
        lambda row, rows: {"seen": row.version, "next_step": "write", "due_on": "2099-01-04"},
    ),
    *form("pipeline:add_fact", "project", lambda row, rows: {"kind": "talks_held", "on": DAY}),
    *form(
        "pipeline:withdraw_fact", "project", lambda row, rows: {"seen": row.version, "reason": "fact_mistaken"},
        lambda row: [row.number, "contacted"],
    ),
    *form("pipeline:amount", "project", lambda row, rows: {"basis": "paid_in", "amount": "500万元"}),
    *form(
        "pipeline:stop", "project", lambda row, rows: {"seen": row.version, "reason": "agreed_pause"},
        lambda row: [row.number, "paused"],
    ),
    *form(
        "pipeline:resume", "stopped_project",
        lambda row, rows: {"seen": row.version, "next_step": "write", "due_on": "2099-01-04"},
    ),
    *form("pipeline:protect", "project", seen),
    *form("pipeline:open_up", "project", seen),
]  # fmt: skip

ENTERPRISES = [
    *listed("enterprises:list", "enterprise", "/enterprises/"),
    Door(
        "enterprises:suggest", "enterprise", query=lambda row: {"enterprise": row.name}, shows=lambda row: row.name
    ),
    *alone("enterprises:add"),
    Door("enterprises:add", "", "POST", typed=lambda row, rows: {"name": "苏州工业 Quux", "kind": "fund"}),
    *on("enterprises:detail", "enterprises:edit", noun="enterprise"),
    Door(
        "enterprises:edit", "enterprise", "POST", number,
        lambda row, rows: {"seen": row.version, "name": row.name, "kind": "fund"},
    ),
    *form("enterprises:add_alias", "enterprise", lambda row, rows: {"name": f"又名 {row.name}"}),
    *form("enterprises:add_contact", "enterprise", lambda row, rows: {"name": "Li Si", "title": "CFO"}),
    *form("enterprises:add_fact", "enterprise", lambda row, rows: {"kind": "other", "text": "it grows"}),
    *form(
        "enterprises:edit_contact", "contact", lambda row, rows: {"title": "CEO"},
        lambda row: [row.enterprise.number, row.pk],
    ),
]  # fmt: skip

VISITS = [
    *listed("visits:list", "visit", "/visits/", query=lambda row: {"q": row.place}),
    *alone("visits:add"),
    Door("visits:add", "", "POST", typed=lambda row, rows: {"kind": "visit", "place": "the fair"}),
    Door(
        "visits:projects", "project", query=lambda row: {"enterprise": row.enterprise.name},
        shows=lambda row: f'value="{row.pk}"',
    ),
    *on("visits:detail", "visits:edit", noun="visit"),
    Door(
        "visits:edit", "visit", "POST", number,
        lambda row, rows: {"seen": row.version, "kind": "visit", "place": "the fair"},
    ),
]  # fmt: skip

TRIPS = [
    *listed("trips:list", "trip", "/trips/"),
    *alone("trips:add"),
    Door("trips:add", "", "POST", typed=lambda row, rows: {"title": "to Shenzhen", "status": "planned"}),
    *on("trips:detail", "trips:edit", noun="trip"),
    Door(
        "trips:edit", "trip", "POST", number,
        lambda row, rows: {"seen": row.version, "title": "to Xi'an", "status": "planned"},
    ),
    *form(
        "trips:held", "trip", lambda row, rows: {"seen": row.version, "starts_on": DAY, "ends_on": DAY}
    ),
    *form("trips:add_member", "trip", lambda row, rows: {"name": "Wang Wu"}),
    *form("trips:add_stop", "trip", lambda row, rows: {"kind": "visit", "place": "the fair"}),
    *post("trips:add_visit", "trip", lambda row, rows: {"visit": rows.row("visit", "own").number}),
    *post(
        "trips:move_stop", "trip", lambda row, rows: {"seen": row.version, "to": "down"},
        lambda row: [row.number, row.stops.first().pk],
    ),
    *form("trips:ask", "trip", lambda row, rows: {"text": "send the plan"}),
    *on("briefing:trip", noun="trip"),
]  # fmt: skip

AGREEMENTS = [
    *listed("agreements:list", "agreement", "/agreements/"),
    *alone("agreements:add"),
    Door(
        "agreements:add", "", "POST",
        typed=lambda row, rows: {"title": "a lease", "kind": "lease", "parties": rows.nobodys.name},
    ),
    *on("agreements:detail", "agreements:edit", noun="agreement"),
    *on("agreements:detail", noun="project_agreement"),
    Door(
        "agreements:edit", "agreement", "POST", number,
        lambda row, rows: {"seen": row.version, "title": "a loan", "kind": "unknown"},
    ),
    *(
        door
        for noun in ("agreement", "project_agreement")
        for door in form(
            "agreements:verify", noun,
            lambda row, rows: {"seen": row.version, "kind": "mou", "signed_on": DAY, "saw_it": "on"},
        )
    ),
    *form("agreements:add_commitment", "agreement", lambda row, rows: {"side": "we", "text": "a bridge"}),
    *form(
        "agreements:keep_commitment", "agreement", lambda row, rows: {"kept_on": DAY},
        lambda row: [row.number, row.commitments.first().pk],
    ),
]  # fmt: skip

FOLLOW_UPS = [
    *listed("follow_ups:list", "follow_up", "/follow-ups/"),
    *alone("follow_ups:ask"),
    Door("follow_ups:ask", "", "POST", typed=lambda row, rows: {"text": "send the plan"}),
    *on("follow_ups:detail", noun="follow_up"),
    *form(
        "follow_ups:assign", "follow_up",
        lambda row, rows: {"seen": row.version, "unit": rows.person.unit_id, "due_on": DAY},
    ),
    *form("follow_ups:answer", "follow_up", lambda row, rows: {"seen": row.version, "words": "it is done"}),
    *form("follow_ups:send_back", "answered", lambda row, rows: {"seen": row.version, "reason": "not yet"}),
    *post("follow_ups:confirm", "answered", seen),
]  # fmt: skip

TALENTS = [
    *listed(
        "talents:list", "talent", "/talents/", query=lambda row: {"q": row.number},
        shows=lambda row: f"/talents/{row.number}/",
    )[:1],
    Door(
        "talents:list", "talent", query=lambda row: {"format": "xlsx"}, sheet=True,
        shows=lambda row: row.name.reveal(),
    ),
    *alone("talents:certificates", "talents:add"),
    Door(
        "talents:add", "", "POST",
        typed=lambda row, rows: {"name": "Zhao Liu", "identity": "E12345678", "level": "doctor"},
    ),
    *on("talents:detail", "talents:edit", noun="talent"),
    Door(
        "talents:edit", "talent", "POST", number,
        lambda row, rows: {"seen": row.version, "name": "Sun Qi", "level": "master"},
    ),
    *form(
        "talents:introduce", "talent",
        lambda row, rows: {"seen": row.version, "introduced_on": DAY, "ground": "recognised"},
    ),
    *form(
        "talents:nominate", "talent",
        lambda row, rows: {"programme": "moons", "programme_level": "city", "batch": "2", "submitted_on": DAY},
    ),
    *form(
        "talents:settle", "talent",
        lambda row, rows: {"seen": row.version, "result": "shortlisted", "shortlisted_on": DAY},
        lambda row: [row.number, row.nominations.first().pk],
    ),
]  # fmt: skip

WHY = {"reason": "call_back"}


def _held_by(holder: str, noun: str, field: str) -> list[Door]:
    return [
        Door("personal:show", noun, method, lambda row: [holder, row.pk, field], lambda row, rows: WHY)
        for method in ("GET", "POST")
    ]


def _subject(row) -> list:
    return [row.subject_id]


PEOPLE = [
    *_held_by("enterprises.contact", "contact", "phone"),
    *_held_by("sources.personalspan", "span", "value"),
    *alone("personal:past_retention"),
    *(
        door
        for noun in ("contact", "talent", "certificate")
        for door in (
            *on("personal:person", "personal:erase", noun=noun, args=_subject),
            Door(
                "personal:erase", noun, "POST", _subject,
                lambda row, rows: {"reason": "asked_by_person", "sure": "on"},
            ),
            Door("personal:terms", noun, "POST", _subject, lambda row, rows: {"purpose": "talent"}),
            Door("personal:take_out", noun, "POST", _subject, lambda row, rows: {"reason": "asked_by_person"}),
        )
    ),
]  # fmt: skip

INTAKE = [
    *listed("intake:list", "draft", "/intake/")[:1],
    Door("intake:list", "", "POST", typed=lambda row, rows: {"text": "11月2日，考察了苏州金龙公司。"}),
    *on("intake:detail", noun="draft"),
    *post(
        "intake:decide", "draft", lambda row, rows: {"seen": row.version, "decision": "rejected"},
        lambda row: [row.number, row.items.get().pk],
    ),
    *post("intake:decide_all", "draft", lambda row, rows: {"seen": row.version, "decision": "rejected"}),
    *post(
        "intake:match", "draft", lambda row, rows: {"seen": row.version, "known": rows.nobodys.pk},
        lambda row: [row.number, row.items.get().pk],
    ),
    *post(
        "intake:correct", "draft", lambda row, rows: {"seen": row.version, "value": "Acme"},
        lambda row: [row.number, row.items.get().pk, "name"],
    ),
    *(door for verb in ("write", "discard", "reopen") for door in post(f"intake:{verb}", "draft", seen)),
    *on("sources:detail", "sources:original", noun="source", args=key),
]  # fmt: skip

INDICATOR = "registered_10m"
FIGURES = [
    *alone("scoreboard:board", "targets:list", "audit:seals"),
    *(
        Door(f"scoreboard:{page}", args=lambda row: [INDICATOR, "2026"])
        for page in ("rows", "near", "rule")
    ),
    Door(
        "scoreboard:claims", "claim", query=lambda row: {},
        shows=lambda row: f"/scoreboard/claims/{row.number}/",
    ),
    *on("scoreboard:claim", noun="claim"),
    Door(
        "scoreboard:claim", "claim", "POST", number,
        lambda row, rows: {"seen": row.version, "status": "verified", "verdict": "seen the paper"},
    ),
    Door("scoreboard:claim", "claim", "POST", number, lambda row, rows: {}, empty=True),
    *form("targets:set", "", lambda row, rows: {"seen": 0, "value": "12"}, lambda row: [2026, INDICATOR]),
]  # fmt: skip


def _handing_over(person, rows) -> dict:
    """The form as it stands when it is opened, confirmed."""
    form = HandOverForm(viewer=rows.person, person=person)
    chosen = {duty.key: form.fields[duty.key].initial for duty, _count in form.work}
    return {"confirmed": "1", **chosen, "after": "stay"}


STAFF = [
    *listed("staff:people", "user", "/staff/", query=lambda row: {"q": row.username}),
    *alone("staff:add", "staff:units", "staff:add_unit"),
    Door(
        "staff:add", "", "POST",
        typed=lambda row, rows: {
            "username": "newcomer", "name": "new", "role": "officer", "unit": rows.elsewhere.unit.pk
        },
    ),
    Door(
        "staff:add_unit", "", "POST",
        typed=lambda row, rows: {"name": "new unit", "kind": "section", "unit": rows.elsewhere.unit.pk},
    ),
    Door("staff:colleagues", "user", query=lambda row: {}, shows=lambda row: f"/staff/{row.pk}/hand-over/"),
    *on("staff:person", "staff:edit", noun="user", args=key),
    Door(
        "staff:edit", "user", "POST", key,
        lambda row, rows: {"name": "renamed", "role": row.role, "unit": row.unit_id},
    ),
    *on("staff:hand_over", noun="user", args=key),
    Door("staff:hand_over", "user", "POST", key, lambda row, rows: _handing_over(row, rows)),
    *(
        door
        for verb in ("invite", "reset_factors", "close", "reopen")
        for door in post(f"staff:{verb}", "user", lambda row, rows: {}, key)
    ),
]  # fmt: skip

EVERYBODY = [
    *alone("home", "today:home", "search", "notices:list"),
    *(
        Door("search", noun, query=lambda row: {"q": str(row)}, shows=lambda row, at=at: f"/{at}/{row.number}/")
        for noun, at in (
            ("project", "projects"), ("enterprise", "enterprises"), ("trip", "trips"), ("agreement", "agreements"),
        )
    ),
    # What the search does not look through it still leads to by number.
    *(
        Door("search", noun, query=lambda row: {"q": row.number}, shows=lambda row, at=at: f"/{at}/{row.number}/")
        for noun, at in (("visit", "visits"), ("follow_up", "follow-ups"), ("draft", "intake"))
    ),
    Door(
        "search", "talent", query=lambda row: {"q": row.name.reveal()},
        shows=lambda row: f"/talents/{row.number}/",
    ),
    Door("notices:read_all", "", "POST", typed=lambda row, rows: {"shown_at": "2099-01-01T00:00:00+08:00"}),
    Door("notices:read", "notice", "POST", key, lambda row, rows: {}, shows=lambda row: "read"),
]  # fmt: skip

# One's own account, and the ways in. Nobody asks for a row of anybody else's there.
OWN_ACCOUNT = [
    *alone(
        "account_login", "account_logout", "account_inactive", "account_reauthenticate", "login_go_on",
        "account_change_password", "account_set_password", "mfa_index", "mfa_authenticate",
        "mfa_reauthenticate", "mfa_activate_totp",
        "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "links:gone", "staff:join", "healthz",
    ),
    Door("staff:join", "", "POST", typed=lambda row, rows: {"password": "a-long-phrase", "again": "a-long-phrase"}),
    *alone("login_end_others", "set_language", "csp_report", method="POST", typed=lambda row, rows: {}),
    Door("login_end_session", args=lambda row: [1], method="POST", typed=lambda row, rows: {}),
    Door("mfa_remove_webauthn", args=lambda row: [1]),
    *(Door(route, args=lambda row: ["oidc"]) for route in ("login_by_door", "login_by_door_back")),
    *(
        Door(route, "", "POST", lambda row: ["oidc"], lambda row, rows: {})
        for route in ("login_link_door", "login_unlink_door")
    ),
    Door("links:ask", args=lambda row: ["invitation"]),
    Door("links:arrive", args=lambda row: ["invitation", "guessed"]),
]  # fmt: skip

DOORS = [
    *PROJECTS, *ENTERPRISES, *VISITS, *TRIPS, *AGREEMENTS, *FOLLOW_UPS, *TALENTS, *PEOPLE, *INTAKE, *FIGURES,
    *STAFF, *EVERYBODY, *OWN_ACCOUNT,
]  # fmt: skip
