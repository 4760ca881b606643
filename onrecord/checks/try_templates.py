"""Prints pages with a project's own templates, for the command `check`."""

from collections.abc import Iterator
from itertools import islice

from onrecord import urls
from onrecord.batches import parts_of
from onrecord.edition import Edition
from onrecord.errors import Error, Errors
from onrecord.pages import Page
from onrecord.pages.plan import PageFamily, page_families
from onrecord.pages.render import page_renderer, template_errors
from onrecord.pages.site_index import MANY
from onrecord.statement_steps import publish_statement


def try_templates(edition: Edition) -> tuple[Error, ...]:
    """Return the errors of the project's own templates that can be found without a build.

    All are compiled. They print every page of a collection that is not large. Of a large one, they
    print the pages of the first statement, and those that show no text of statements.
    """
    folders = edition.files.template_folders
    if len(folders) == 1 or not edition.numbered:
        return ()
    errors = Errors()
    errors.extend(template_errors(edition.config.site, folders))
    render = page_renderer(site=edition.config.site, template_folders=folders)
    with errors.collecting():
        for page in _pages(edition):
            with errors.collecting():
                render(page)
    return errors.noted


def _pages(edition: Edition) -> Iterator[Page]:
    """Print the pages of statements, and yield others; ContentError for those of statements."""
    withdrawn = edition.reconciled.withdrawn
    if len(edition.numbered) > MANY:
        publish_statement(edition.publish(0))
        for family in page_families(edition.index, withdrawn, dict):
            if _shows_nothing_of_statements(family):
                yield from islice(family.plan(), 1)
        return
    made = [*edition.steps.run(publish_statement, edition.publishing_keys, edition.publish)]
    parts = parts_of(edition, [one.light for one in made])
    for family in page_families(edition.index, withdrawn, lambda: parts):
        yield from family.plan()


def _shows_nothing_of_statements(family: PageFamily) -> bool:
    has_texts = family.topic or family.shows_questions or family.shows_passages
    return not has_texts and {urls.ABOUT, urls.DATA}.isdisjoint(family.addresses)
