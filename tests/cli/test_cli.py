"""The command line with a coder that needs no parser: formats, exit codes, what goes where."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from handmade import TEXT, full_record

from dragoman.cli import main
from dragoman.record import Record, from_json


class Puppet:
    """A coder that finds the same in every report, and nothing in one with the word "broken"."""

    def __init__(self, codebook: object = None) -> None:
        from dragoman.codebook import Codebook

        self.book = Codebook()

    def code_many(self, sources: Iterable[Any]) -> Iterator[Any]:
        from dragoman.read.sources import Rejected

        for source in sources:
            if isinstance(source, Rejected):
                yield source
            elif "broken" in source.content:
                yield Rejected(source.source_id, "it is broken")
            else:
                yield _with_id(source.source_id)

    def code_pair(self, sentence: str, source: object, target: object) -> str:
        return "CONSULT"


def _with_id(source_id: str) -> Record:
    record = full_record()
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, source_id=source_id))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function from arguments to the command's result, with the puppet as coder."""
    monkeypatch.setattr("dragoman.coder.Coder", Puppet)

    def call(*arguments: str | Path, text: str | None = None) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], input=text)

    return call


def put(folder: Path, **texts: str) -> list[Path]:
    """Text files of those names."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def test_into_a_pipe_goes_one_json_object_that_keeps_the_contract(run: Any, tmp_path: Path) -> None:
    result = run("read", *put(tmp_path, one=TEXT))
    assert result.exit_code == 0 and result.stdout.count("\n") == 1
    assert from_json(result.stdout).events == full_record().events


def test_several_reports_are_one_object_a_line(run: Any, tmp_path: Path) -> None:
    for form in ("json", "jsonl"):
        result = run("read", *put(tmp_path, one=TEXT, two=TEXT), "--format", form)
        ids = [json.loads(line)["article"]["source_id"] for line in result.stdout.splitlines()]
        assert [Path(each).name for each in ids] == ["one.txt", "two.txt"]


def test_the_standard_input_is_read(run: Any) -> None:
    result = run("read", "-", text=TEXT)
    assert result.exit_code == 0 and from_json(result.stdout).events


def test_csv_is_one_row_an_event_with_its_sentence(run: Any, tmp_path: Path) -> None:
    result = run("read", *put(tmp_path, one=TEXT, two=TEXT), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 8 and None not in rows[0] and None not in rows[0].values()
    assert (rows[0]["type"], rows[0]["source"], rows[0]["recipient_code"]) == ("CONSULT", "Anna Hentzau", "NOR")
    assert rows[0]["sentence"].endswith("arrived in Oslo on Thursday.") and rows[0]["trigger"] == "arrived in Oslo"
    assert rows[2]["claimed_by"] == "Anna Hentzau" and rows[2]["date"] == ""


def test_the_table_has_the_head_each_event_with_its_words_and_what_is_open(run: Any, tmp_path: Path) -> None:
    result = run("read", *put(tmp_path, one=TEXT), "--format", "table")
    lines = " ".join(result.stdout.split())
    for words in (
        "Minister visits Fjord Wire · 2024-03-14 (given)",
        "4 events",
        "2024-03-14 CONSULT visit Anna Hentzau (ROU GOV) → Norway (NOR)",
        "actual · Oslo, NOR",
        "arrived in Oslo on",
        "Anna Hentzau (ROU GOV) ↔ Sweden (SWE GOV)",
        "denied",
        "(says Anna Hentzau)",
        "? → Nordic Council (NORDIC IGO)",
        "2 statements",
        "direct We will build the bridge together",
        "1 open question",
        "'on Thursday' left unresolved",
    ):
        assert words in lines, words
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_one_bad_input_is_one_line_on_the_standard_error(run: Any, tmp_path: Path) -> None:
    for arguments in ([tmp_path / "none.txt"], put(tmp_path, one="broken")):
        result = run("read", *arguments)
        assert result.exit_code == 2 and result.stdout == ""
        assert result.stderr.startswith("dragoman: ") and result.stderr.count("\n") == 1
        assert str(arguments[0]) in result.stderr


def test_in_a_batch_a_bad_input_stops_nothing_and_is_named_at_the_end(run: Any, tmp_path: Path) -> None:
    result = run("read", *put(tmp_path, one=TEXT, two="broken", three=TEXT))
    assert result.exit_code == 0 and len(result.stdout.splitlines()) == 2
    assert result.stderr == f"dragoman: {tmp_path / 'two.txt'}: it is broken\n"


def test_an_empty_folder_is_no_success(run: Any, tmp_path: Path) -> None:
    result = run("read", tmp_path)
    assert result.exit_code == 2 and result.stderr.startswith("dragoman: ") and str(tmp_path) in result.stderr


def gold(folder: Path) -> Path:
    """One report: a visit that the puppet finds and a protest that it misses."""
    fields = {"source": ["ROU GOV"], "status": "actual", "required": True}
    visit = {**fields, "type": "CONSULT", "mode": "visit", "recipient": ["NOR"], "trigger": "arrived in Oslo"}
    protest = {**fields, "type": "PROTEST", "recipient": ["SWE"], "trigger": "warned"}
    path = folder / "gold.jsonl"
    document = {"id": "g-1", "text": TEXT, "published": "2024-03-14", "events": [visit, protest], "statements": []}
    path.write_text(json.dumps(document) + "\n", encoding="utf-8")
    return path


def test_evaluate_gives_figures_and_faults_as_json(run: Any, tmp_path: Path) -> None:
    result = run("evaluate", gold(tmp_path), "--show", "all")
    content = json.loads(result.stdout)
    assert content["figures"]["event_precision"] == 0.25 and content["counts"]["event_recall"] == [1, 2]
    assert content["by_type"]["PROTEST"]["recall"] == [0, 1]
    events = [fault["what"].split()[0] for fault in content["faults"] if fault["document"] == "g-1"]
    assert events[0] == "PROTEST" and {"SANCTION", "SUPPORT"} <= set(events)


def test_evaluate_gives_a_table(run: Any, tmp_path: Path) -> None:
    result = run("evaluate", gold(tmp_path), "--show", "misses", "--format", "table")
    assert result.exit_code == 0 and "Traceback" not in result.output
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert any(line.startswith("event precision 0.250 1 of 4") for line in lines)
    assert "g-1 missed PROTEST ROU GOV → SWE, actual" in lines
    assert "Oslo may cut aid to Ruritania, she warned." in lines
    assert not any("extra" in line for line in lines)


def test_evaluate_scores_marked_sentences(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(
        '{"text": "<s>A</s> met <t>B</t>.", "type": "CONSULT"}\n{"text": "<s>A</s> hit <t>B</t>.", "type": "ASSAULT"}\n'
    )
    figures = json.loads(run("evaluate", path).stdout)["figures"]
    assert figures["roots"] == pytest.approx(1 / 3)
    assert "macro-F1, roots 0.333" in " ".join(run("evaluate", path, "--format", "table").stdout.split())


def test_evaluate_names_a_bad_gold_line(run: Any, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("{}\n")
    result = run("evaluate", tmp_path / "gold.jsonl")
    assert result.exit_code == 2 and "gold.jsonl, line 1: " in result.stderr


def test_codebook_show_has_a_type_on_a_page_and_as_json(run: Any) -> None:
    page = run("codebook", "show", "consult", "--format", "table").stdout
    assert page.startswith("CONSULT") and "modes" in page and "visit" in page and "examples" in page
    content = json.loads(run("codebook", "show", "CONSULT").stdout)
    assert content["type"] == "CONSULT" and content["frames"] > 0 and content["definition"]
    assert {each["type"] for each in json.loads(run("codebook", "show").stdout)} > {"CONSULT", "AID"}
    assert "ASSAULT" in run("codebook", "show", "--format", "table").stdout


def test_codebook_show_names_the_types_where_there_is_no_such(run: Any) -> None:
    result = run("codebook", "show", "VISIT")
    assert result.exit_code == 2 and "'VISIT'" in result.stderr and "CONSULT" in result.stderr


def test_codebook_check_names_each_failure(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.check import Failure

    def check(coder: Puppet, *, file: str | None) -> Iterator[Failure]:
        yield Failure(coder.book.frames.examples[0], "a visit", "nothing")

    monkeypatch.setattr("dragoman.check.check", check)
    result = run("codebook", "check")
    assert result.exit_code == 1 and "wanted a visit; got nothing" in result.stdout
    assert run("codebook", "check", "no/such").exit_code == 2


def test_schema_is_the_committed_one(run: Any) -> None:
    from dragoman.schema import FOLDER

    assert run("schema").stdout == (FOLDER / "record.schema.json").read_text(encoding="utf-8")


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from dragoman.cli import main\n"
        "for flag in ('--help', '--version'): assert CliRunner().invoke(main, [flag]).exit_code == 0\n"
        "print(sorted({'spacy', 'rich', 'msgspec', 'yaml', 'pyarrow', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
