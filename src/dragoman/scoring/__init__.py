"""How good is the record? Figures against reports coded by hand, and on sentences with two marked actors."""
