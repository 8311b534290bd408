"""The codebook: all knowledge of the field as data, read once, part by part when first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from dragoman.codebook.abbreviations import Abbreviations, load_abbreviations
from dragoman.codebook.actors import ActorBook, load_actors
from dragoman.codebook.dates import DateCues, load_date_cues, load_datings
from dragoman.codebook.exchange_codes import ExchangeCodes, load_exchange
from dragoman.codebook.files import read_mapping, roots
from dragoman.codebook.frames import Frames, load_frames
from dragoman.codebook.furniture import FurnitureCues, load_furniture
from dragoman.codebook.groups import Groups, load_groups
from dragoman.codebook.happenings import HappeningCues, load_happening_cues
from dragoman.codebook.home import HomeCues, load_home_cues
from dragoman.codebook.model import ModelCues, load_model_cues
from dragoman.codebook.names import NameCues, load_name_cues
from dragoman.codebook.offices import Offices, load_offices
from dragoman.codebook.places import PlaceCues, PlaceIndex, load_place_cues, load_places
from dragoman.codebook.sides import SideCues, load_side_cues
from dragoman.codebook.sift import SiftCues, load_sift
from dragoman.codebook.speech import SpeechCues, load_speech
from dragoman.codebook.status import StatusCues, load_status
from dragoman.codebook.types import CameoCode, Context, EventType, load_cameo, load_contexts, load_types
from dragoman.codebook.visits import VisitCues, load_visit_cues
from dragoman.errors import CodebookError
from dragoman.identity import content_id

READER_FILES = ("reader.onnx", "reader.json", "tokenizer.json")


class Codebook:
    """Our codebook with the user's overlays on top. Parts are read when first asked for, then kept."""

    def __init__(self, overlays: Sequence[str | Path] = ()) -> None:
        self.folders = roots(overlays)

    @cached_property
    def id(self) -> str:
        """The content id of every data file: the same words give the same id."""
        files = [
            path for folder in self.folders for path in sorted(folder.rglob("*")) if path.suffix in {".yaml", ".csv"}
        ]
        return content_id(*(part for path in files for part in (path.name, path.read_text(encoding="utf-8"))))

    @cached_property
    def reader(self) -> Path | None:
        """The folder of the overlays' own model (``reader/``), the last one's; None: that of the package.

        Raises CodebookError where a file of it is missing.
        """
        own = next((folder / "reader" for folder in reversed(self.folders) if (folder / "reader").is_dir()), None)
        if own is None:
            return None
        for name in READER_FILES:
            if not (own / name).is_file():
                raise CodebookError(f"{own}: no {name}; training/train.py --out writes all that a model needs")
        return own

    @cached_property
    def frames(self) -> Frames:
        """Verb, noun and adjective frames."""
        return load_frames(self.folders)

    @cached_property
    def actors(self) -> ActorBook:
        """Countries, bodies, groups and roles."""
        return load_actors(self.folders)

    def name_of(self, code: str) -> str:
        """The name of a country, body or group of states; the code itself where there is none."""
        known = self.actors.known.get(code)
        return known.name if known is not None else self.groups.names.get(code, code)

    def code_of(self, words: str) -> str | None:
        """The code that some words mean: a code, or a name, adjective or capital; None where they mean nobody."""
        upper = words.strip().upper()
        if upper in self.actors.known or self.groups.is_group(upper):
            return upper
        known = self.actors.named(words)
        return None if known is None else known.country or known.code

    @cached_property
    def offices(self) -> Offices:
        """Who held which office when."""
        return load_offices(self.folders)

    @cached_property
    def types(self) -> dict[str, EventType]:
        """The PLOVER types by name."""
        return load_types(self.folders)

    @cached_property
    def cameo(self) -> dict[str, CameoCode]:
        """The CAMEO codes."""
        return load_cameo(self.folders)

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        """The PLOVER contexts."""
        return load_contexts(self.folders)

    @cached_property
    def furniture(self) -> FurnitureCues:
        """What on a page is not the report."""
        return load_furniture(self.folders)

    @cached_property
    def dates(self) -> DateCues:
        """Words of dates."""
        return load_date_cues(self.folders)

    @cached_property
    def datings(self) -> Mapping[str, float]:
        """How much each mark of a date weighs for an act."""
        return load_datings(self.folders)

    @cached_property
    def places(self) -> PlaceIndex:
        """Places by name."""
        return load_places(self.folders)

    @cached_property
    def place_cues(self) -> PlaceCues:
        """Which acts have a place, and the words that lead to it."""
        return load_place_cues(self.folders)

    @cached_property
    def names(self) -> NameCues:
        """Words inside names, and words of reference."""
        return load_name_cues(self.folders)

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """Words whose full stop ends no sentence."""
        return load_abbreviations(self.folders)

    @cached_property
    def status(self) -> StatusCues:
        """What tells whether an act happened."""
        return load_status(self.folders)

    @cached_property
    def model(self) -> ModelCues:
        """How far the model's word goes against the frames'."""
        return load_model_cues(self.folders)

    @cached_property
    def sides(self) -> SideCues:
        """Who stands in for a side that no words name."""
        return load_side_cues(self.folders)

    @cached_property
    def home(self) -> HomeCues:
        """What speaks for the home of a story or of a stranger."""
        return load_home_cues(self.folders)

    @cached_property
    def sift(self) -> SiftCues:
        """Which reports are worth reading."""
        return load_sift(self.folders)

    @cached_property
    def speech(self) -> SpeechCues:
        """What introduces reported speech."""
        return load_speech(self.folders)

    @cached_property
    def exchange(self) -> ExchangeCodes:
        """Codes of other data sets."""
        return load_exchange(self.folders)

    @cached_property
    def happenings(self) -> HappeningCues:
        """When events of different articles are one happening."""
        return load_happening_cues(self.folders)

    @cached_property
    def groups(self) -> Groups:
        """Groups of states, and who was in them when."""
        return load_groups(self.folders)

    @cached_property
    def visits(self) -> VisitCues:
        """Words of claims about how many visits there were."""
        return load_visit_cues(self.folders)

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """Verb lemmas that the parser gets wrong, and what they should be."""
        return read_mapping(self.folders, "cues/lemmas.yaml")
