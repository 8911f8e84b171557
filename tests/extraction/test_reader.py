"""The shipped network: its int8 file against the fp32 reference, and how texts are cut for it."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest

from quotes.extraction.pieces import Pieces, Shape, shape_of
from quotes.extraction.reader import MODEL, Reader, window_ranges


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_int8_file_answers_as_the_fp32_network_did(reader: Reader) -> None:
    reference = np.load(MODEL / "reference.npz")
    outputs = reader.network(reference["ids"], reference["shapes"], reference["marks"])
    first = reference["first"]
    for name, output in zip(("tags", "entities"), outputs, strict=False):
        got, wanted = output[first], reference[name][first]
        assert (got.argmax(-1) == wanted.argmax(-1)).mean() >= 0.98, name
        chances = [np.exp(x) / np.exp(x).sum(-1, keepdims=True) for x in (got, wanted)]
        assert np.abs(chances[0] - chances[1]).mean() < 0.01, name
    size = np.linalg.norm(reference["arcs"])
    assert np.linalg.norm(outputs[2] - reference["arcs"]) / size < 0.15


def test_model_is_small_enough_to_ship() -> None:
    assert (MODEL / "reader.onnx").stat().st_size < 31_000_000


def test_model_names_its_version(reader: Reader) -> None:
    assert reader.version == json.loads((MODEL / "model.json").read_text())["version"] != ""


def test_missing_model_is_named(tmp_path) -> None:
    with pytest.raises(FileNotFoundError, match=r"reader\.onnx"):
        Reader(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\n ", id="only space"),
        pytest.param("\u200b\ufeff", id="only characters that the tokenizer drops"),
        pytest.param("😀 “𝒳𝒴” said Zoë.", id="characters beyond the basic plane"),
        pytest.param("a" * 5000, id="one endless word"),
        pytest.param("no end " * 3000, id="a paragraph of many windows"),
        pytest.param("x.\n" * 500, id="many short paragraphs"),
    ],
)
def test_words_are_those_of_the_text(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    assert len(reading.starts) == len(reading.ends) == len(reading.tags) == len(reading.entities)
    assert (reading.starts < reading.ends).all()
    assert (reading.starts[1:] >= reading.ends[:-1]).all()
    assert all(not text[s:e].isspace() for s, e in zip(reading.starts, reading.ends, strict=True))
    assert np.isfinite(reading.tags).all()


def test_same_text_same_reading(reader: Reader) -> None:
    text = 'Mara Lind said: "We will rebuild the pier." She gave no date.'
    first = reader.read(text)
    reader.read("Something else in between.")
    assert pickle.dumps(first) == pickle.dumps(reader.read(text))


def pieces(words: int, breaks: list[int]) -> Pieces:
    """A text of one-piece words; `breaks` open paragraphs (no separators, for plain counting)."""
    numbers = np.arange(words)
    return Pieces(numbers, numbers * 0, numbers, numbers * 2, numbers * 2 + 1, np.asarray(breaks))


@pytest.mark.parametrize(
    ("count", "breaks", "expected"),
    [
        pytest.param(0, [], [], id="nothing"),
        pytest.param(5, [0], [(0, 0, 5)], id="fits"),
        pytest.param(12, [0, 6], [(0, 0, 6), (4, 6, 12)], id="cut between paragraphs, two words repeated"),
        pytest.param(14, [0], [(0, 0, 10), (8, 10, 14)], id="a paragraph too long is cut between words"),
        pytest.param(11, [0, 3, 10], [(0, 0, 10), (8, 10, 11)], id="as many paragraphs as fit"),
    ],
)
def test_windows(count: int, breaks: list[int], expected: list[tuple[int, int, int]]) -> None:
    assert list(window_ranges(pieces(count, breaks), limit=10, context=2)) == expected


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("roe", Shape.LOWER),
        ("Roe", Shape.TITLE),
        ("NATO", Shape.UPPER),
        ("McFaul", Shape.MIXED),
        ("iPhone", Shape.MIXED),
        ("2nd", Shape.DIGIT),
        ("A", Shape.TITLE),
        ("—", Shape.OTHER),
        ("É", Shape.TITLE),
    ],
)
def test_shape(word: str, shape: Shape) -> None:
    assert shape_of(word) is shape
