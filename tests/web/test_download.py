"""What is shown can be taken along, as the command line writes it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from dragoman.cli import main
from dragoman.cli.export import FORMATS
from dragoman.ledger import Ledger
from dragoman.record import from_json
from dragoman.web.pages import download
from dragoman.web.pages.download import FORMS

ASKED = {"between": "FRA,IRQ", "status": "actual", "since": "2017", "until": "2021-08"}
OPTIONS = ("--between", "FRA", "IRQ", "--status", "actual", "--since", "2017", "--until", "2021-08")


def test_every_format_of_the_command_line_is_here() -> None:
    assert set(FORMS) == set(FORMATS)


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"jsonl"}))
def test_a_file_is_what_the_command_line_writes(
    shown: TestClient, ledger_shown: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    run = CliRunner().invoke(main, ["export", form, "--ledger", str(ledger_shown), "--out", str(out), *OPTIONS])
    assert run.exit_code == 0, run.output
    answer = shown.get(f"/download/{form}", params=ASKED)
    assert answer.status_code == 200
    assert answer.content == out.read_bytes()
    assert len(answer.content) > 100
    assert answer.headers["content-disposition"] == f'attachment; filename="dragoman-{form}.{FORMS[form]}"'


def test_records_are_those_of_the_articles_that_tell_it(shown: TestClient, ledger_shown: Path) -> None:
    answer = shown.get("/download/jsonl", params={**ASKED, "until": "2020"})
    records = [from_json(line) for line in answer.content.splitlines()]
    assert [each.article.publisher for each in records] == ["Northern Wire", "Seine Gazette"]
    with Ledger(ledger_shown) as ledger:
        assert records == [ledger.record(each.article.id) for each in records]


def test_too_much_is_for_the_command_line(shown: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST", 10)
    answer = shown.get("/download/csv", params=ASKED)
    assert answer.status_code == 400 and "dragoman export csv" in answer.text


def test_a_group_of_states_stands_for_its_members_of_the_day(shown: TestClient) -> None:
    def days(between: str) -> list[str]:
        answer = shown.get("/download/csv", params={"between": between, "origin": "icews"})
        return [row["date_start"] for row in csv.DictReader(answer.text.splitlines())]

    assert days("EU,IRQ") == days("FRA,IRQ") == days("irq,eu")
    assert days("EU,USA") == days("DEU,USA") != []
    assert days("GCC,USA") == []
