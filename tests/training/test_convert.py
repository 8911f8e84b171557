"""The corpora's notations -> annotated texts."""

from __future__ import annotations

import gzip
import json

import pytest

from training.convert import conllu_documents, corenlp_entities, corenlp_syntax, gum, gum_names, swapped


def test_tokens_of_one_class_become_one_entity() -> None:
    def token(word: str, start: int, ner: str) -> list[object]:
        return [word, start, start + len(word), "NNP", word, ner, 0, "dep"]

    sentence = [
        token("Jane", 0, "PERSON"),
        token("Roe", 5, "PERSON"),
        token("met", 9, "O"),
        token("Acme", 13, "ORGANIZATION"),
        token("Monday", 18, "DATE"),
    ]
    assert corenlp_entities([sentence]) == [(0, 8, "person"), (13, 17, "organization")]


# Roe said so. The lead engineer, according to whom all was well, and a report showing it.
SYNTAX = [
    [0, 3, "NNP", 1, "nsubj"],
    [4, 8, "VBD", -1, "root"],
    [9, 11, "RB", 1, "advmod"],
    [20, 29, "VBG", 1, "case"],
    [40, 46, "NN", -1, "root"],
    [47, 54, "VBG", 4, "acl"],
]


@pytest.mark.parametrize(
    ("source", "cue", "expected"),
    [
        pytest.param([[4, 8]], [[0, 3]], True, id="the name as the cue, the verb as the source"),
        pytest.param([[0, 3]], [[4, 8]], False, id="as it should be"),
        pytest.param([], [[0, 3]], False, id="no source"),
        pytest.param([[40, 54]], [[0, 3]], False, id="a source that names somebody and holds a verb"),
        pytest.param([[4, 8]], [[0, 8]], False, id="a cue that holds a verb too"),
        pytest.param([[9, 11]], [[0, 3]], False, id="a source without a verb"),
    ],
)
def test_swapped(source: list[list[int]], cue: list[list[int]], expected: bool) -> None:
    assert swapped({"source": source, "cue": cue}, SYNTAX) is expected


def test_tokens_are_numbered_through_the_text() -> None:
    sentences = [
        [["Roe", 0, 3, "NNP", "Roe", "O", 2, "nsubj"], ["won", 4, 7, "VBD", "win", "O", 0, "root"]],
        [["Poe", 9, 12, "NNP", "Poe", "O", 2, "nsubj"], ["lost", 13, 17, "VBD", "lose", "O", 0, "root"]],
    ]
    assert [row[3] for row in corenlp_syntax(sentences)] == [1, -1, 3, -1]


def row(number: int, word: str, pos: str, misc: str) -> list[str]:
    return [str(number), word, word, pos, "_", "_", "0", "dep", "_", misc]


def test_names_of_gum_are_minimal_spans_of_proper_nouns() -> None:
    rows = [
        row(1, "the", "DET", "Entity=(1-organization-new-nnnnn-cf1-2,3,4-sgl"),
        row(2, "University", "PROPN", "_"),
        row(3, "of", "ADP", "_"),
        row(4, "Ayr", "PROPN", "Entity=(2-place-new-nnnnn-cf2-1-sgl)1)"),
        row(5, "people", "NOUN", "Entity=(3-person-new-nnnnn-cf3-1-sgl)"),
    ]
    offsets = [(0, 3), (4, 14), (15, 17), (18, 21), (22, 28)]
    assert gum_names(rows, offsets) == [(4, 21, "organization")]


def test_gum_texts_are_put_together(tmp_path) -> None:
    lines = [
        "# newdoc id = GUM_news_one",
        "# newpar_block = p",
        "\t".join(row(1, "Roe", "PROPN", "Entity=(1-person-new-nnnnn-cf1-1-sgl)")),
        "\t".join(["2-3", "won't", *["_"] * 8]),
        "\t".join(row(2, "wo", "AUX", "_")),
        "\t".join(row(3, "n't", "PART", "_")),
        "\t".join(row(4, "go", "VERB", "SpaceAfter=No")),
        "\t".join(row(5, ".", "PUNCT", "_")),
        "",
        "# newpar_block = p",
        "\t".join(row(1, "Stay", "VERB", "SpaceAfter=No")),
        "",
        "# newdoc id = other",
        "\t".join(row(1, "No", "INTJ", "_")),
        "",
    ]
    path = tmp_path / "ud.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    (document,) = gum(path)
    assert document["text"] == "Roe won't go.\n\nStay"
    assert document["entities"] == [(0, 3, "person")]
    assert document["attributions"] is None
    assert json.dumps(document)


def test_documents_end_where_the_next_begins() -> None:
    lines = [
        "# newdoc id = a",
        "\t".join(row(1, "x", "X", "_")),
        "",
        "# newdoc id = b",
        "\t".join(row(1, "y", "X", "_")),
        "",
    ]
    assert [(name, len(sentences)) for name, sentences, _ in conllu_documents(lines)] == [("a", 1), ("b", 1)]
