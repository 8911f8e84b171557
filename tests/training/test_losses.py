"""The loss of whole sequences, against a sum over every path. Needs PyTorch (training/requirements.txt)."""

from __future__ import annotations

import itertools

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from quotes.extraction.labels import ROLE_TAGS  # noqa: E402
from training.losses import BLOCKED, forbidden, sequence_loss, words_of  # noqa: E402
from training.windows import IGNORED  # noqa: E402


def test_sequence_loss_is_that_of_all_paths() -> None:
    torch.manual_seed(0)
    count = len(ROLE_TAGS)
    emissions, transitions = torch.randn(2, 3, count), torch.randn(count, count)
    tags, lengths = torch.tensor([[1, 2, 0], [3, 4, 0]]), torch.tensor([3, 2])

    def score(row: int, path: tuple[int, ...]) -> torch.Tensor:
        steps = sum(emissions[row, i, tag] for i, tag in enumerate(path))
        return steps + sum(transitions[a, b] for a, b in itertools.pairwise(path))

    expected = 0.0
    for row, length in enumerate(lengths.tolist()):
        every = [score(row, path) for path in itertools.product(range(count), repeat=length)]
        expected += float(
            torch.logsumexp(torch.stack(every), 0) - score(row, tuple(tags[row, :length].tolist()))
        )
    assert float(sequence_loss(emissions, tags, lengths, transitions)) == pytest.approx(
        expected / 5, rel=1e-4
    )


def test_an_inside_follows_its_begin_alone() -> None:
    blocked = forbidden()
    inside = ROLE_TAGS.index("I-cue")
    free = {ROLE_TAGS[i] for i in range(len(ROLE_TAGS)) if blocked[i, inside] == 0}
    assert free == {"B-cue", "I-cue"}
    assert (blocked[:, ROLE_TAGS.index("O")] == 0).all()
    assert BLOCKED < -1000


def test_words_are_gathered_in_order() -> None:
    logits = torch.arange(2 * 4 * 2).reshape(2, 4, 2).float()
    targets = torch.tensor([[IGNORED, 5, IGNORED, 3], [IGNORED] * 4])
    rows, tags, lengths = words_of(logits, targets)
    assert tags.tolist() == [[5, 3]]
    assert lengths.tolist() == [2]
    assert rows[0, :, 0].tolist() == [2.0, 6.0]
