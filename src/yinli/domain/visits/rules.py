"""Pure decisions about visits."""

# Meeting in person or by video is a two-way contact; only talks are talks. A signing ceremony shows that
# people met, and proves no paper (design §6).
_SHOWN = {
    "visit": ("contacted",),
    "reception": ("contacted",),
    "remote": ("contacted",),
    "negotiation": ("contacted", "talks_held"),
    "signing_ceremony": ("contacted", "talks_held"),
    "study": (),
}


def facts_shown(kind: str) -> tuple[str, ...]:
    """Fact kinds of stages.toml that a visit of this kind shows for its project."""
    return _SHOWN[kind]
