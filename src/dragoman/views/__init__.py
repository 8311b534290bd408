"""Pictures of relations: the same Altair charts in a notebook, in a file and on a page."""
