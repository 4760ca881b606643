"""How many made-up examples a test tries."""

from hypothesis import settings

EXPLORE = "explore"  # the profile that looks for new examples
_MORE = 20


def examples(count: int) -> settings:
    """Return settings for so many examples, or for many more where new ones are looked for."""
    is_exploring = settings.get_current_profile_name() == EXPLORE
    return settings(max_examples=count * _MORE if is_exploring else count)
