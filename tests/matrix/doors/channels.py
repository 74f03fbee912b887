"""The doors of channels: what each brings, costs and reports, by which a project came, what is paid for it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.matrix.doors.door import alone, form, listed, on, post
from tests.matrix.rows import TODAY

DAY = TODAY.isoformat()


def _of_channel(row) -> list:
    return [row.channel.number, row.pk]


def _set_up(row, rows) -> dict:
    return {"seen": 0, "name": "a station", "kind": "station", "unit": rows.person.unit_id or ""}


def _changed(row, rows) -> dict:
    return {
        "seen": row.version, "name": row.name, "kind": row.kind, "unit": row.unit_id, "place": "Wuxi",
        "contract_from_on": "2026-01-01",
    }  # fmt: skip


CHANNELS = [
    *listed("channels:list", "channel", "/channels/"),
    *alone("channels:new"),
    *alone("channels:new", typed=_set_up, method="POST"),
    *on("channels:detail", noun="channel"),
    *form("channels:edit", "channel", _changed),
    *form("channels:close", "channel", lambda row, rows: {"seen": row.version, "reason": "its contract ended"}),
    *form("channels:plan", "channel", lambda row, rows: {"seen": row.version, "year": 2026, "leads": 5}),
    *form("channels:report", "channel", lambda row, rows: {"month": DAY, "text": "met three firms"}),
    *form("channels:spend", "channel", lambda row, rows: {"kind": "fee", "yuan": "5万元", "spent_on": DAY}),
    *form("channels:withdraw_cost", "cost", lambda row, rows: {"reason": "a slip of the pen"}, _of_channel),
    *form("channels:appraise", "channel", lambda row, rows: {"seen": row.version, "words": "well"}),
    *form("channels:settle", "channel", lambda row, rows: {"name": rows.nobodys.name, "entered_on": DAY}),
    *form("channels:leave", "tenant", lambda row, rows: {"left_on": DAY}, _of_channel),
    *form(
        "channels:come_back", "tenant",
        lambda row, rows: {"project": rows.row("project", "own").pk, "returned_on": DAY}, _of_channel,
    ),
    *form(
        "channels:attribute", "project",
        lambda row, rows: {"seen": row.version, "channel": rows.row("channel", "own").pk, "why": ""},
    ),
    *post("channels:propose", "attributed", lambda row, rows: {}, lambda row: [row.project.number, "enclave_sharing"]),
    *listed("channels:awards", "award", "/channels/awards/", query=lambda row: {"q": row.number}),
    *on("channels:award", noun="award"),
    *form(
        "channels:decide", "award", lambda row, rows: {"seen": row.version, "grant": "no", "words": "the sum is wrong"}
    ),
    *form(
        "channels:pay", "award_agreed",
        lambda row, rows: {"seen": row.version, "paid_on": DAY, "proof": SimpleUploadedFile("slip.txt", b"a slip")},
    ),
]  # fmt: skip
