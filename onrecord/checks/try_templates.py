"""Prints some pages with a project's own templates, for the command `check`."""

from itertools import islice

from onrecord import urls
from onrecord.edition import Edition
from onrecord.errors import Error, Errors
from onrecord.pages.plan import PageFamily, page_families
from onrecord.pages.render import page_renderer, template_errors
from onrecord.statement_steps import publish_statement


def try_templates(edition: Edition) -> tuple[Error, ...]:
    """Return the errors of the project's own templates that can be found without a build.

    All are compiled, and print the pages of the first statement, and those that show no text of
    statements.
    """
    folders = edition.files.template_folders
    if len(folders) == 1 or not edition.numbered:
        return ()
    errors = Errors()
    errors.extend(template_errors(edition.config.site, folders))
    render = page_renderer(site=edition.config.site, template_folders=folders)
    for family in page_families(edition.index, edition.reconciled.withdrawn, dict):
        if _shows_nothing_of_statements(family):
            with errors.collecting():
                for page in islice(family.plan(), 1):
                    render(page)
    with errors.collecting():
        publish_statement(edition.publish(0))
    return errors.noted


def _shows_nothing_of_statements(family: PageFamily) -> bool:
    has_texts = family.topic or family.shows_questions or family.shows_passages
    return not has_texts and {urls.ABOUT, urls.DATA}.isdisjoint(family.addresses)
