"""The event types, the CAMEO table and the contexts: they load, they agree with each other, and broken files say so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dragoman.codebook.files import OURS
from dragoman.codebook.types import EventType, load_cameo, load_contexts, load_types
from dragoman.errors import CodebookError

TYPES = load_types([OURS])
CAMEO = load_cameo([OURS])
CONTEXTS = load_contexts([OURS])
QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}
ELSEWHERE = {("COERCE", "convict")}  # where a mode's nearest CAMEO code is another type's: both may convict

GOLDSTEIN = {
    **{"010": 0.0, "0256": -0.3, "036": 4.0, "042": 1.9, "046": 7.0, "057": 8.0, "072": 8.3, "0874": 10.0, "111": -2.0},
    **{"129": -5.0, "130": -4.4, "139": -7.0, "145": -7.5, "154": -7.2, "163": -8.0, "171": -9.2, "190": -10.0},
}
TEA = {"name": "tea", "definition": "Tea.", "cameo": "040", "goldstein": 1.0}


def changes_class(code: str, plover: str) -> bool:
    """Appeals, yielding in words, and verdicts change their class between CAMEO and PLOVER."""
    return code.startswith("02") or code == "116" or (code.startswith("08") and plover == "CONCEDE")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "events" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(folder: Path, kind: str, **fields: object) -> Path:
    """Our file of a type with some fields changed, written into an overlay."""
    content = yaml.safe_load((OURS / "events" / f"{kind}.yaml").read_text(encoding="utf-8"))
    return write(folder, f"{kind}.yaml", yaml.safe_dump({**content, **fields}))


def test_the_sixteen_types_have_plovers_classes() -> None:
    assert {quad: {kind.type for kind in TYPES.values() if kind.quad == quad} for quad in QUADS} == QUADS


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.type)
def test_a_type_is_told_in_full(kind: EventType) -> None:
    assert kind.name
    assert len(kind.definition.split()) >= 12
    assert len(kind.use) >= 4
    assert len(kind.not_for) >= 5
    assert len({example.text for example in kind.examples}) >= 6
    assert len({example.text for example in kind.counter_examples}) >= 6
    assert kind.type not in {each.instead for each in (*kind.not_for, *kind.counter_examples)}


@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.type)
def test_codes_and_weights_of_a_type_are_those_of_the_table(kind: EventType) -> None:
    assert (CAMEO[kind.cameo].plover, CAMEO[kind.cameo].goldstein) == (kind.type, kind.goldstein)
    for mode in kind.modes:
        assert CAMEO[mode.cameo].goldstein == mode.goldstein, mode
        assert (CAMEO[mode.cameo].plover == kind.type) != ((kind.type, mode.name) in ELSEWHERE), mode


def test_no_sentence_is_an_example_and_a_counter_example_of_one_type() -> None:
    for kind in TYPES.values():
        assert not {each.text for each in kind.examples} & {each.text for each in kind.counter_examples}


def test_the_table_has_every_code_once() -> None:
    lines = (OURS / "events" / "cameo.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == len(CAMEO) == 315
    roots = [code for code in CAMEO if len(code) == 2]
    assert roots == [f"{number:02}" for number in range(1, 21)]
    assert all(code[:-1] in CAMEO for code in CAMEO if len(code) > 2)
    assert list(CAMEO) == sorted(CAMEO)


def test_weights_are_goldsteins() -> None:
    assert {code: CAMEO[code].goldstein for code in GOLDSTEIN} == GOLDSTEIN


def test_classes_of_codes_follow_their_roots() -> None:
    for code in CAMEO.values():
        root = int(code.code[:2])
        assert code.quad == 1 + (root > 5) + (root > 8) + (root > 13), code


def test_every_code_but_mere_statements_becomes_a_type_with_that_mode_and_class() -> None:
    for code in CAMEO.values():
        assert (code.plover is None) == (code.code.startswith("01") and code.code != "018"), code
        if code.plover is None:
            continue
        kind = TYPES[code.plover]
        assert code.mode is None or code.mode in {mode.name for mode in kind.modes}, code
        assert (kind.quad == code.quad) != changes_class(code.code, code.plover), code


def test_contexts_have_distinct_names_and_cues() -> None:
    names = [context.name for context in CONTEXTS]
    assert len(names) == len(set(names))
    assert {"military", "diplomatic", "economic", "terrorism", "cyber", "cbrn", "peacekeeping"} <= set(names)
    assert all(len(context.cues) >= 5 and context.definition for context in CONTEXTS)


def test_an_overlay_replaces_a_type_and_leaves_the_others(tmp_path: Path) -> None:
    changed(tmp_path, "CONSULT", name="Palaver", modes=[])
    types = load_types([OURS, tmp_path])
    assert types["CONSULT"].name == "Palaver"
    assert types["CONSULT"].modes == ()
    assert {name: kind for name, kind in types.items() if name != "CONSULT"} == {
        name: kind for name, kind in TYPES.items() if name != "CONSULT"
    }


def test_an_overlay_replaces_and_adds_codes_and_contexts(tmp_path: Path) -> None:
    header = "code,name,goldstein,plover,mode,quad"
    write(tmp_path, "cameo.csv", f"{header}\n042,Make a visit,3.0,CONSULT,visit,1\n047,Play chess,1.0,CONSULT,,1\n")
    write(tmp_path, "contexts.yaml", "cyber: {definition: Nets., cues: [net]}\nspace: {definition: Sky., cues: [moon]}")
    cameo = load_cameo([OURS, tmp_path])
    assert cameo["042"].goldstein == 3.0
    assert cameo["047"].mode is None
    assert len(cameo) == len(CAMEO) + 1
    contexts = {context.name: context for context in load_contexts([OURS, tmp_path])}
    assert contexts["cyber"].cues == {"net"}
    assert contexts["space"].cues == {"moon"}
    assert contexts["military"] in CONTEXTS


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"quad": 5}, "quad is 1, 2, 3 or 4"),
        ({"goldstein": -11}, "between -10 and 10"),
        ({"goldstein": "much"}, "goldstein is a number"),
        ({"cameo": "999"}, "no CAMEO code '999'"),
        ({"cameo": 40}, "codes stand in quotes"),
        ({"type": "PARLEY"}, "name and its type 'PARLEY' differ"),
        ({"colour": "red"}, r"unknown \['colour'\]"),
        ({"examples": [{"text": "They met.", "words": "parted"}]}, "'parted' is not in 'They met.'"),
        ({"examples": ["They met."]}, "expected a mapping, found 'They met.'"),
        ({"not_for": [{"what": "a duel", "instead": "DUEL"}]}, "no PLOVER type 'DUEL'"),
        ({"counter_examples": [{"text": "They met."}]}, r"counter_examples: fields missing \['instead', 'why'\]"),
        ({"modes": [{**TEA, "cameo": "000"}]}, "mode tea: no CAMEO code"),
        ({"modes": [TEA, TEA]}, "mode tea is given twice"),
    ],
)
def test_a_broken_type_names_the_file_and_the_fault(tmp_path: Path, fields: dict[str, object], said: str) -> None:
    path = changed(tmp_path, "CONSULT", **fields)
    with pytest.raises(CodebookError, match=said) as raised:
        load_types([OURS, tmp_path])
    assert str(path) in str(raised.value)


def test_a_missing_field_and_bad_yaml_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, "AID.yaml", "type: AID\n")
    with pytest.raises(CodebookError, match="fields missing") as raised:
        load_types([OURS, tmp_path])
    assert str(path) in str(raised.value)
    write(tmp_path, "AID.yaml", "type: [AID\n")
    with pytest.raises(CodebookError, match="not readable as YAML"):
        load_types([OURS, tmp_path])
    write(tmp_path, "AID.yaml", "type: AID\ntype: AGREE\n")
    with pytest.raises(CodebookError, match='duplicate entry with key "type"'):
        load_types([OURS, tmp_path])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("042,Make a visit,warm,CONSULT,visit,1", "code 042: goldstein is a number, found 'warm'"),
        ("042,Make a visit,1.9,CONSULT,visit,9", "code 042: quad is 1, 2, 3 or 4"),
        ("042,Make a visit,1.9", "line 2: expected 6 cells, found 3"),
        ("042,Make a visit,1.9,CONSULT,visit,1,extra", "line 2: expected 6 cells, found 7"),
    ],
)
def test_a_broken_row_names_the_file_and_the_code(tmp_path: Path, row: str, said: str) -> None:
    path = write(tmp_path, "cameo.csv", f"code,name,goldstein,plover,mode,quad\n{row}\n")
    with pytest.raises(CodebookError, match=said) as raised:
        load_cameo([tmp_path])
    assert str(path) in str(raised.value)


@pytest.mark.parametrize("cue", ["Nets", "a long phrase", 5])
def test_a_cue_is_one_or_two_lower_case_lemmas(tmp_path: Path, cue: object) -> None:
    write(tmp_path, "contexts.yaml", yaml.safe_dump({"cyber": {"definition": "Nets.", "cues": [cue]}}))
    with pytest.raises(CodebookError, match=r"contexts\.yaml: cyber: a cue is"):
        load_contexts([tmp_path])
