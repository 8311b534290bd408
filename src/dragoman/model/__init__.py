"""A small model of our own: what in a sentence is an act, which words are its sides, of what type it is."""
