"""Which pages there are and what each shows."""

from onrecord.pages.page_types import Page

__all__ = ["Page"]
