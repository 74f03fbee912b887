"""Train the tagger: `make train-reader`. Same data, same seed, same model, to the bit on one machine."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax

from training import looked_at, told
from training.corpora import Example, fewfc, swapped, uner
from training.export import write_tagger
from training.grammar import compose
from training.network import TAGS, fresh, scores
from training.told import example, passages
from yinli.core.reading.document import Document
from yinli.core.reading.features import INPUTS, UNKNOWN, features
from yinli.core.reading.general import WIDTH, general_states
from yinli.core.reading.tagger import MODEL

SEED = 320211
# Of a text its features [4, size], what the general recogniser made of its signs [size, WIDTH], and its tags [size].
Prepared = tuple[np.ndarray, np.ndarray, np.ndarray]
SIZE, BATCH = 192, 32
RARE = 2
# How often each passage of our own is learned from, and as often with other names.
OWN = 3
# How many composed texts are learned from beside them.
BESIDE = 6000
# The highest step of the broad round and of the close one.
FAST, SLOW = 2e-3, 1.2e-3


def broad(data: Path, composed: int) -> list[Example]:
    """All that is composed or published: many texts, of few shapes or of another trade."""
    rng = random.Random(SEED)
    found = [Example(compose(rng, sentences=rng.choice((1, 2, 3, 4)))) for _ in range(composed)]
    real = published(data)
    return found + real * 2 + [swapped(one, rng) for one in real * 2 if one.written.marks]


def close(data: Path) -> list[Example]:
    """The passages of our own, with other names as well, and some of the broad texts beside, so that they stay known."""
    rng = random.Random(SEED + 1)
    found = [Example(compose(rng, sentences=rng.choice((1, 2, 3, 4)))) for _ in range(BESIDE)]
    found += rng.sample(published(data), BESIDE // 2)
    own = [*passages(), *looked_at.texts()]
    found += [example(one) for one in own] * OWN
    return found + [example(told.swapped(one, rng)) for one in own for _ in range(OWN)]


def published(data: Path) -> list[Example]:
    """The training parts of UNER and FewFC."""
    found = list(uner(data / "uner/zh_gsdsimp-ud-train.iob2"))
    for name in ("train_base", "train_trans"):
        found += fewfc(data / f"fewfc/{name}.json")
    return found


def alphabet(texts: list[Example]) -> dict[str, int]:
    """Sign → number, from 2; those that stand less than RARE times share UNKNOWN."""
    counted = Counter(sign for one in texts for sign in Document(one.written.text, None, ()).text)
    return {
        sign: at for at, sign in enumerate(sorted(s for s, n in counted.items() if n >= RARE), UNKNOWN + 1)
    }


def tags_of(one: Example) -> np.ndarray:
    """The number of each sign's tag; -1 where nothing is known."""
    found = np.zeros(len(one.written.text), np.int8)
    for start, end, label in one.written.marks:
        found[start] = TAGS.index(f"B-{label}")
        found[start + 1 : end] = TAGS.index(f"I-{label}")
    if one.known is not None:
        found[~np.array(one.known, bool)] = -1
    return found


def prepared(texts: list[Example], signs: dict[str, int]) -> list[Prepared]:
    """Each text in pieces of at most SIZE signs."""
    found = []
    for one in texts:
        doc = Document(one.written.text, None, ())
        seen, made, tags = np.array(features(doc, signs), np.int32), general_states(doc.text), tags_of(one)
        for start in range(0, len(tags), SIZE):
            part = slice(start, start + SIZE)
            found.append((seen[:, part], made[part], tags[part]))
    return found


