"""Citations: in styles, as files for reference managers, and as JSON-LD.

`citation` makes the citation of a statement or an exchange; `citation_styles` writes it; `json_ld`
describes pages to search engines.
"""
