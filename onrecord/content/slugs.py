"""What a name in an address may be made of."""

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # sergey-lavrov
