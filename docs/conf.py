"""Settings of Sphinx for the documentation site; `make docs` builds it."""

from onrecord import __version__

project = "On Record"
version = release = __version__
copyright = "The On Record authors"  # noqa: A001 (the name that Sphinx reads)
extensions = ["myst_parser"]
myst_heading_anchors = 4  # links to headings, as GitHub makes them
nitpicky = True
html_theme = "furo"
html_title = "On Record"
html_copy_source = False
html_show_sphinx = False
html_show_sourcelink = False
