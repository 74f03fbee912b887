"""The doors of everything around the records: people, intake, figures, staff, one's own account."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.matrix.doors.door import Door, alone, form, key, listed, number, on, page_of, post, seen
from yinli.desk.layouts.example import example
from yinli.desk.staff.handover_forms import HandOverForm

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
    *page_of("intake:list", "draft", "/intake/", lambda row: {"q": str(row)}),
    Door("intake:list", "", "POST", typed=lambda row, rows: {"text": "11月2日，考察了苏州金龙公司。"}),
    *on("intake:detail", noun="draft"),
    *on("intake:progress", noun="draft"),
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
    *page_of("learning:rows", "verdict", "/intake/", lambda row: {}, lambda row: f"/intake/{row.draft.number}/"),
    *page_of(
        "learning:names", "learned", "/enterprises/", lambda row: {"q": row.alias.name},
        lambda row: f"/enterprises/{row.alias.enterprise.number}/",
    ),
    *alone("learning:figures"),
    *alone("learning:rule", args=lambda row: ["event.visit"]),
    *form(
        "learning:switch", "", lambda row, rows: {"seen": 0, "reason": "too often wrong"}, lambda row: ["event.visit"]
    ),
    *form("learning:name", "learned", lambda row, rows: {"reason": "another firm's"}, key),
    *on("sources:detail", "sources:original", noun="source", args=key),
]  # fmt: skip

SHEETS = [
    *page_of("sheets:list", "sheet_import", "/sheets/", lambda row: {"q": str(row)}),
    Door(
        "sheets:list", "", "POST",
        typed=lambda row, rows: {"file": SimpleUploadedFile("leads.csv", "企业名称,项目名称\n云帆公司,云帆项目".encode())},
    ),
    *on("sheets:detail", "sheets:progress", "sheets:waiting", noun="sheet_import"),
    *form(
        "sheets:row", "sheet_import",
        lambda row, rows: {"seen": row.version, "c0": f"corrected {row.title}", "c1": "a hall"},
        lambda row: [row.number, 2],
    ),
    *post(
        "sheets:read", "sheet_import",
        lambda row, rows: {
            "seen": row.version, "sheet": 0, "header_row": 1, "header_rows": 1, "column_0": "enterprise",
            "column_1": "project",
        },
    ),
    *post("sheets:start", "sheet_import", seen),
    *post("sheets:put_aside", "sheet_import", seen),
    *post("sheets:undo", "sheet_done", seen),
    *page_of("ledgers:list", "ledger", "/ledgers/", lambda row: {"q": str(row)}),
    *alone("ledgers:new"),
    Door("ledgers:new", "", "POST", typed=lambda row, rows: {"title": "ours"}),
    *on("ledgers:detail", "ledgers:file", noun="ledger"),
    *on("ledgers:returned", noun="ledger_return"),
    *post(
        "ledgers:accept", "ledger_return",
        lambda row, rows: {"seen": row.version, "take": "P000001.grade", "version": "P000001:1"},
    ),
    *post("ledgers:put_aside", "ledger_return", seen),
    *post("ledgers:bring_new", "ledger_return", seen),
    *post("ledgers:undo", "ledger_taken", seen),
    *alone("layouts:list", "layouts:blank"),
    Door(
        "layouts:list", "", "POST",
        typed=lambda row, rows: {"name": "ours", "file": SimpleUploadedFile("ours.xlsx", example())},
    ),
    *on("layouts:filled", noun="layout"),
    *post("layouts:put_away", "layout", seen),
]  # fmt: skip

INDICATOR, RATIO = "registered_10m", "paid_in_rate"
FIGURES = [
    *alone("scoreboard:board", "targets:list", "audit:seals"),
    *(
        Door(f"scoreboard:{page}", args=lambda row: [INDICATOR, "2026"])
        for page in ("rows", "near", "rule")
    ),
    Door("scoreboard:rows", args=lambda row: [RATIO, "2026"], extra=" (a ratio)"),
    Door(
        "scoreboard:claims", "claim", query=lambda row: {},
        shows=lambda row: f"/scoreboard/claims/{row.number}/",
    ),
    *on("scoreboard:claim", noun="claim"),
    Door(
        "scoreboard:claim", "claim", "POST", number,
        lambda row, rows: {"seen": row.version, "status": "verified", "verdict": "seen the paper"},
    ),
    Door("scoreboard:claim", "claim", "POST", number, lambda row, rows: {}, extra=" (nothing typed)"),
    *form("targets:set", "", lambda row, rows: {"seen": 0, "value": "12"}, lambda row: [2026, INDICATOR]),
]  # fmt: skip


def _handing_over(person, rows) -> dict:
    """The form as it stands when it is opened, confirmed."""
    form = HandOverForm(viewer=rows.person, person=person)
    chosen = {duty.key: form.fields[duty.key].initial for duty, _count in form.work}
    return {"confirmed": "1", **chosen, "after": "stay"}


STAFF = [
    *listed("staff:people", "user", "/staff/", query=lambda row: {"q": row.username}),
    *alone("staff:add", "staff:units", "staff:add_unit", "staff:colleagues"),
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
    *form(
        "staff:dissolve", "unit", lambda row, rows: {"successor": rows.elsewhere.unit.pk}, key
    ),
    Door("staff:colleagues", "user", query=lambda row: {}, shows=lambda row: f"/staff/{row.pk}/hand-over/"),
    *on("staff:person", "staff:edit", noun="user", args=key),
    Door(
        "staff:edit", "user", "POST", key,
        lambda row, rows: {"name": "renamed", "role": row.role, "unit": row.unit_id},
    ),
    *form(
        "staff:identity", "user", lambda row, rows: {"account": f"user{row.pk}"}, lambda row: [row.pk, "wecom"]
    ),
    *on("staff:hand_over", noun="user", args=key),
    Door("staff:hand_over", "user", "POST", key, lambda row, rows: _handing_over(row, rows)),
    *post("staff:revoke_link", "link", lambda row, rows: {}, lambda row: [row.record_id, row.pk]),
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
    Door("proof_of_domain", args=lambda row: ["WW_verify_guessed.txt"]),
    Door("login_download", query=lambda row: {"file": "/enterprises/?format=xlsx", "back": "/enterprises/"}),
    Door("links:ask", args=lambda row: ["invitation"]),
    Door("links:arrive", args=lambda row: ["invitation", "guessed"]),
]  # fmt: skip

HOUSE = [*PEOPLE, *INTAKE, *SHEETS, *FIGURES, *STAFF, *EVERYBODY, *OWN_ACCOUNT]
