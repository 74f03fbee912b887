"""From bytes to text, in the encodings that offices use."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# So much is looked at to guess.
_HEAD, _LOOKED_AT = 2000, 200_000


class NotText(ValueError):
    """The bytes are no text in any encoding that is known."""


def decode(data: bytes) -> tuple[str, str]:
    """`(text, encoding)`: byte-order marks first, then UTF-8, then GB 18030, then a guess. Raises NotText.

    GB 18030 holds GBK and GB 2312; UTF-16 without a mark is known by its zero bytes.
    """
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in marked or (*_utf16_without_mark(data[:_HEAD]), "utf-8", "gb18030"):
        text = _decoded(data, encoding)
        if text is not None and (marked or _is_sane(text)):
            return text, encoding
    if marked:
        raise NotText
    return _guessed(data)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(head: bytes) -> tuple[str, ...]:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) / 20 and odd > 4 * even:
        return ("utf-16-le",)
    if even > len(head) / 20 and even > 4 * odd:
        return ("utf-16-be",)
    return _utf16_chinese(head)


def _utf16_chinese(head: bytes) -> tuple[str, ...]:
    """Chinese in UTF-16 has few zero bytes; its high bytes lie in 4E..9F on every second place."""
    if len(head) < 8:
        return ()
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = head[offset::2]
        likely = sum(0x4E <= byte <= 0x9F or byte in (0x00, 0x30, 0xFF) for byte in high)
        other = head[1 - offset :: 2]
        spread = sum(0x4E <= byte <= 0x9F for byte in other)
        if likely > 0.9 * len(high) and spread < 0.7 * len(other):
            return (encoding,)
    return ()


def _is_sane(text: str) -> bool:
    """Whether a decoding yields hardly any control characters: else it is binary, or the wrong encoding."""
    head = text[:5000]
    odd = sum(1 for c in head if (ord(c) < 32 and c not in "\t\r\n\f") or 0xE000 <= ord(c) <= 0xF8FF)
    return odd <= max(2, len(head) // 100)


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOKED_AT]).best()
    text = _decoded(data, best.encoding) if best else None
    if best is None or text is None or not _is_sane(text):
        raise NotText
    return text, best.encoding
