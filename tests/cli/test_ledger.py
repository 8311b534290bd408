"""The commands around a ledger, from reports to answers, with the real coder on two short reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.ledger import Ledger

REPORTS = [
    {
        "id": "r1", "published": "2020-08-27", "publisher": "Gulf Courier", "url": "https://gulf.example/parly",
        "text": "French minister in Baghdad\n\nThe French defence minister, Florence Parly, arrived in Baghdad on "
        "Thursday. She met the Iraqi prime minister, Mustafa al-Kadhimi. “France will stand by Iraq,” Parly said.",
    },
    {
        "id": "r2", "published": "2020-08-28", "publisher": "Tigris Post",
        "text": "Turkey condemned\n\nIraq condemned Turkey on Friday for an air strike in the north of the country.",
    },
    {"id": "r3", "text": " "},
    {"id": "r4", "published": "2020-08-28",
     "text": "Le ministre français de la défense est arrivé à Bagdad jeudi, a dit le porte-parole du "
     "gouvernement irakien, qui a rencontré les journalistes à la sortie du conseil des ministres."},
]  # fmt: skip


def call(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], **options)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result]:
    """The reports' file, the ledger made of them, and what was said."""
    folder = tmp_path_factory.mktemp("kept")
    feed = folder / "feed.jsonl"
    feed.write_text("\n".join(json.dumps(each) for each in REPORTS))
    return feed, folder / "kept.ledger", call("read", feed, "--ledger", folder / "kept.ledger")


@pytest.fixture
def ask(kept: tuple[Path, Path, Result]) -> Callable[..., Any]:
    """A function from a command to its JSON."""

    def answer(*arguments: str) -> Any:
        result = call(*arguments, "--format", "json", "--ledger", kept[1])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return answer


def test_reading_says_what_was_added_and_what_was_not(kept: tuple[Path, Path, Result]) -> None:
    said = kept[2]
    assert said.exit_code == 0
    assert "2 articles added" in said.stderr and "2 could not be read" in said.stderr
    assert "French (fr)" in said.stderr


def test_reading_again_changes_nothing_and_says_so(kept: tuple[Path, Path, Result]) -> None:
    feed, path, _ = kept
    with Ledger(path) as ledger:
        before = ledger.rows("SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM rejects)")
    again = call("read", feed, "--ledger", path)
    assert "0 articles added" in again.stderr and "4 there already" in again.stderr
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM rejects)") == before


def test_events_are_asked_for(ask: Callable[..., Any]) -> None:
    visits = ask("events", "--between", "IRQ", "FRA", "--type", "CONSULT", "--since", "2020-08-27")
    assert visits and {each["publisher"] for each in visits} == {"Gulf Courier"}
    assert ask("events", "--between", "FRA", "TUR") == []
    assert {each["type"] for each in ask("events", "--source", "IRQ", "--recipient", "TUR")} == {"ACCUSE"}


def test_statements_are_asked_for(ask: Callable[..., Any]) -> None:
    (said,) = ask("statements", "--speaker", "parly", "--kind", "direct")
    assert said["content"].startswith("France will stand by Iraq") and said["speaker_code"] == "FRA"


def test_sql(ask: Callable[..., Any]) -> None:
    line = "array_extract(string_split(source_id, '/'), -1)"
    assert ask("sql", f"SELECT {line} AS source_id, error FROM rejects ORDER BY 1") == [
        {"source_id": "feed.jsonl:3", "error": "UnreadableError"},
        {"source_id": "r4", "error": "LanguageError"},
    ]


def test_a_screen_shows_sides_and_sentence(kept: tuple[Path, Path, Result]) -> None:
    shown = call("events", "--between", "FRA", "IRQ", "--format", "table", "--ledger", kept[1])
    assert "Florence Parly (FRA" in shown.stdout and "arrived in Baghdad" in " ".join(shown.stdout.split())
    said = call("statements", "--format", "table", "--ledger", kept[1])
    assert "France will stand by Iraq" in said.stdout
    none = call("events", "--between", "FRA", "BRA", "--format", "table", "--ledger", kept[1])
    assert "nothing found" in none.stdout


def test_the_ledger_can_be_named_by_the_environment(kept: tuple[Path, Path, Result]) -> None:
    shown = call("sql", "SELECT count(*) AS n FROM articles", "--format", "csv", env={"DRAGOMAN_LEDGER": str(kept[1])})
    assert shown.stdout == "n\n2\n"


def test_upkeep(kept: tuple[Path, Path, Result]) -> None:
    path = kept[1]
    assert "whole (2 articles" in call("ledger", "verify", path).stdout
    assert "moved to Parquet" in call("ledger", "tidy", path).stdout
    assert json.loads(call("ledger", "info", path, "--format", "json").stdout)[0]["rejects"] == 2
    log = call("ledger", "log", path, "--format", "csv").stdout.splitlines()
    assert log[0].startswith("started,finished,articles") and ",2,0," in log[1]
    assert json.loads(call("ledger", "log", path, "--snapshots", "--format", "json").stdout)[-1]["snapshot"] > 1


def test_coding_again_with_another_codebook_and_what_it_changed(
    kept: tuple[Path, Path, Result], tmp_path: Path
) -> None:
    own = tmp_path / "mine" / "cues"
    own.mkdir(parents=True)
    (own / "model.yaml").write_text("keep: 1.1\nadd: 2\n")
    path = kept[1]
    done = call("recode", "--codebook", own.parent, "--ledger", path)
    assert "2 articles coded again" in done.stdout, done.output
    before = done.stdout.split("dragoman diff ")[1].split()[0]
    changed = json.loads(call("diff", before, "now", "--format", "json", "--ledger", path).stdout)
    assert changed["counts"]["event"]["went"] > 0
    back = call("recode", "--ledger", path)
    assert "2 articles coded again" in back.stdout
    same = call("diff", before, "now", "--format", "table", "--ledger", path)
    assert "no difference" in same.stdout


def test_a_judgement(kept: tuple[Path, Path, Result], ask: Callable[..., Any]) -> None:
    event = ask("events", "--type", "ACCUSE")[0]["event_id"]
    assert call("judge", event, "correct", "mode=disapprove", "--by", "anna", "--ledger", kept[1]).exit_code == 0
    assert ask("sql", "SELECT judge, verdict FROM judgements") == [{"judge": "anna", "verdict": "correct"}]
    wrong = call("judge", event, "correct", "mode", "--ledger", kept[1])
    assert wrong.exit_code == 2 and "FIELD=VALUE" in wrong.stderr


@pytest.mark.parametrize(
    "command",
    [("events",), ("statements",), ("sql", "SELECT 1"), ("recode",), ("judge", "b2:1", "accept"), ("diff", "1", "2")],
)
def test_no_ledger_there(command: tuple[str, ...], tmp_path: Path) -> None:
    result = call(*command, "--ledger", tmp_path / "none")
    assert result.exit_code == 2 and "no ledger there" in result.stderr
    assert not (tmp_path / "none").exists()


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(kept: tuple[Path, Path, Result]) -> None:
    shown = call("sql", "SELECT '=1+1' AS a, '-5.5' AS b, '@x' AS c", "--format", "csv", "--ledger", kept[1])
    assert shown.stdout == "a,b,c\n'=1+1,-5.5,'@x\n"
