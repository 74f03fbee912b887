"""Pure decisions about enterprises."""

# GB 32100-2015: 18 signs, no I, O, S, V, Z; the last is a check sign modulo 31 with these weights.
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class WrongCreditCode(ValueError):
    """A unified social credit code that cannot be right; `code` is what was typed."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"{code} is not a unified social credit code")


def check_sign(code17: str) -> str:
    """The 18th sign of a unified social credit code (GB 32100-2015, 4.5)."""
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(code17, _WEIGHTS, strict=True))
    return _SIGNS[(31 - total % 31) % 31]


def cleaned_credit_code(code: str | None) -> str | None:
    """`code` in upper case without blanks, None when empty; raises WrongCreditCode."""
    cleaned = "".join((code or "").upper().split())
    if not cleaned:
        return None
    right_signs = len(cleaned) == 18 and all(sign in _SIGNS for sign in cleaned)
    if not right_signs or check_sign(cleaned[:17]) != cleaned[17]:
        raise WrongCreditCode(code or "")
    return cleaned
