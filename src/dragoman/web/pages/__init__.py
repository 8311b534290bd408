"""The pages, one module a kind. Each module has ``routes``, a tuple of Starlette routes."""
