"""Watching feeds: what is due is fetched politely, what is new in it read and kept in a ledger."""
