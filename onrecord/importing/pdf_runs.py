"""Sets apart the runs of text that a PDF places by themselves, so that columns stay apart."""

from typing import Any

Operation = tuple[Any, bytes]
_IDENTITY: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SHOWN_ON_NEXT_LINE = frozenset({b"'", b'"'})
_POSITIONS = frozenset({b"Td", b"TD", b"Tm", b"T*"})


def set_runs_apart(page: Any, reader: Any) -> None:
    """Make each placed run of a page's text a text object of its own.

    pypdf lays out a text object as a whole, and many programs write a page as one.
    """
    from pypdf.generic import ContentStream, NameObject

    contents = page.get("/Contents")
    if contents is None or contents.get_object() is None:
        return
    stream = ContentStream(contents.get_object(), reader)
    stream.operations = _apart(stream.operations)
    page[NameObject("/Contents")] = stream


def _apart(operations: list[Operation]) -> list[Operation]:
    result: list[Operation] = []
    matrix, leading = _IDENTITY, 0.0
    for operands, operator in operations:
        if operator == b"BT":
            matrix = _IDENTITY
        elif operator == b"TL":
            leading = float(operands[0])
        elif operator == b"TD":
            leading = -float(operands[1])
        if operator in _SHOWN_ON_NEXT_LINE:
            matrix = _moved(matrix, (), b"T*", leading)
            result += [*_placed(matrix), ([operands[-1]], b"Tj")]
        elif operator in _POSITIONS:
            matrix = _moved(matrix, operands, operator, leading)
            result += _placed(matrix)
        else:
            result.append((operands, operator))
    return result


def _placed(matrix: tuple[float, ...]) -> list[Operation]:
    """Return the operations that begin a text object at a place."""
    from pypdf.generic import FloatObject

    return [([], b"ET"), ([], b"BT"), ([FloatObject(number) for number in matrix], b"Tm")]


def _moved(
    matrix: tuple[float, ...], operands: Any, operator: bytes, leading: float
) -> tuple[float, ...]:
    """Return the matrix of the text line after an operator that places it."""
    if operator == b"Tm":
        return tuple(float(number) for number in operands[:6])
    across, up = (0.0, -leading) if operator == b"T*" else (float(operands[0]), float(operands[1]))
    a, b, c, d, x, y = matrix
    return (a, b, c, d, x + across * a + up * c, y + across * b + up * d)
