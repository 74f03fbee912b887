"""Pure decisions about talents."""

# GB 11643-1999: the 18th sign of an identity number, modulo 11 with these weights.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SIGNS = "10X98765432"


class WrongIdentity(ValueError):
    """An identity number that cannot be right."""


def identity_sign(digits: str) -> str:
    """The 18th sign that belongs to 17 digits."""
    return _SIGNS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def cleaned_identity(text: str) -> str:
    """An identity number or a passport number in its one spelling; raises WrongIdentity.

    18 signs that begin with 17 digits are an identity number, whose last sign must fit the others.
    """
    cleaned = "".join(text.upper().split())
    if not cleaned.isascii() or not cleaned.isalnum() or not 5 <= len(cleaned) <= 20:
        raise WrongIdentity
    if len(cleaned) == 18 and cleaned[:17].isdecimal() and identity_sign(cleaned[:17]) != cleaned[17]:
        raise WrongIdentity
    return cleaned
