"""The words that the text fuzzer puts together: what the coder looks for, and what breaks programs."""

from __future__ import annotations

_NEWS = """
France|Iraq|US|Iran|North Korea|Russian|Ukraine|Moscow|Baghdad|Seoul|the EU|NATO|the Taliban|
the UN Security Council|President|Prime Minister|Foreign Minister|Emmanuel Macron|Vladimir Putin|Mr. Smith|U.S.|
the government|police|a spokesman|protesters|rebels|the army|the opposition|the two sides|he|she|who|which|that|
and|or|when|after|before|since|of|in|at|on|to|from|by|the|a|not|no|will|would|had|has|was|is|said|says|
told reporters|according to|accuses|attacked|killed|visited|arrived in|met|met with|signed|agreed|threatened|
rejected|condemned|demanded|urged|arrested|expelled|sanctioned|imposed sanctions on|protested|deployed|
sent aid to|talks|an agreement|a treaty|troops|missiles|an airstrike|a summit|a visit|Monday|on Friday|
last week|next month|yesterday|today|tomorrow|two days ago|999 decades ago|99 years later|a fortnight|
on the eve of|January|in May|May 32|February 30, 2023|31 April 2021|2023-02-30|0000-00-00|9999-12-31|1500|2099|
the 1990s|early 2020|since 2014|spring 2022|from 2001 to 1999|between March and January 2020|12 months before|
the day after|the next day|that night|at noon|14:10|10th|1,000|20 %|$5 million|
"""
_MARKS = [
    ". ", ", ", "; ", ": ", "! ", "? ", "… ", "... ", "-", "–", " — ", "(", ")", "[", "]", '"', '" ', ' "', "“",
    "”", "‘", "’", "’s ", "'s ", "„", "«", "»", "'", "/", "\\", "|", "&", "&amp;", "&#0;", "&#xD800;", "%", "$",
    "@", "#", "*", "_", " ", " ", "  ", "\n", "\n\n", "\n \n", "\r", "\r\n", "\t", "\x0b", "\x0c", "\x00", "\x01",
    "\x1b[31m", "\x1c", "\x7f", "\x85", "\x9f", "\xa0", "\xad", "͏", "\u061c", "\u180e", "\u200b", "\u200d",
    "\u200f", "\u2028", "\u2029", "\u202e", "\u2067", "\u2069", "\ufeff", "�", "\uffff", "\ud800", "\udfff",
    "\U000e0041", "😀", "é", "é", "ß", "İ", "ı", "ﬁ", "日本", "한국", "москва", "عربي", "Σ", "<p>", "</p>", "<h1>",
    "<div>", "</div>", "<article>", "<script>", "<br>", "<table>", "<time>", "<!--", "-->", "<", ">", "]]>",
    "<meta name='date' content='", "'>", "A", "x", "I", "1", "0", "aaaaaaaaaaaaaaaa", "Share this", "By ",
    "Photo: ", "OSLO (Reuters) - ", "PARIS, May 5 (AFP) — ", "Read more", "Updated at ",
]  # fmt: skip
WORDS = [*(f"{word.strip()} " for word in _NEWS.replace("\n", "").strip("|").split("|")), *_MARKS]
