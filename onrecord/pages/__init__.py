"""Which pages exist and what each shows."""

from onrecord.pages.kinds import Page
from onrecord.pages.plan import plan_pages

__all__ = ["Page", "plan_pages"]
