"""How what was said is cited: in words, for reference managers, and for machines that read pages.

`citation` says what a citation knows; `styles` writes it; `of` makes one of a statement or an
exchange; `linked` says of a page what it is, as JSON-LD.
"""
