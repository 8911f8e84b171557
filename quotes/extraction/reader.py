"""Text -> what the model says of each word: the one place where the ONNX network runs.

In: a text of any length. Out: a `Reading`, arrays with one row per word. A long text is
read in windows that are cut between paragraphs; each window also sees the paragraphs
before it, for which the window before has answered already.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from quotes.extraction.labels import ARC_SIZE, ARCS, ENTITY_TAGS, ROLE_TAGS
from quotes.extraction.pieces import Pieces, cut, mark_states
from quotes.extraction.quotations import Quoted, find_quoted

MODEL = Path(__file__).parent / "model"
WINDOW = 384
"""Pieces that the network sees at once, as in training."""
CONTEXT = 96
"""Pieces of the text before that a window repeats, at most."""


@dataclass(frozen=True, slots=True)
class Window:
    """The arcs among the words that the network saw together.

    `seen` is the first word seen, `start` the first that this window answers for, `end`
    one past the last. `projections` [1 + end - seen, 8, 64]: for each of labels.ARCS one
    to point with and one to be pointed at; row 0 stands for "none".
    """

    seen: int
    start: int
    end: int
    projections: np.ndarray

    def arcs(self, word: int, head: int) -> np.ndarray:
        """Return where `word` points: probabilities of "none", then of the words from `seen` on.

        `head` is one of TO_CUE, TO_SOURCE, TO_LAST, TO_FIRST. Raises IndexError if the window
        did not see the word.
        """
        origin = self.projections[1 + word - self.seen, head]
        scores = self.projections[:, head + 1] @ origin * ARC_SIZE**-0.5
        weights = np.exp(scores - scores.max())
        result: np.ndarray = weights / weights.sum()
        return result

    def arcs_within(self, word: int, head: int, low: int, high: int) -> np.ndarray:
        """Return log probabilities of the words [low, high), given that `word` points at one of them."""
        origin = self.projections[1 + word - self.seen, head]
        goals = self.projections[1 + low - self.seen : 1 + high - self.seen, head + 1]
        return log_softmax(goals @ origin * ARC_SIZE**-0.5)


TO_CUE, TO_SOURCE, TO_LAST, TO_FIRST = (2 * number for number in range(len(ARCS)))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of a text of n words.

    `starts`, `ends` [n]: the words' characters, half-open. `tags` [n, 7] and `entities`
    [n, 9]: log probabilities in the order of labels.py. `windows`: the arcs. `quoted`:
    what stands inside quotation marks. `transitions` [7, 7]: from one tag to the
    next, if the model has learned them.
    """

    starts: np.ndarray
    ends: np.ndarray
    tags: np.ndarray
    entities: np.ndarray
    windows: tuple[Window, ...]
    quoted: tuple[Quoted, ...]
    transitions: np.ndarray | None = None

    def window_of(self, word: int) -> Window:
        """Return the window that answers for a word."""
        return self.windows[bisect_right(self.windows, word, key=lambda window: window.start) - 1]


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return log probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: np.ndarray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def window_ranges(pieces: Pieces, limit: int, context: int) -> Iterator[tuple[int, int, int]]:
    """Yield (first word seen, first word answered, one past the last word) of each window.

    A window ends between two paragraphs where one fits, else between two words. A single
    word of more than `limit` pieces makes a window of its own, cut off by the caller.
    """
    total = len(pieces.first)
    at = [*pieces.first.tolist(), len(pieces.ids)]
    paragraphs = [*pieces.breaks.tolist()[1:], total]
    start = 0
    while start < total:
        seen = start
        while seen and at[start] - at[seen - 1] <= context:
            seen -= 1
        end = start + 1
        while end < total and at[end + 1] - at[seen] <= limit:
            end += 1
        whole = [p for p in paragraphs if start < p <= end]
        if whole:
            end = whole[-1]
        yield seen, start, end
        start = end


class Reader:
    """The trained network with its tokenizer.

    Not safe to use from several threads at once; each process loads its own (about 60 MB).
    """

    def __init__(self, folder: Path = MODEL, *, threads: int = 1) -> None:
        """Load the network from `folder`.

        Raises FileNotFoundError, naming the file, if there is no model.
        """
        for name in ("reader.onnx", "tokenizer.json", "model.json"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"no model: {folder / name} is missing")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.opening = self.tokenizer.token_to_id("[CLS]")
        self.closing = self.tokenizer.token_to_id("[SEP]")
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.version: str = about["version"]
        self.transitions = np.asarray(about["transitions"], dtype=np.float32)

    def network(self, ids: np.ndarray, shapes: np.ndarray, marks: np.ndarray) -> tuple[np.ndarray, ...]:
        """Run one window: int64 arrays of [pieces] -> [pieces, 7], [pieces, 9] logits, [pieces, 512] arcs."""
        inputs = {"ids": ids[None], "shapes": shapes[None], "marks": marks[None]}
        return tuple(output[0] for output in self.session.run(["tags", "entities", "arcs"], inputs))

    def read(self, text: str) -> Reading:
        """Read a text; an empty one gives arrays of no rows."""
        quoted = find_quoted(text)
        pieces = cut(text, self.tokenizer)
        marks = mark_states(pieces, quoted)
        count = len(pieces.first)
        tags = np.zeros((count, len(ROLE_TAGS)), dtype=np.float32)
        entities = np.zeros((count, len(ENTITY_TAGS)), dtype=np.float32)
        windows = []
        at = [*pieces.first.tolist(), len(pieces.ids)]
        for seen, start, end in window_ranges(pieces, WINDOW - 2, CONTEXT):
            low, high = at[seen], min(at[end], at[seen] + WINDOW - 2)
            outputs = self.network(
                np.concatenate([[self.opening], pieces.ids[low:high], [self.closing]]),
                np.pad(pieces.shapes[low:high], 1),
                np.pad(marks[low:high], 1),
            )
            rows = pieces.first[start:end] - low + 1
            tags[start:end] = outputs[0][rows]
            entities[start:end] = outputs[1][rows]
            every = np.append(0, pieces.first[seen:end] - low + 1)
            windows.append(Window(seen, start, end, outputs[2][every].reshape(-1, 2 * len(ARCS), ARC_SIZE)))
        return Reading(
            pieces.starts,
            pieces.ends,
            log_softmax(tags),
            log_softmax(entities),
            tuple(windows),
            quoted,
            self.transitions,
        )
