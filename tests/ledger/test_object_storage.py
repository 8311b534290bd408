"""A ledger whose Parquet files are in a bucket, on an S3-compatible server of our own, where moto is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_report import make_report

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from server import BUCKET, object_storage

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.tidy import tidy
from dragoman.ledger.verify import verify
from dragoman.scale.store import listed

NEWS = f"{BUCKET}/news"


@pytest.fixture
def bucket() -> Iterator[None]:
    for each in ("duckdb_extension_httpfs", "moto", "flask", "flask_cors"):
        pytest.importorskip(each)
    with object_storage():
        yield


def test_what_is_written_to_a_bucket_is_read_from_it(tmp_path: Path, bucket: None) -> None:
    records = [make_report(number) for number in range(2)]
    with open_writer(tmp_path / "ledger", data=NEWS) as writer:
        for record in records:
            writer.add(record)
            writer.commit()
        tidy(writer)
    files = listed(NEWS)
    assert any("/articles/" in each.uri for each in files) and not (tmp_path / "ledger" / "data").exists()
    with Ledger(tmp_path / "ledger") as ledger:
        assert [each.to_json() for each in ledger.records()] == [each.to_json() for each in records]
        assert list(verify(ledger)) == []
        with pytest.raises(LedgerError):
            ledger.sql(f"SELECT content FROM read_blob('{BUCKET}/other/*')")


def test_a_bucket_that_is_not_there_is_told_when_the_ledger_is_begun(tmp_path: Path, bucket: None) -> None:
    told = pytest.raises(LedgerError, match=r"s3://nowhere/news: cannot be reached .*AWS_ACCESS_KEY_ID.*404")
    with told, open_writer(tmp_path / "ledger", data="s3://nowhere/news"):
        pass


def test_another_scheme_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="a folder, or s3://bucket/path"), open_writer(tmp_path, data="gs://a/b"):
        pass


def test_data_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "a.parquet").touch()
    told = pytest.raises(LedgerError, match="holds 1 files already")
    with told, open_writer(tmp_path / "ledger", data=str(tmp_path / "theirs")):
        pass
    with open_writer(tmp_path / "ledger", data=str(tmp_path / "own")):
        pass
    assert Ledger(tmp_path / "ledger").place.data == str(tmp_path / "own")
