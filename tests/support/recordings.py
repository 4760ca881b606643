"""A recording for tests: a second or more of a tone."""

import struct
import wave
from io import BytesIO
from math import pi, sin

_RATE = 8_000  # samples a second


def tone(seconds: float) -> bytes:
    """Return a WAV file with 8 bits a sample."""
    file = BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(1)
        writer.setframerate(_RATE)
        samples = (
            128 + round(20 * sin(2 * pi * 440 * n / _RATE)) for n in range(round(seconds * _RATE))
        )
        writer.writeframes(b"".join(struct.pack("B", sample) for sample in samples))
    return file.getvalue()
