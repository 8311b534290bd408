"""Who said what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.draft import Draft

DraftOf = Callable[..., Draft]


def said(draft: Draft) -> list[tuple[str | None, str, str]]:
    """Speaker, kind and content of each statement."""
    names = {actor.id: actor.name for actor in (*draft.cast.actors, *draft.implied)}
    return [(names.get(s.speaker or ""), s.kind, s.content.of(draft.article.text)) for s in draft.said]


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ('"The border is open," Emmanuel Macron said.', "direct", "The border is open"),
        ("Emmanuel Macron said that the border was open.", "indirect", "the border was open"),
        ("Emmanuel Macron said the border was “wide open” again.", "mixed", "the border was “wide open” again"),
        ("The border is open, Emmanuel Macron said.", "indirect", "The border is open"),
        ("According to Emmanuel Macron, the border is open.", "indirect", "the border is open"),
        ("The border is open, according to Emmanuel Macron.", "indirect", "The border is open"),
        ("Emmanuel Macron called the vote a farce.", "indirect", "the vote a farce"),
        ("Emmanuel Macron accused Rome of closing the border.", "indirect", "closing the border"),
        ("It rained in Rome; the border is open, according to Emmanuel Macron.", "indirect", "the border is open"),
        ('"Complete nonsense," retorted the French president, Emmanuel Macron.', "direct", "Complete nonsense"),
    ],
)
def test_one_statement(draft_of: DraftOf, text: str, kind: str, content: str) -> None:
    assert said(draft_of(text)) == [("Emmanuel Macron", kind, content)]


def test_an_interrupted_quotation_is_two_statements_of_one_speaker(draft_of: DraftOf) -> None:
    found = said(draft_of('"This is a lie," Emmanuel Macron told reporters. "Let them come and see."'))
    assert found == [
        ("Emmanuel Macron", "direct", "This is a lie"),
        ("Emmanuel Macron", "direct", "Let them come and see"),
    ]


def test_a_quotation_over_two_paragraphs_keeps_its_speaker(draft_of: DraftOf) -> None:
    text = "“We will stay as long as it takes,” Emmanuel Macron said.\n\n“We will not be driven out by threats.”"
    assert [(speaker, kind) for speaker, kind, _ in said(draft_of(text))] == [("Emmanuel Macron", "direct")] * 2


@pytest.mark.parametrize("text", ["French troops left the base on Monday.", "Emmanuel Macron opened the new bridge."])
def test_the_narrator_makes_no_statement(draft_of: DraftOf, text: str) -> None:
    assert said(draft_of(text)) == []


def test_a_claim_names_who_makes_it(coder) -> None:  # type: ignore[no-untyped-def]
    record = coder.read("Kyiv said that Russia had bombed Odesa.", published="2024-03-14")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert event.claimed_by is not None
    assert record.actor(event.claimed_by).country == "UKR"


def test_a_quotation_in_small_letters_is_part_of_what_is_said_around_it(draft_of: DraftOf) -> None:
    text = 'The former president, Emmanuel Macron said, "used his status and his old friends" for himself.'
    assert [kind for _, kind, _ in said(draft_of(text))] == ["mixed"]


def test_a_name_is_not_only_its_article(draft_of: DraftOf) -> None:
    text = 'Prime Minister Mohammed Shia al-Sudani met them.\n\n"We agreed to set up two committees," al-Sudani said.'
    assert [speaker for speaker, _, _ in said(draft_of(text))] == ["Mohammed Shia al-Sudani"]
