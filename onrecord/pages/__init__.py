"""Which pages there are and what each shows."""

from onrecord.pages.page_types import Page
from onrecord.pages.plan import find_pages, plan_pages

__all__ = ["Page", "find_pages", "plan_pages"]
