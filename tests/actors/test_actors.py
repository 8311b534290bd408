"""Who the words of a report stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.actors.day import day_of
from dragoman.coder import Coder
from dragoman.draft import Draft
from dragoman.record import Actor

DraftOf = Callable[..., Draft]


def actors_at(draft: Draft, words: str, nth: int = 0) -> list[Actor]:
    """The actors of the nth mention with exactly these words."""
    text = draft.article.text
    found = [m for m in draft.cast.mentions if m.span.of(text).lower() == words.lower()]
    assert len(found) > nth, f"no mention {words!r} among {[m.span.of(text) for m in draft.cast.mentions]}"
    return [draft.cast.actor(a) for a in found[nth].actors]


def nation(actor: Actor) -> str | None:
    return actor.country or actor.code


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Moscow rejected the plan.", "Moscow", "RUS"),
        ("The Élysée condemned the raid.", "Élysée", "FRA"),
        ("French troops left the base.", "troops", "FRA"),
        ("The army of Chad attacked the rebels.", "army", "TCD"),
        ("NATO sent ships.", "NATO", "NATO"),
        ("Officials in Niamey said that the talks had failed.", "Officials", "NER"),
        ("Germany's foreign ministry protested.", "foreign ministry", "DEU"),
        ("The Taliban seized the town.", "Taliban", "TALIBAN"),
    ],
)
def test_nations(draft_of: DraftOf, text: str, words: str, expected: str) -> None:
    assert nation(actors_at(draft_of(text), words)[0]) == expected


@pytest.mark.parametrize("text", ["Paris Hilton visited a mall on Monday.", "Chad Smith beat Jordan Peele at tennis."])
def test_persons_with_the_names_of_countries_are_no_countries(draft_of: DraftOf, text: str) -> None:
    assert not [a for a in draft_of(text).cast.actors if a.kind == "country"]


def test_an_office_is_that_of_the_day(draft_of: DraftOf) -> None:
    text = "Boris Johnson met Emmanuel Macron in Biarritz."
    before = actors_at(draft_of(text, "2017-03-01"), "Boris Johnson")[0]
    during = actors_at(draft_of(text, "2019-08-25"), "Boris Johnson")[0]
    after = actors_at(draft_of(text, "2024-01-10"), "Boris Johnson")[0]
    assert before.office == "Secretary of State for Foreign and Commonwealth Affairs" or "Foreign" in str(before.office)
    assert during.office == "Prime Minister"
    assert "GOV" not in after.sectors


def test_title_apposition_and_surname_are_one_person(draft_of: DraftOf) -> None:
    draft = draft_of(
        "The Minister of the French Armies, Florence Parly, met Iraqi officers on Monday. Parly praised them. "
        "The minister then left.",
        "2020-08-27",
    )
    person = actors_at(draft, "Florence Parly")[0]
    assert (person.country, set(person.sectors)) == ("FRA", {"GOV", "MIL"})
    assert actors_at(draft, "Parly")[0] is person
    assert actors_at(draft, "minister", 1)[0] is person


def test_pronouns_and_the_two_sides(draft_of: DraftOf) -> None:
    draft = draft_of(
        "Polish President Andrzej Duda received German Chancellor Olaf Scholz in Warsaw. He thanked his guest. "
        "The two leaders signed a declaration.",
        "2022-12-12",
    )
    assert actors_at(draft, "He")[0].name == "Andrzej Duda"
    assert {nation(a) for a in actors_at(draft, "leaders")} == {"POL", "DEU"}


def test_the_narrators_pronoun_is_none_of_those_whom_a_speaker_speaks_of(draft_of: DraftOf) -> None:
    draft = draft_of("Norway's minister thanked the allies. “Vladimir Putin wants a quarrel,” she told the parliament.")
    assert nation(actors_at(draft, "she")[0]) == "NOR"


def test_his_counterpart_is_the_other_side(draft_of: DraftOf) -> None:
    draft = draft_of(
        "Sergei Lavrov phoned Hakan Fidan. Lavrov told his counterpart that talks would resume.", "2024-01-10"
    )
    assert nation(actors_at(draft, "his counterpart")[0]) == "TUR"


def test_the_kingdom_is_the_one_spoken_of(draft_of: DraftOf) -> None:
    draft = draft_of("Iraq reopened its border with Saudi Arabia. The kingdom welcomed the step.")
    assert nation(actors_at(draft, "The kingdom")[0]) == "SAU"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Germany welcomed the deal. On Monday Macron received the envoys in Paris.", "Macron", "Macron"),
        ("President Hassan Sheikh Mohamud met Sheikh Hasina in Dhaka.", "Sheikh Hasina", "Sheikh Hasina"),
        ("Foreign Minister Julie Bishop arrived in Jakarta.", "Julie Bishop", "Julie Bishop"),
        ("Volker Türk condemned the killings in Sudan.", "Volker Türk", "Volker Türk"),
        ("South Korea's president, Moon Jae-in, met him.", "Moon Jae-in", "Moon Jae-in"),
        ("President Yoon Suk-yeol condemned Japan on Sunday.", "Yoon Suk-yeol", "Yoon Suk-yeol"),
    ],
)
def test_where_a_name_begins_and_ends(draft_of: DraftOf, text: str, words: str, name: str) -> None:
    (actor,) = actors_at(draft_of(text), words)
    assert (actor.name, actor.kind) == (name, "person")


def test_a_title_names_those_whom_the_report_names(draft_of: DraftOf) -> None:
    draft = draft_of("Jaishankar Tells Wang of Ladakh\n\nS. Jaishankar of India met China's Wang Yi in Moscow.")
    names = {actor.name for actor in draft.cast.actors if actor.kind == "person"}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("text", "words", "sectors"),
    [
        ("The NATO chief arrived in Kyiv.", "chief", {"IGO"}),
        ("Samsung's chairman met the French president.", "chairman", {"BUS"}),
        ("The Congress party's Rahul Gandhi met the French president.", "Rahul Gandhi", {"PTY"}),
        ("Anna Lindt, the party's vice-chairman, met the French president.", "Anna Lindt", {"PTY"}),
        ("SAMANTHA POWER (United States) accused Moscow of lies.", "SAMANTHA POWER", {"GOV"}),
        ("The Russians released ten sailors.", "Russians", {"GOV"}),
        ("Three Russians were arrested in Oslo.", "Russians", {"CVL"}),
    ],
)
def test_sectors(draft_of: DraftOf, text: str, words: str, sectors: set[str]) -> None:
    (actor,) = actors_at(draft_of(text), words)
    assert sectors <= set(actor.sectors)
    assert "GOV" in sectors or "PTY" in sectors or "GOV" not in actor.sectors


def test_who_lost_an_office_days_ago_is_told_of_as_its_holder(draft_of: DraftOf) -> None:
    text = "Soldiers seized Pedro Castillo in Lima."
    assert "GOV" in actors_at(draft_of(text, "2022-12-08"), "Pedro Castillo")[0].sectors
    assert "GOV" not in actors_at(draft_of(text, "2023-06-08"), "Pedro Castillo")[0].sectors


def test_a_pronoun_is_not_what_its_own_verb_tells_of_before_it(draft_of: DraftOf) -> None:
    draft = draft_of("The Indian government hit back at once. Amnesty International had broken the law, it said.")
    assert nation(actors_at(draft, "it")[0]) == "IND"


def test_who_asks_is_not_the_one_who_answers(draft_of: DraftOf) -> None:
    draft = draft_of("Emmanuel Macron spoke in Paris. Asked by a reporter about Libya, he condemned the attack.")
    assert actors_at(draft, "he")[0].name == "Emmanuel Macron"


def test_the_leader_of_a_party_is_not_the_president(draft_of: DraftOf) -> None:
    draft = draft_of(
        "President F.W. de Klerk of South Africa freed ten men. The ANC leader urged Britain to wait.", "1990-02-12"
    )
    assert "PTY" in actors_at(draft, "leader")[0].sectors


def test_a_former_president_is_so_in_a_report_without_a_date(draft_of: DraftOf) -> None:
    draft = draft_of("Sarkozy was convicted in Paris.\n\nA court jailed former president Nicolas Sarkozy.", None)
    assert "GOV" not in actors_at(draft, "Nicolas Sarkozy")[0].sectors


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Chad spoke. Chad waited. In Oslo, police arrested two men.", "police", "NOR"),  # where it is done
        ("Chad quarrels with ECOWAS. Chad waited. The bloc imposed sanctions.", "bloc", "ECOWAS"),
        ("Chad quarrels with the UN. Chad waited. The Secretary-General called Chad.", "Secretary-General", "UN"),
        ("Norway, whose ambassador left Chad, protested.", "ambassador", "NOR"),
        ("Italy's premier landed in the Norwegian capital.", "the Norwegian capital", "NOR"),
        ("Sheikh Jaber al-Sabah came to Oslo.", "Oslo", "NOR"),
    ],
)
def test_whose_they_are(draft_of: DraftOf, text: str, words: str, expected: str) -> None:
    assert [nation(actor) for actor in actors_at(draft_of(text), words)] == [expected]


def test_a_family_that_is_called_like_a_region_is_none(draft_of: DraftOf) -> None:
    assert all(actor.country != "MYS" for actor in draft_of("Sheikh Jaber al-Sabah came to Oslo.").cast.actors)


def test_the_two_countries_are_those_who_govern_them(draft_of: DraftOf) -> None:
    text = "King Harald V of Norway met President Sauli Niinistö of Finland. The two countries agreed."
    assert sorted(a.country or "" for a in actors_at(draft_of(text), "the two countries")) == ["FIN", "NOR"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Angela Merkel met Donald Trump and Theresa May.", "2017"),
        ("Angela Merkel met Barack Obama and David Cameron in 2012.", "2012"),
        ("Former chancellor Gerhard Schroeder met Emmanuel Macron.", "2017"),
        ("Nobody whom the tables know came in 1994.", None),
    ],
)
def test_a_report_without_a_date_is_of_a_day_on_which_most_held_an_office(
    coder: Coder, draft_of: DraftOf, text: str, day: str | None
) -> None:
    found = day_of(draft_of(text, None), coder.book)
    assert (found[:4] if found else found) == day


def test_a_person_of_whom_nothing_is_told_is_of_the_country_whose_leaders_bear_such_names(draft_of: DraftOf) -> None:
    text = "Australia warned China. China sold coal to Australia. Wang Keqiang objected."
    assert nation(actors_at(draft_of(text), "Wang Keqiang")[0]) == "CHN"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("An Israeli military spokesman rejected the charge.", "spokesman", {"MIL"}),
        ("Muslim leaders of Indonesia refused to serve.", "leaders", {"REL"}),
        ("Indonesian leaders refused to serve.", "leaders", {"GOV"}),
        ("The rebel leader of Sudan surrendered. His men attacked the police.", "men", {"REB"}),
        ("The president of Sudan resigned. His men attacked the police.", "men", {"CVL"}),
        ("The acting UN rights chief, Nada al-Nashif, called for calm.", "Nada al-Nashif", {"IGO"}),
        ("The UN envoy urged the parties in Yemen to meet again.", "the parties", {"GOV", "REB", "PTY"}),
        ("The party in Yemen rejected the plan.", "party", {"PTY"}),
    ],
)
def test_adjectives_and_owners_tell_whose_sector_someone_has(
    text: str, words: str, expected: set[str], draft_of: DraftOf
) -> None:
    (actor,) = actors_at(draft_of(text), words)
    assert {*actor.sectors} == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Amadou Bello resigned as head of the central bank of Chad.", "Amadou Bello"),
        ("The talks were led by two ministers of Chad, Amadou Bello and Salim Okar, in May.", "Salim Okar"),
    ],
)
def test_who_acts_as_an_official_or_shares_a_title_is_one(text: str, words: str, draft_of: DraftOf) -> None:
    (actor,) = actors_at(draft_of(text), words)
    assert actor.sectors == ("GOV",)


@pytest.mark.parametrize(("year", "expected"), [("1990", ("GOV",)), ("1965", ("CVL", "PTY"))])
def test_a_year_in_office_beside_the_name_makes_him_an_official(
    year: str, expected: tuple[str, ...], draft_of: DraftOf
) -> None:
    draft = draft_of(f"Iraq recalled what Saddam Hussein did in {year} in Kuwait.", published="2020-11-18")
    (actor,) = actors_at(draft, "Saddam Hussein")
    assert actor.sectors == expected


def test_a_rank_before_a_name_of_the_table_counts(draft_of: DraftOf) -> None:
    (actor,) = actors_at(draft_of("Commodore Frank Bainimarama of Fiji condemned Australia."), "Frank Bainimarama")
    assert "MIL" in actor.sectors


def test_the_end_of_a_full_name_is_enough(draft_of: DraftOf) -> None:
    (actor,) = actors_at(draft_of("Ms Suu Kyi spoke in Myanmar.", published="2018-05-05"), "Suu Kyi")
    assert actor.sectors == ("GOV",)


def test_an_officer_who_rules_is_a_soldier_too(draft_of: DraftOf) -> None:
    draft = draft_of(
        "Assimi Goita criticised France on Monday. Emmanuel Macron rejected the criticism.", published="2022-02-18"
    )
    assert [actors_at(draft, name)[0].sectors for name in ("Assimi Goita", "Emmanuel Macron")] == [
        ("GOV", "MIL"),
        ("GOV",),
    ]


def test_both_men_are_the_two_sides_and_two_men_are_anybody(draft_of: DraftOf) -> None:
    text = "Emmanuel Macron received Olaf Scholz. Both men spoke. Police arrested two men."
    draft = draft_of(text, "2023-05-05")
    assert {a.name for a in actors_at(draft, "men")} == {"Olaf Scholz", "Emmanuel Macron"}
    assert [a.sectors for a in actors_at(draft, "men", 1)] == [("CVL",)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The army of Chad seized power in May.", ("GOV", "MIL")),
        ("Officers who took power in Chad spoke.", ("GOV", "MIL")),
        ("The junta of Chad spoke.", ("GOV", "MIL")),
        ("The president of Chad took power in May.", ("GOV",)),
        ("The army of Chad spoke.", ("GOV",)),
    ],
)
def test_where_soldiers_rule_the_state_is_of_the_army_too(
    told: str, expected: tuple[str, ...], draft_of: DraftOf
) -> None:
    draft = draft_of(f"{told} The rulers met. France condemned Chad. The health ministry of Chad waited.")
    assert actors_at(draft, "Chad", -1)[0].sectors == expected
    assert actors_at(draft, "rulers")[0].sectors == expected
    assert actors_at(draft, "health ministry")[0].sectors == ("GOV",)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Amadou Bello, who leads the opposition, criticised Chad.", "Amadou Bello", {"OPP"}),
        ("Amadou Bello, whose party is small, criticised Chad.", "Amadou Bello", {"PTY"}),
        ("Amadou Bello, who left the opposition, criticised Chad.", "Amadou Bello", {"CVL"}),
        ("Hezbollah's leader of many years, Hassan Nasrallah, was killed.", "Hassan Nasrallah", {"REB", "PTY"}),
        ("The interior ministry of Chad met. Its men fled.", "men", {"GOV", "COP"}),
        ("The bar association of Chad sued the army.", "bar association", {"NGO"}),
        ("Her husband, the editor Amadou Bello, was arrested in Chad.", "husband", {"CVL", "MED"}),
        ("The Taliban fled. Their troops attacked Chad.", "troops", {"REB", "GOV"}),
        ("Striking miners blocked a road in Chad.", "miners", {"LAB", "CVL"}),
        ("Amadou Bello, who quit in June, criticised Chad.", "Amadou Bello", {"GOV"}),
        ("Amadou Bello resigned in Chad.", "Amadou Bello", {"GOV"}),
    ],
)
def test_who_leads_a_body_or_belongs_to_one_is_of_it(
    text: str, words: str, expected: set[str], draft_of: DraftOf
) -> None:
    assert {*actors_at(draft_of(text, "2025-01-01"), words)[0].sectors} == expected


def test_what_is_called_like_a_body_is_no_person(draft_of: DraftOf) -> None:
    draft = draft_of(
        "The National Security Office of Chad spoke. The Coastal Republic of Chad waited. Ships left the Saffron Sea."
    )
    assert not [actor for actor in draft.cast.actors if actor.kind == "person"]


@pytest.mark.parametrize(
    ("told", "later", "sectors"),
    [
        ("A court of Chad fined Open Memory, the country's oldest rights group.", "Memory", ("NGO", "CVL")),
        ("A court of Chad fined the newspaper Zamana.", "Zamana", ("MED",)),
    ],
)
def test_a_body_of_no_table_is_what_the_report_says_that_it_is(
    told: str, later: str, sectors: tuple[str, ...], draft_of: DraftOf
) -> None:
    draft = draft_of(f"{told} Police searched {later}. A judge banned the group.")
    for words in (later, "the group"):
        (actor,) = actors_at(draft, words)
        assert (actor.kind, actor.country, actor.sectors) == ("organisation", "TCD", sectors)


def test_forces_of_two_sides_of_a_country_are_two_actors(draft_of: DraftOf) -> None:
    draft = draft_of("Forces of the TPLF attacked a town in Ethiopia. Forces of Ethiopia attacked the town.")
    assert [actors_at(draft, "forces", nth)[0].sectors for nth in (0, 1)] == [("REB", "PTY"), ("MIL",)]


def test_an_armed_group_is_of_its_country_and_has_a_name_of_its_own(draft_of: DraftOf) -> None:
    (tigers,) = actors_at(draft_of("The army of Sri Lanka shelled the Tamil Tigers."), "Tamil Tigers")
    assert (tigers.country, tigers.code, tigers.sectors) == ("LKA", "LTTE", ("REB",))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The minister of Chad spoke. Envoys of Kenya met him.", "him", ["TCD"]),
        ("A spokesman of Chad praised an envoy of Kenya and then thanked him.", "him", ["KEN"]),
        ("Police arrested two men in Chad. Chad's parliament was closed. They were freed.", "They", ["TCD"]),
        ("Chad and Kenya quarrelled. Chad accused its neighbour of theft.", "neighbour", ["KEN"]),
        ("Chad and Kenya quarrelled. Both armies stood by.", "armies", ["TCD", "KEN"]),
        ("The Arab League condemned the raid. The League expelled Syria.", "The League", ["ARABLEAGUE"]),
        ("The Tamil Tigers attacked Colombo. The Tigers killed ten men.", "The Tigers", ["LKA"]),
        ("Amnesty International was accused in Chad. The group denied it.", "The group", ["AMNESTY"]),
        ("West African leaders suspended Niger.", "West African leaders", ["ECOWAS"]),
        ("The African Union met. Observers left Chad.", "Observers", ["AU"]),
        ("The National Security Council of South Korea met.", "National Security Council", ["KOR"]),
    ],
)
def test_whom_a_short_or_shared_word_means(text: str, words: str, expected: list[str], draft_of: DraftOf) -> None:
    assert sorted({nation(actor) or "" for actor in actors_at(draft_of(text), words)}) == sorted(expected)


def test_part_of_a_longer_name_is_not_the_shorter_one(draft_of: DraftOf) -> None:
    draft = draft_of("Rebels in Sudan besieged the North Darfur capital.")
    assert "PRK" not in {nation(actor) for actor in draft.cast.actors}


def test_a_loud_title_names_nobody_by_its_capitals(draft_of: DraftOf) -> None:
    draft = draft_of("Delegate Rejects Text And Leaves Chamber\n\nA delegate of Chad left the hall on Monday.")
    assert not [actor for actor in draft.cast.actors if actor.kind == "person"]


@pytest.mark.parametrize(("published", "code"), [("2022-05-01", "TALIBAN"), ("2019-05-01", None), (None, None)])
def test_a_group_that_rules_is_the_government(published: str | None, code: str | None, draft_of: DraftOf) -> None:
    (actor,) = actors_at(draft_of("Kabul closed the border.", published), "Kabul")
    assert (actor.country, actor.code) == ("AFG", code)


def test_the_state_of_something_is_no_state(draft_of: DraftOf) -> None:
    draft = draft_of("Chad is in turmoil. Lawyers sued over the state of emergency. The state was silent.")
    held = [mention.span.of(draft.article.text) for mention in draft.cast.mentions]
    assert held.count("The state") == 1
    assert "the state" not in held


@pytest.mark.parametrize(
    ("text", "name", "sectors"),
    [
        ("In the United States, Sen. Ted Barkwell spoke.", "Ted Barkwell", ("LEG",)),
        ("In the United States, Gov. Mary Hobbes spoke.", "Mary Hobbes", ("GOV",)),
        ("In the United States, Labor Secretary Mary Hobbes spoke.", "Mary Hobbes", ("GOV",)),
        ("In the United States, Lt. Gen. Mary Hobbes spoke.", "Mary Hobbes", ("MIL",)),
    ],
)
def test_titles_before_a_name(text: str, name: str, sectors: tuple[str, ...], draft_of: DraftOf) -> None:
    assert actors_at(draft_of(text), name)[0].sectors == sectors


def test_a_last_name_means_the_person_named_in_full_and_no_office_holder(draft_of: DraftOf) -> None:
    draft = draft_of("The historian Andrew Johnson spoke in Ottawa. Johnson blamed the weather.", "2019-11-20")
    assert {actor.country for actor in draft.cast.actors} == {"CAN"}


def test_the_president_is_not_the_vice_president(draft_of: DraftOf) -> None:
    draft = draft_of(
        "President Donald Trump condemned Iran. Vice President Mike Pence agreed. The president called for calm.",
        "2019-01-05",
    )
    assert actors_at(draft, "president", 1)[0].name == "Donald Trump"


def test_an_office_in_a_title_is_that_of_the_person_named_with_it_below(draft_of: DraftOf) -> None:
    draft = draft_of(
        "Foreign Secretary visits Chad\n\nForeign Secretary Philip Hammond arrived in Chad on Monday.", "2015-06-02"
    )
    assert actors_at(draft, "Foreign Secretary")[0].country == "GBR"


def test_foreign_powers_are_of_no_nation_that_is_told(draft_of: DraftOf) -> None:
    assert nation(actors_at(draft_of("Chad told foreign powers to leave. Chad was calm."), "powers")[0]) is None


def test_who_was_in_office_at_home_and_then_sent_by_a_body_is_still_of_his_country(draft_of: DraftOf) -> None:
    assert nation(actors_at(draft_of("Bill Clinton spoke in Chad.", "2019-06-02"), "Bill Clinton")[0]) == "USA"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("In Peru, Congress removed the president. Peru was calm.", "Congress", "PER"),
        ("In the United States, Congress removed the president.", "Congress", "USA"),
        ("Ireland was calm. In Dublin, Labour condemned the cabinet.", "Labour", "IRL"),
        ("Kyrgyz President Sadyr Japarov thanked his Tajik colleague.", "colleague", "TJK"),
        ("Serbia was angry when judges convicted him at the tribunal in The Hague.", "tribunal in The Hague", "UN"),
        ("Turkey accused Europe of breaking its word.", "Europe", "EU"),
        ("The International Criminal Court met. In Chad, the Supreme Court declined.", "Supreme Court", "TCD"),
        ("On Wednesday Kofi Annan condemned the war.", "Kofi Annan", "UN"),
        (
            "Japan praised Prime Minister Carlos Agostinho do Rosario of Mozambique.",
            "Carlos Agostinho do Rosario",
            "MOZ",
        ),
    ],
)
def test_whose_the_bodies_and_persons_are(draft_of: DraftOf, text: str, words: str, expected: str) -> None:
    assert nation(actors_at(draft_of(text, "2004-09-16"), words)[0]) == expected


@pytest.mark.parametrize("words", ["Latin American governments", "The South American republics"])
def test_latin_america_is_not_the_united_states(draft_of: DraftOf, words: str) -> None:
    draft = draft_of(f"In Bolivia, people were calm. {words} condemned Bolivia.")
    assert "USA" not in {nation(actor) for actor in draft.cast.actors}


def test_an_office_that_few_countries_have_is_of_one_that_is_spoken_of(draft_of: DraftOf) -> None:
    draft = draft_of("Iraq thanked Britain. Iraq was calm. The foreign secretary promised Iraq help.")
    assert actors_at(draft, "foreign secretary")[0].country == "GBR"
    draft = draft_of("India thanked Britain. India was calm. The foreign secretary promised help.")
    assert actors_at(draft, "foreign secretary")[0].country == "IND"


def test_europe_is_only_a_place_where_something_is_in_it(draft_of: DraftOf) -> None:
    draft = draft_of("Turkey held talks with Chad in Europe.")
    assert "EU" not in {nation(actor) for actor in draft.cast.actors}


def test_the_two_without_a_noun_are_both_sides(draft_of: DraftOf) -> None:
    draft = draft_of(
        "Polish President Andrzej Duda received Olaf Scholz of Germany. The two signed a pact.", "2022-12-12"
    )
    assert {nation(actor) for actor in actors_at(draft, "The two")} == {"POL", "DEU"}


def test_a_last_name_in_the_title_is_the_persons_whom_the_report_names_in_full(draft_of: DraftOf) -> None:
    draft = draft_of("Morales quits\n\nEvo Morales resigned as president of Bolivia on Sunday.", "2019-11-20")
    assert {actor.country for actor in draft.cast.actors if actor.kind == "person"} == {"BOL"}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Chad spoke. Several were beaten in Oslo.", "Several", "NOR"),
        ("Chad condemned Iraq. Nobody obeyed the army.", "Nobody", "TCD"),
        ("Chad condemned Iraq. Police in Chad arrested 17.", "17", "TCD"),
    ],
)
def test_a_number_or_nobody_without_a_noun_is_people(text: str, words: str, expected: str, draft_of: DraftOf) -> None:
    assert [(nation(each), each.sectors) for each in actors_at(draft_of(text), words)] == [(expected, ("CVL",))]


def test_the_american_one_is_no_people(draft_of: DraftOf) -> None:
    draft = draft_of("Iraq spoke. Embassies shut; the American one stayed open.")
    assert {nation(actor) for actor in draft.cast.actors} == {"IRQ", "USA"}
    assert all("CVL" not in actor.sectors for actor in draft.cast.actors)


def test_a_name_that_comes_before_it_is_told_whose_it_is_counts(draft_of: DraftOf) -> None:
    draft = draft_of("Chad waited. Ter-Petrosyan asked Armenia. In May the politician Levon Ter-Petrosyan was held.")
    assert [nation(each) for each in actors_at(draft, "Ter-Petrosyan")] == ["ARM"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Faroese premier protested.", {"FRO"}),
        ("A ship left New Jersey for Chad, which condemned Iraq.", {"USA", "TCD", "IRQ"}),
    ],
)
def test_a_territory_is_an_actor_of_its_own(text: str, expected: set[str], draft_of: DraftOf) -> None:
    assert {nation(actor) for actor in draft_of(text).cast.actors} == expected