def batches(pieces: list[Prepared], rng: np.random.Generator) -> Iterator[Prepared]:
    """All pieces once, in any order but of like lengths; some signs are hidden, so that a name is known by what is
    around it."""
    order = rng.permutation(len(pieces))
    chunks = [order[at : at + BATCH * 40] for at in range(0, len(order), BATCH * 40)]
    made = []
    for chunk in chunks:
        chunk = sorted(chunk, key=lambda at: pieces[at][2].size)
        made += [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
    for at in rng.permutation(len(made)):
        yield _padded([pieces[one] for one in made[at]], rng)


def _padded(some: list[Prepared], rng: np.random.Generator) -> Prepared:
    longest = max(tags.size for *_seen, tags in some)
    size = next(width for width in (48, 96, 144, SIZE) if width >= longest)
    seen, tags = np.zeros((len(INPUTS), BATCH, size), np.int32), np.full((BATCH, size), -1, np.int32)
    made = np.zeros((BATCH, size, WIDTH), np.int8)
    for row, (one, state, own) in enumerate(some):
        seen[:, row, : own.size], made[row, : own.size], tags[row, : own.size] = one, state, own
    hidden = (rng.random((BATCH, size)) < 0.06) & (seen[0] > 0)
    seen[0][hidden] = UNKNOWN
    seen[1][hidden] = 0
    # Composed names look odder to the general recogniser than real ones do: it is not to be trusted blindly.
    odd = rng.random((BATCH, size)) < 0.08
    seen[3][odd] = 0
    made[odd] = 0
    return seen, made, tags


def loss_of(weights, seen, made, tags, key):
    """Cross entropy over the signs whose tag is known."""
    given = scores(weights, seen, made, key)
    known = tags >= 0
    each = optax.softmax_cross_entropy_with_integer_labels(given, jnp.where(known, tags, 0))
    return (each * known).sum() / jnp.maximum(known.sum(), 1)


def trained(pieces: list, weights: dict, rounds: int, fastest: float, memory: float) -> dict:
    """Weights after `rounds` over all pieces: the mean of the last ones, each counting for `memory` of it."""
    steps = rounds * (len(pieces) // BATCH + 1)
    adam = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adamw(
            optax.warmup_cosine_decay_schedule(0, fastest, 300, steps, fastest / 100), weight_decay=1e-4
        ),
    )
    state = adam.init(weights)

    @jax.jit
    def step(held, seen, made, tags, key):
        weights, mean, state = held
        loss, slope = jax.value_and_grad(loss_of)(weights, seen, made, tags, key)
        change, state = adam.update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        return (weights, optax.incremental_update(weights, mean, memory), state), loss

    held, rng, key = (weights, weights, state), np.random.default_rng(SEED), jax.random.PRNGKey(SEED + 1)
    at, start, lately = 0, time.monotonic(), 0.0
    for turn in range(rounds):
        for seen, made, tags in batches(pieces, rng):
            key, own = jax.random.split(key)
            held, loss = step(held, seen, made, tags, own)
            at, lately = at + 1, 0.98 * lately + 0.02 * float(loss)
            if at % 200 == 0:
                print(
                    f"round {turn + 1}, step {at} of {steps}: loss {lately:.4f}, {time.monotonic() - start:.0f} s",
                    flush=True,
                )
    return held[1]


def kept(weights: dict, signs: dict[str, int], path: Path) -> None:
    """Write weights and signs to a file."""
    leaves = jax.tree_util.tree_leaves_with_path(weights)
    flat = {jax.tree_util.keystr(place): np.asarray(value) for place, value in leaves}
    np.savez(path, signs="".join(signs), **flat)


def loaded(path: Path) -> tuple[dict, dict[str, int]]:
    """(weights, signs) of a file."""
    found = np.load(path)
    signs = {sign: at for at, sign in enumerate(str(found["signs"]), UNKNOWN + 1)}
    leaves, tree = jax.tree_util.tree_flatten_with_path(
        fresh(jax.random.PRNGKey(SEED), len(signs) + UNKNOWN + 1)
    )
    return jax.tree_util.tree_unflatten(
        tree, [jnp.array(found[jax.tree_util.keystr(p)]) for p, _ in leaves]
    ), signs


def broadly(data: Path, composed: int, rounds: int) -> tuple[dict, dict[str, int]]:
    """(weights, signs) after the broad texts."""
    texts = broad(data, composed)
    signs = alphabet(texts)
    pieces = prepared(texts, signs)
    size = sum(tags.size for *_seen, tags in pieces)
    print(f"{len(texts)} texts of {size} signs, {len(signs)} different ones", flush=True)
    start = fresh(jax.random.PRNGKey(SEED), len(signs) + UNKNOWN + 1)
    return trained(pieces, start, rounds, FAST, 0.002), signs


def main() -> None:
    """Compose, read, train, write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", type=Path, default=Path("../shared/reading"))
    asked.add_argument("--composed", type=int, default=40000)
    asked.add_argument("--rounds", type=int, default=1, help="over the broad texts")
    asked.add_argument("--close", type=int, default=3, help="rounds over the close ones")
    asked.add_argument(
        "--broad", type=Path, help="weights of an earlier run's broad round, to begin with the close one"
    )
    asked.add_argument("--out", type=Path, default=Path("var/reader"))
    asked.add_argument("--model", type=Path, default=MODEL)
    given = asked.parse_args()
    start = time.monotonic()
    given.out.mkdir(parents=True, exist_ok=True)
    weights, signs = loaded(given.broad) if given.broad else broadly(given.data, given.composed, given.rounds)
    kept(weights, signs, given.out / "broad.npz")
    weights = trained(prepared(close(given.data), signs), weights, given.close, SLOW, 0.02)
    kept(weights, signs, given.out / "weights.npz")
    write_tagger(given.out / "weights.npz", given.model)
    print(f"{given.model.stat().st_size} bytes of model; {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
