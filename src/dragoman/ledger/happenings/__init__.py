"""The same happening told by several articles: copies of one text, and events that several outlets report."""
