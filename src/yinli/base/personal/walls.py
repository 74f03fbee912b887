"""The walls of people as subjects: who looked is read by those who work with people, and by whoever looked."""

from yinli.base.accounts.walls import ID, IS_STAFF, leave_open, wall

leave_open(
    "a subject is a number, a purpose and keyed marks; who it is stands in rows behind walls, encrypted",
    "personal_subject",
)
wall("personal_accesslog", f"{IS_STAFF} OR by_id = {ID}")
