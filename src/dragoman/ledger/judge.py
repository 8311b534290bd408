"""People's judgements of events: kept as they were made, and attached to what the event became after recoding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dragoman.errors import QueryError
from dragoman.identity import content_id
from dragoman.ledger.lake import moment_now

if TYPE_CHECKING:
    from dragoman.ledger.write import Writer

VERDICTS = ("accept", "reject", "correct")

_EVENT = """SELECT e.article_id, e.type, v.trigger_start, v.trigger_end, coalesce(v.trigger, '') FROM events e
            LEFT JOIN evidence v ON v.event_id = e.event_id AND v.number = 0 WHERE e.event_id = ?"""

# Each judgement with the event that it is about now: the one of the same id; else in the same article the one whose
# trigger overlaps, of the same type if there is one; else none.
ATTACHED = """
WITH told AS (
    SELECT e.event_id, e.article_id, e.type, v.trigger_start, v.trigger_end
    FROM events e JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
    WHERE e.article_id IN (SELECT article_id FROM judgements)
), near AS (
    SELECT j.judgement_id, arg_max(t.event_id, (t.type = j.type, t.event_id)) AS event_id
    FROM judgements j JOIN told t ON t.article_id = j.article_id
        AND t.trigger_start < j.trigger_end AND j.trigger_start < t.trigger_end
    GROUP BY j.judgement_id
)
SELECT j.* RENAME (event_id AS judged_id), coalesce(e.event_id, near.event_id) AS event_id
FROM judgements j LEFT JOIN events e ON e.event_id = j.event_id LEFT JOIN near USING (judgement_id)
ORDER BY j.judged, j.judgement_id"""


def judge(
    writer: Writer, event_id: str, verdict: str, judge: str, *, changes: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> str:  # fmt: skip
    """Keep a judgement; its id. Safe after ``commit``. The event stays as it was coded.

    changes: for "correct", the fields that are wrong with their right values. Raises QueryError where there is no such
    event, or the verdict is none.
    """
    if verdict not in VERDICTS or (verdict == "correct") != bool(changes):
        raise QueryError(f"verdict {verdict!r}: accept, reject, or correct with the fields to correct")
    found = writer.lake.execute(_EVENT, [event_id]).fetchone()
    if found is None:
        raise QueryError(f"no event {event_id!r} in the ledger")
    now, corrected = moment_now(), json.dumps(changes or {}, sort_keys=True, ensure_ascii=False)
    judgement_id = content_id("judgement", event_id, judge, verdict, corrected, note or "", now.isoformat())
    names = ("article_id", "type", "trigger_start", "trigger_end", "words")
    row = {"judgement_id": judgement_id, "event_id": event_id, "verdict": verdict, "changes": corrected}
    by = {"judge": judge, "note": note, "judged": now}
    writer.put("judgements", [{**row, **by, **dict(zip(names, found, strict=True))}])
    return judgement_id
