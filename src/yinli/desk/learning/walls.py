"""The walls of learning: a row is as closed as the draft it is about."""

from yinli.base.accounts.walls import leave_open, wall

wall("learning_verdict", "EXISTS (SELECT 1 FROM intake_draft d WHERE d.id = draft_id)")
leave_open("codes of rules and general words; every reading asks for them", "learning_switch")
leave_open(
    "which name of the common book came from a document; the name itself stands there", "learning_learnedname"
)
