"""Writing a paper: a Word template, filled with plain values that can never become template code or markup.

A district puts its own template of the same name into the folder that YINLI_BRIEFING_TEMPLATES names.
"""

import re
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from django.conf import settings
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN = Path(__file__).parent / "templates/briefing/papers"
# Everything XML 1.0 cannot hold, and the signs that docxtpl reads as breaks.
FORBIDDEN = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


class PaperRefused(ValueError):
    """A template cannot be filled; the message names the file and says why."""


def template_for(name: str, language: str) -> Path:
    """The district's own template `<name>_<zh|en>.docx`, else the house's."""
    file = f"{name}_{'zh' if language.startswith('zh') else 'en'}.docx"
    folder = getattr(settings, "YINLI_BRIEFING_TEMPLATES", "")
    own = Path(folder) / file if folder else None
    return own if own and own.is_file() else OWN / file


def write(name: str, values: dict, language: str) -> bytes:
    """The bytes of a .docx; raises PaperRefused when the template is broken or names what is not there."""
    file = template_for(name, language)
    out = BytesIO()
    try:
        paper = DocxTemplate(file)
        paper.render(cleaned(values), SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    except (TemplateError, BadZipFile, PackageNotFoundError, KeyError) as error:
        raise PaperRefused(f"{file.name}: {error}") from error
    paper.docx.core_properties.title = str(values["title"])[:200]
    paper.save(out)
    return out.getvalue()


def cleaned(value):
    """The same values with every text fit for XML."""
    if isinstance(value, dict):
        return {key: cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [cleaned(inner) for inner in value]
    return FORBIDDEN.sub(" ", value) if isinstance(value, str) else value
