"""Numbers in words, as they are read aloud: a second look at a figure with many noughts."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_MILLIARD = 10**9


def in_words(value: int) -> str:
    """'mười hai triệu ba trăm nghìn'. What is beyond thousands of milliards is read by the milliard."""
    if value == 0:
        return _DIGITS[0]
    most, rest = divmod(value, _MILLIARD)
    said = [f"{in_words(most)} tỷ"] if most else []
    return " ".join([*said, *_below_a_milliard(rest, after=bool(most))])


def _below_a_milliard(value: int, after: bool) -> list[str]:
    said: list[str] = []
    for power in (2, 1, 0):
        part = value // 1000**power % 1000
        if part:
            said.append(f"{_three(part, whole=after or bool(said))} {_SCALES[power]}".strip())
    return said


def _three(value: int, whole: bool) -> str:
    """`whole`: something stands before it, so that its hundreds are named even when there are none."""
    hundreds, below = divmod(value, 100)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if below:
        said += ["linh"] if below < 10 and said else []
        said.append(_two(below))
    return " ".join(said)


def _two(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    ending = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{'mười' if tens == 1 else f'{_DIGITS[tens]} mươi'} {ending}".strip()
