"""Citations: in styles, as files for reference managers, and as JSON-LD.

`citation` holds the details of a citation; `citation_styles` writes it; `cite` makes the citation
of a statement or an exchange; `json_ld` describes pages to search engines.
"""
