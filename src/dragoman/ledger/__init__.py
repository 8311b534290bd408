"""The ledger: years of records in a folder that one owns: safe, reproducible, readable by everything else."""

from dragoman.ledger.ledger import Ledger
from dragoman.ledger.write import Writer, open_writer

__all__ = ["Ledger", "Writer", "open_writer"]
