"""The network of happenings: it starts from what the tagger made of every sign and says of every sign which happening it
tells, which one a body that stands there has a part in, and whether it is of a title or a counted result. What a body has
to do with words elsewhere is told by what stands between them (`bound`)."""

import jax
import jax.numpy as jnp

from training.network import WIDTH as STATE
from training.network import dropped, through
from yinli.core.reading.general import WIDTH as GENERAL_WIDTH
from yinli.core.reading.happening_features import BETWEEN, INPUTS, MEET, TYPES

# Of a body that stands there, of words that tell a happening, of titles and of counted results; what a body asks of the
# words around and what words answer.
OUTPUTS = (
    *(f"part-{kind}" for kind in TYPES),
    *(f"words-{kind}" for kind in TYPES),
    "title",
    "counted",
    *(f"asks-{number}" for number in range(MEET)),
    *(f"answers-{number}" for number in range(MEET)),
)
SIZES = {"signs": 64, "pairs": 48, "names": 24, "verbs": 24, "parts": 24}
WIDTH = 96
REACH = (1, 2, 4, 8, 16, 32, 1)


def fresh(key: jax.Array, signs: jax.Array, pairs: jax.Array) -> dict:
    """Weights before training; `signs` and `pairs` are the tagger's tables."""
    keys = iter(jax.random.split(key, 32))

    def dense(*shape: int) -> jax.Array:
        fan_in = shape[-2] * (shape[0] if len(shape) == 3 else 1)
        return jax.random.normal(next(keys), shape) * (1.4 / fan_in**0.5)

    tables = {name: jax.random.normal(next(keys), (many, SIZES[name])) * 0.1 for name, many in INPUTS.items()}
    return {
        **tables,
        "signs": signs,
        "pairs": pairs,
        "scale": jnp.ones(STATE),
        "shift": jnp.zeros(STATE),
        "made": dense(GENERAL_WIDTH, WIDTH) * 0.3,
        "in": {"w": dense(STATE + sum(SIZES.values()), WIDTH), "b": jnp.zeros(WIDTH)},
        "blocks": [
            {
                "w": dense(3, WIDTH, WIDTH),
                "b": jnp.zeros(WIDTH),
                "scale": jnp.ones(WIDTH),
                "shift": jnp.zeros(WIDTH),
            }
            for _ in REACH
        ],
        # What is asked and answered begins next to nothing.
        "out": {
            "w": (dense(WIDTH, len(OUTPUTS)) * 0.3).at[:, -2 * MEET :].multiply(0.1),
            "b": jnp.full(len(OUTPUTS), -3.0).at[-2 * MEET :].set(0.0),
        },
        "between": {name: -0.5 * jnp.tile(jnp.arange(many) / many, (2, 1)) for name, many in BETWEEN.items()},
        "side": jnp.zeros((2, len(TYPES))),
    }


def bound(weights: dict, words: jax.Array, one: dict[str, jax.Array], meet: jax.Array) -> jax.Array:
    """[mentions, types]: how much the words [size, types] around each mention say of it. `one` has for each step of
    BETWEEN the numbers [mentions, size] of what stands between, `after` whether the sign comes after the mention, `near`
    whether it is looked at at all; `meet` [mentions, size]: how well what the mention asks meets what the sign answers."""
    side = one["after"].astype(int)
    given = sum(weights["between"][name][side, one[name]] for name in BETWEEN) + meet
    total = words[None] + given[..., None] + weights["side"][side]
    return jax.nn.logsumexp(jnp.where(one["near"][..., None], total, -30.0), axis=1)


def scores(
    weights: dict, state: jax.Array, made: jax.Array, seen: jax.Array, drop: jax.Array | None = None
) -> jax.Array:
    """[batch, size, outputs] of the tagger's state [batch, size, width], what the general recogniser `made` of every sign
    (eight bits) and features [5, batch, size]."""
    keys = jax.random.split(drop, len(REACH) + 2) if drop is not None else [None] * (len(REACH) + 2)
    mean = state.mean(-1, keepdims=True)
    spread = jnp.sqrt(((state - mean) ** 2).mean(-1, keepdims=True) + 1e-5)
    start = (state - mean) / spread * weights["scale"] + weights["shift"]
    tables = [weights[name][seen[at]] for at, name in enumerate(INPUTS)]
    joined = jnp.concatenate([start, *tables], axis=-1)
    own = dropped(joined, keys[0], 0.25) @ weights["in"]["w"] + weights["in"]["b"]
    own = own + dropped(made.astype(jnp.float32) / 127, keys[1], 0.25) @ weights["made"]
    own = through(weights["blocks"], REACH, own, seen[0] > 0, keys[2:])
    return own @ weights["out"]["w"] + weights["out"]["b"]
