"""The documents are complete: every setting, word and page they promise is there."""

import re

from tests.architecture.house import ROOT, SOURCE


def test_every_environment_variable_is_documented():
    named = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts:
            named |= set(re.findall(r"""["']((?:YINLI|DATABASE)_[A-Z_]+)["']""", path.read_text()))
    documented = set(re.findall(r"`((?:YINLI|DATABASE)_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text()))
    assert named - documented == set()
    assert documented - named == set()


def test_links_between_documents_lead_somewhere():
    broken = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_picture_of_the_house_names_every_folder():
    picture = (ROOT / "ARCHITECTURE.md").read_text()
    rooms = [
        p.name for layer in ("", "base", "desk", "surfaces") for p in (SOURCE / layer).iterdir() if p.is_dir()
    ]
    rooms += [p.name for p in (SOURCE / "domain").iterdir() if p.is_dir()]
    assert [room for room in rooms if not room.startswith(("__", ".")) and room not in picture] == []


def test_every_rulebook_is_loaded_by_code():
    code = "\n".join(path.read_text() for path in SOURCE.rglob("*.py") if "tests" not in path.parts)
    unread = [path.stem for path in (SOURCE / "rules").glob("*.toml") if f'"{path.stem}"' not in code]
    assert unread == []
