"""The tagger's network: embeddings, six convolutions of growing reach, a score for every tag of every sign."""

import jax
import jax.numpy as jnp

from training.labels import LABELS
from yinli.core.reading.features import KINDS, PAIRS, PLACES
from yinli.core.reading.general import KINDS as GENERAL_KINDS
from yinli.core.reading.general import WIDTH as GENERAL_WIDTH

TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
SIGN, PAIR, WORD, GENERAL, WIDTH = 64, 48, 32, 48, 192
REACH = (1, 2, 4, 8, 1, 2)


def fresh(key: jax.Array, signs: int) -> dict:
    """Weights before training; `signs` is how many signs have a number."""
    keys = iter(jax.random.split(key, 32))

    def dense(*shape: int) -> jax.Array:
        fan_in = shape[-2] * (shape[0] if len(shape) == 3 else 1)
        return jax.random.normal(next(keys), shape) * (1.4 / fan_in**0.5)

    size = SIGN + PAIR + WORD + GENERAL
    return {
        "sign": jax.random.normal(next(keys), (signs, SIGN)) * 0.1,
        "pair": jax.random.normal(next(keys), (PAIRS, PAIR)) * 0.1,
        "word": jax.random.normal(next(keys), (len(KINDS) * PLACES, WORD)) * 0.1,
        "general": jax.random.normal(next(keys), (GENERAL_KINDS, GENERAL)) * 0.1,
        "made": dense(GENERAL_WIDTH, WIDTH) * 0.3,
        "in": {"w": dense(size, WIDTH), "b": jnp.zeros(WIDTH)},
        "blocks": [
            {
                "w": dense(3, WIDTH, WIDTH),
                "b": jnp.zeros(WIDTH),
                "scale": jnp.ones(WIDTH),
                "shift": jnp.zeros(WIDTH),
            }
            for _ in REACH
        ],
        "out": {"w": dense(WIDTH, len(TAGS)) * 0.3, "b": jnp.zeros(len(TAGS))},
    }


def scores(weights: dict, seen: jax.Array, made: jax.Array, drop: jax.Array | None = None) -> jax.Array:
    """[batch, size, tags] of [4, batch, size] features and what the general recogniser `made` of every sign [batch, size,
    GENERAL_WIDTH], in eight bits; `drop` is a key while training."""
    signs = seen[0]
    tables = ("sign", "pair", "word", "general")
    seen = jnp.concatenate([weights[name][seen[at]] for at, name in enumerate(tables)], axis=-1)
    keys = jax.random.split(drop, len(REACH) + 2) if drop is not None else [None] * (len(REACH) + 2)
    state = dropped(seen, keys[0], 0.2) @ weights["in"]["w"] + weights["in"]["b"]
    state = state + dropped(made.astype(jnp.float32) / 127, keys[1], 0.2) @ weights["made"]
    state = through(weights["blocks"], REACH, state, signs > 0, keys[2:])
    return state @ weights["out"]["w"] + weights["out"]["b"]


def through(blocks: list, reaches: tuple, state: jax.Array, real: jax.Array, keys: list) -> jax.Array:
    """[batch, size, width] after convolutions of these reaches; where `real` is not, nothing is seen."""
    for block, reach, key in zip(blocks, reaches, keys, strict=True):
        state = state * real[..., None]
        moved = jax.lax.conv_general_dilated(
            _levelled(state, block), block["w"], (1,), [(reach, reach)], rhs_dilation=(reach,),
            dimension_numbers=("NWC", "WIO", "NWC"),
        )  # fmt: skip
        state = state + dropped(jax.nn.relu(moved + block["b"]), key, 0.15)
    return state


def _levelled(state: jax.Array, block: dict) -> jax.Array:
    mean = state.mean(-1, keepdims=True)
    spread = jnp.sqrt(((state - mean) ** 2).mean(-1, keepdims=True) + 1e-5)
    return (state - mean) / spread * block["scale"] + block["shift"]


def dropped(state: jax.Array, key: jax.Array | None, share: float) -> jax.Array:
    """`state` with a share of it hidden, by `key` while training."""
    if key is None:
        return state
    return jnp.where(jax.random.bernoulli(key, 1 - share, state.shape), state / (1 - share), 0)
