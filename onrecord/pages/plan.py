"""Which pages there are: a Corpus in, every Page out."""

from __future__ import annotations

from onrecord.model import Corpus
from onrecord.pages.kinds import Page
from onrecord.pages.lists import (
    plan_about,
    plan_home,
    plan_not_found,
    plan_search,
    plan_speakers,
    plan_topics,
    plan_years,
)
from onrecord.pages.neighbours import with_neighbours
from onrecord.pages.record import plan_statement
from onrecord.pages.survey import survey_corpus


def plan_pages(corpus: Corpus) -> tuple[Page, ...]:
    """Every page of the site; the order is that of the site's map."""
    survey = survey_corpus(corpus)
    pages: list[Page] = [plan_home(survey), *plan_years(survey)]
    for before, statement, after in with_neighbours(survey.statements):
        pages += plan_statement(survey, statement, previous=before, following=after)
    pages += plan_topics(survey)
    pages += plan_speakers(survey)
    pages += [plan_search(), plan_about(survey), plan_not_found()]
    return tuple(pages)
