"""Makes the Word templates of the papers: `python -m yinli.surfaces.briefing.make_template`.

Run it after a change here and keep the .docx files it writes. They follow the format of official papers
(GB/T 9704: A4, margins 37/35/28/26 mm, title centred, body 三号, headings in 黑体). Names a template may
use: title, number, lines (label, text, marks), sections (key, number, title, statements (lead, text, marks)),
footnotes (mark, text), documents (number, title, text), written_on.
"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FOLDER = Path(__file__).parent / "templates/briefing/papers"
LANGUAGES = {
    "zh": {
        "body": "仿宋", "head": "黑体", "title": "小标宋体", "latin": "Times New Roman", "size": 16,
        "colon": "：", "stop": "、", "sources": "依据", "documents": "来源文件", "indent": 2,
        "foot": "本报告由系统记录生成，编号{{ number }}，{{ written_on }}。自报待核的内容未计入成效。",
    },
    "en": {
        "body": "Georgia", "head": "Arial", "title": "Arial", "latin": "Georgia", "size": 11,
        "colon": ": ", "stop": ". ", "sources": "Footnotes", "documents": "Documents", "indent": 0,
        "foot": "Written from the records: {{ number }}, {{ written_on }}. What is claimed and not verified counts nothing.",
    },
}  # fmt: skip


class Paper:
    """One template being made, in the looks of one language."""

    def __init__(self, look: dict):
        self.look = look
        self.document = Document()
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin = Mm(37), Mm(35)
        page.left_margin, page.right_margin = Mm(28), Mm(26)

    def paragraph(self, *, indent: bool = True, centred: bool = False, size: int = 0):
        """An empty paragraph with the paper's spacing."""
        made = self.document.add_paragraph()
        form = made.paragraph_format
        form.space_before = form.space_after = Pt(0)
        size = size or self.look["size"]
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(round(size * 1.75))
        if centred:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif indent and self.look["indent"]:
            form.first_line_indent = Pt(size * self.look["indent"])
        return made

    def run(self, paragraph, text: str, font: str = "body", size: int = 0, bold: bool = False):
        """A run in one of the paper's fonts, Latin letters in its Latin font."""
        made = paragraph.add_run(text)
        made.font.size, made.font.bold = Pt(size or self.look["size"]), bold
        made.font.name = self.look["latin"]
        made._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.look[font])
        return made

    def marks(self, paragraph, text: str):
        """A raised run for footnote marks."""
        self.run(paragraph, text).font.superscript = True

    def step(self, tag: str):
        """A paragraph that holds only a tag and vanishes."""
        self.document.add_paragraph("{%p " + tag + " %}")

    def head(self, text: str):
        """A heading of the first level."""
        made = self.paragraph()
        made.paragraph_format.keep_with_next = True
        self.run(made, text, "head", bold=self.look["indent"] == 0)


def trip(look: dict):
    """The report of a trip."""
    paper, small = Paper(look), look["size"] - 4 if look["indent"] else 9
    paper.run(
        paper.paragraph(centred=True, size=22), "{{ title }}", "title", size=22 if look["indent"] else 18
    )
    paper.paragraph()
    paper.step("for line in lines")
    line = paper.paragraph()
    paper.run(line, "{{ line.label }}" + look["colon"], "head", bold=look["indent"] == 0)
    paper.run(line, "{{ line.text }}")
    paper.marks(line, "{{ line.marks }}")
    paper.step("endfor")
    paper.step("for section in sections")
    paper.head("{{ section.number }}" + look["stop"] + "{{ section.title }}")
    paper.step("for item in section.statements")
    item = paper.paragraph()
    paper.run(item, "{% if item.lead %}{{ item.lead }}" + look["colon"] + "{% endif %}", bold=True)
    paper.run(item, "{{ item.text }}")
    paper.marks(item, "{{ item.marks }}")
    paper.step("endfor")
    paper.step("endfor")
    _sources(paper, small)
    return paper.document


def _sources(paper: Paper, small: int):
    look = paper.look
    paper.paragraph()
    paper.step("if footnotes")
    paper.head(look["sources"])
    paper.step("for note in footnotes")
    paper.run(paper.paragraph(indent=False, size=small), "{{ note.mark }} {{ note.text }}", size=small)
    paper.step("endfor")
    paper.head(look["documents"])
    paper.step("for document in documents")
    line = paper.paragraph(indent=False, size=small)
    paper.run(line, "{{ document.number }}" + look["colon"] + "{{ document.title }}", size=small, bold=True)
    paper.run(paper.paragraph(indent=False, size=small), "{{ document.text }}", size=small)
    paper.step("endfor")
    paper.step("endif")
    paper.paragraph()
    paper.run(paper.paragraph(indent=False, size=small), look["foot"], size=small)


def make(folder: Path = FOLDER) -> list[Path]:
    """Write every template into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for code, look in LANGUAGES.items():
        path = folder / f"trip_{code}.docx"
        trip(look).save(path)
        made.append(path)
    return made


if __name__ == "__main__":
    make()
