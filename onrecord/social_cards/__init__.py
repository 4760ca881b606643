"""Social cards: the pictures that other sites show with a link to a statement or an answer.

`card` has the text on a card, `typeface` measures and draws letters, `line_breaks` breaks text into
lines, `draw` makes the PNG, and `card_files` draws all cards. Text with letters that the typeface
does not have gets no card.
"""
