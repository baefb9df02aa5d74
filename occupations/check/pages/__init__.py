"""The check's pages: Django around the pure engine beside it."""
