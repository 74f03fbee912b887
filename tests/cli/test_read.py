"""`yinli read`: a table for people, JSON for machines, a plain word for what cannot be read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfWriter

from yinli.core.reading import read

NEWS = Path(__file__).parents[1] / "texts" / "trip_news.txt"


def run(*args, data: bytes = b""):
    free = {k: v for k, v in os.environ.items() if not k.startswith(("YINLI_", "DJANGO_", "DATABASE_"))}
    command = [sys.executable, "-m", "yinli.cli.main", "read", *map(str, args)]
    return subprocess.run(command, input=data, capture_output=True, env=free, timeout=60)


def test_json_is_exactly_the_reading_and_needs_no_database():
    done = run(NEWS, "--json")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == json.loads(json.dumps(read(NEWS.read_text(encoding="utf-8")).as_json()))


def test_the_day_of_publication_gives_days_their_year(tmp_path):
    file = tmp_path / "news.txt"
    file.write_text("9月3日至6日，青榆区委书记沈若川率队赴深圳市开展招商考察。", encoding="utf-8")
    told = json.loads(run(file, "--json", "--published", "2021-09-08").stdout)
    assert told["dates"][0]["from"] == "2021-09-03"


def test_people_get_tables():
    told = run(NEWS).stdout.decode()
    assert "Organisations" in told and "Records it would make" in told and "砺石创投" in told


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_other_encodings_are_read(tmp_path, encoding):
    file = tmp_path / "news.txt"
    file.write_bytes(NEWS.read_text(encoding="utf-8").encode(encoding))
    assert json.loads(run(file, "--json").stdout) == json.loads(run(NEWS, "--json").stdout)


def test_standard_input_is_read():
    assert json.loads(run("-", "--json", data=NEWS.read_bytes()).stdout)["organisations"]


def scan(path: Path) -> Path:
    paper = PdfWriter()
    paper.add_blank_page(200, 200)
    paper.write(path)
    return path


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda folder: folder / "nowhere.txt", "no such file"),
        (lambda folder: folder, "folder"),
        (lambda folder: scan(folder / "scan.pdf"), "scan"),
    ],
)
def test_what_cannot_be_read_is_said_plainly_with_an_exit_code(tmp_path, make, word):
    done = run(make(tmp_path), "--json")
    assert done.returncode == 1
    assert done.stdout == b""
    assert word in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    assert "empty" in run(file).stderr.decode()


def test_a_text_without_facts_says_so(tmp_path):
    file = tmp_path / "weather.txt"
    file.write_text("今天天气很好。", encoding="utf-8")
    assert "No facts" in run(file).stdout.decode()
