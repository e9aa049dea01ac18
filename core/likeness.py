"""When two photos show the same: each is 64 bits, in hex, that change little when it is scaled or saved again."""

NEAR = 6  # bits in which two of the same may differ
_PART = 4  # letters of hex: of four parts one is left alone by up to three changes, and mostly by more


def keys(look: str) -> list[str]:
    """By which photos like this one are found; none where it says nothing."""
    return [f"{at // _PART}:{look[at : at + _PART]}" for at in range(0, len(look), _PART)]


def alike(one: str, other: str) -> bool:
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= NEAR
