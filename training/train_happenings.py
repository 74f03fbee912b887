"""Train the model of happenings on top of the tagger (a step of `make train-reader`)."""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax

from training import looked_at
from training.export import write_happenings
from training.happening_network import bound, fresh, scores
from training.happenings import LONGEST, Piece, piece, texts
from training.told import FOLDER, passages
from training.train import SEED
from yinli.core.reading.happening_features import ANSWERS, ASKS, BETWEEN, MEET, TYPES, between
from yinli.core.reading.told_by_model import MODEL

BATCH, MENTIONS, BODIES = 16, 192, 64
# Batches are padded to one of these sizes.
SIZES, MANY = (160, 320, 480, 640, LONGEST), (16, 32, 64, 128, MENTIONS)
# How much a sign counts beside a body.
SIGNS = 0.05
Batch = dict[str, np.ndarray]


def batches(pieces: list[Piece], rng: np.random.Generator) -> Iterator[Batch]:
    """All pieces once, like lengths together."""
    order = sorted(rng.permutation(len(pieces)), key=lambda at: len(pieces[at].text) // 40)
    made = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    for at in rng.permutation(len(made)):
        batch = padded([pieces[one] for one in made[at]])
        _hide(batch, rng)
        yield batch


def padded(some: list[Piece]) -> Batch:
    """Pieces as arrays of one size."""
    longest = min(LONGEST, max(len(one.text) for one in some))
    size = next(width for width in SIZES if width >= longest)
    mentions = min(MENTIONS, max(len(one.spans) for one in some))
    many = next(count for count in MANY if count >= mentions)
    made = {
        "state": np.zeros((BATCH, size, some[0].state.shape[1]), np.float32),
        "made": np.zeros((BATCH, size, some[0].made.shape[1]), np.int8),
        "seen": np.zeros((some[0].seen.shape[0], BATCH, size), np.int32),
        "signs": np.zeros((BATCH, size, len(TYPES) + 2), np.float32),
        "free": np.zeros((BATCH, size), np.float32),
        "within": np.zeros((BATCH, many, size), np.float32),
        **{name: np.zeros((BATCH, many, size), np.int8) for name in BETWEEN},
        "after": np.zeros((BATCH, many, size), bool),
        "near": np.zeros((BATCH, many, size), bool),
        "body": np.full((BATCH, many), BODIES, np.int32),
        "parts": np.zeros((BATCH, BODIES, len(TYPES)), np.float32),
        "known": np.zeros((BATCH, BODIES), np.float32),
    }
    for row, one in enumerate(some):
        _fill(made, row, one, size, many)
    return made


def _fill(made: Batch, row: int, one: Piece, size: int, many: int) -> None:
    own = min(size, len(one.text))
    made["state"][row, :own] = one.state[:own]
    made["made"][row, :own] = one.made[:own]
    made["seen"][:, row, :own] = one.seen[:, :own]
    made["signs"][row, :own] = one.signs[:own]
    made["free"][row, :own] = 1
    spans = [(at, span) for at, span in enumerate(one.spans) if span[1] <= own and one.body[at] < BODIES][
        :many
    ]
    if not spans:
        return
    for place, (at, span) in enumerate(spans):
        made["within"][row, place, slice(*span)] = 1 / (span[1] - span[0])
        made["free"][row, slice(*span)] = 0
        made["body"][row, place] = one.body[at]
        made["parts"][row, one.body[at]] = one.parts[one.body[at]].clip(0)
        made["known"][row, one.body[at]] = one.parts[one.body[at], 0] >= 0
    begins = np.bincount([span[0] for span in one.spans], minlength=len(one.text)) > 0
    steps, after, near = between(one.text, [span for _at, span in spans], begins, 0, own)
    for name, given in {**steps, "after": after, "near": near}.items():
        made[name][row, : len(spans), :own] = given


def _hide(made: Batch, rng: np.random.Generator) -> None:
    """Hide some signs, and of some texts what the rules say: they know their verbs, the model is to read others too."""
    hidden = (rng.random(made["seen"].shape[1:]) < 0.06) & (made["seen"][0] > 0)
    made["seen"][0][hidden], made["seen"][1][hidden], made["made"][hidden] = 1, 0, 0
    made["seen"][4][rng.random(BATCH) < 0.3] = 0
    made["seen"][3][rng.random(BATCH) < 0.15] = 0


def of_bodies(weights: dict, given: jax.Array, one: dict[str, jax.Array]) -> jax.Array:
    """[bodies, types] of one text: of a mention what its own signs and the words around say, of a body the highest."""
    many = len(TYPES)
    own = one["within"] @ given[:, :many]
    meet = (one["within"] @ given[:, ASKS]) @ given[:, ANSWERS].T / MEET**0.5
    words = bound(weights, given[:, many : 2 * many], one, meet)
    return jax.ops.segment_max(own + words, one["body"], BODIES + 1)[:BODIES]


def parts_of(weights: dict, given: jax.Array, batch: Batch) -> jax.Array:
    """[batch, bodies, types]; 0 where a text has no such body."""
    names = ("within", "body", "after", "near", *BETWEEN)
    found = jax.vmap(lambda one, row: of_bodies(weights, one, row))(
        given, {name: batch[name] for name in names}
    )
    return jnp.where(batch["known"][..., None] > 0, found, 0.0)


def loss_of(weights: dict, batch: Batch, key: jax.Array) -> jax.Array:
    """Cross entropy of what bodies took part in, and of the signs that tell it."""
    given = scores(weights, batch["state"], batch["made"], batch["seen"], key)
    bodies = parts_of(weights, given, batch)
    parts = optax.sigmoid_binary_cross_entropy(bodies, batch["parts"]) * batch["known"][..., None]
    signs = optax.sigmoid_binary_cross_entropy(given[..., len(TYPES) : ASKS.start], batch["signs"])
    # Words that tell a happening are outside of names; titles and counts may hold them.
    free = jnp.concatenate(
        [
            jnp.repeat(batch["free"][..., None], len(TYPES), -1),
            jnp.repeat((batch["seen"][0] > 0)[..., None], 2, -1),
        ],
        -1,
    )
    return parts.sum() / BATCH + (signs * free).sum() / BATCH * SIGNS


def trained(pieces: list[Piece], start: dict, rounds: int) -> dict:
    """Weights after `rounds` over all pieces: the mean of the last ones."""
    steps = rounds * (len(pieces) // BATCH + 1)
    adam = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(optax.warmup_cosine_decay_schedule(0, 2e-3, 50, steps, 2e-5), weight_decay=1e-3),
    )

    @jax.jit
    def step(held, batch, key):
        weights, mean, state = held
        loss, slope = jax.value_and_grad(loss_of)(weights, batch, key)
        change, state = adam.update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        return (weights, optax.incremental_update(weights, mean, 0.03), state), loss

    held, rng, key = (
        (start, start, adam.init(start)),
        np.random.default_rng(SEED),
        jax.random.PRNGKey(SEED + 2),
    )
    at, began, lately = 0, time.monotonic(), 0.0
    for turn in range(rounds):
        for batch in batches(pieces, rng):
            key, own = jax.random.split(key)
            held, loss = step(held, batch, own)
            at, lately = at + 1, 0.98 * lately + 0.02 * float(loss)
            if at % 100 == 0:
                took = time.monotonic() - began
                print(f"round {turn + 1}, step {at} of {steps}: loss {lately:.4f}, {took:.0f} s", flush=True)
    return held[1]


def main() -> None:
    """Read the passages, train, write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--told", type=Path, default=FOLDER)
    asked.add_argument("--tagger", type=Path, default=Path("var/reader/weights.npz"))
    asked.add_argument("--copies", type=int, default=3)
    asked.add_argument("--rounds", type=int, default=4)
    asked.add_argument("--out", type=Path, default=Path("var/reader"))
    asked.add_argument("--model", type=Path, default=MODEL)
    given = asked.parse_args()
    start, rng = time.monotonic(), random.Random(SEED)
    pieces = [
        piece(one)
        for one in texts([*passages(given.told), *looked_at.texts()], rng, given.copies, changed=0.6)
    ]
    print(f"{len(pieces)} texts, {time.monotonic() - start:.0f} s", flush=True)
    tagger = np.load(given.tagger)
    weights = fresh(
        jax.random.PRNGKey(SEED + 1), jnp.array(tagger["['sign']"]), jnp.array(tagger["['pair']"])
    )
    weights = trained(pieces, weights, given.rounds)
    leaves = jax.tree_util.tree_leaves_with_path(weights)
    flat = {jax.tree_util.keystr(path): np.asarray(value) for path, value in leaves}
    np.savez(given.out / "happenings.npz", **flat)
    write_happenings(given.out / "happenings.npz", given.model)
    print(f"{given.model.stat().st_size} bytes of model; {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
