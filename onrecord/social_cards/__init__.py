"""The picture that stands beside a link to a statement or an answer on other sites.

`card` says what is on it; `face` knows a typeface; `lines` breaks words into lines; `draw` makes
the PNG; `files` draws them all. What the typeface has no letters for has no picture.
"""
