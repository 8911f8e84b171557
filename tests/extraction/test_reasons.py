"""Reasons: what led from the words for a speaker to a name, and who else was weighed."""

from __future__ import annotations

import pytest

from quotes.extraction.records import Attribution, Kind, Span, SpeakerKind
from quotes.extraction.voices import name_voices
from tests.extraction.notation import read

CHAINS = [
    ("the full name itself", "{[p:Jane Roe]} spoke.", ["Jane Roe"]),
    ("a surname", "[p:Jane Roe] left. {[p:Roe]} spoke.", ["Roe", "Jane Roe"]),
    ("a pronoun", "[p:Jane Roe] left. [p:Roe] ate. {She} spoke.", ["She", "Roe", "Jane Roe"]),
    ("a pronoun beside the full name", "[p:Jane Roe] left. {She} spoke.", ["She", "Jane Roe"]),
    ("a nominal", "Sen. [p:Jane Roe] left. {The senator} spoke.", ["The senator", "Jane Roe"]),
    ("a full name that comes later", "{[p:Roe]} spoke. [p:Jane Roe] left.", ["Roe", "Jane Roe"]),
    ("an acronym", "{[o:Ayr Harbor Trust]} left. [o:AHT] stayed.", ["Ayr Harbor Trust"]),
    ("somebody without a name", "{A baker at [o:Acme]} spoke.", ["A baker"]),
    ("nobody", "{They} spoke.", ["They"]),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "chain"), [row[1:] for row in CHAINS], ids=[row[0] for row in CHAINS])
def test_the_chain_leads_from_the_source_to_the_name(marked: str, chain: list[str]) -> None:
    text, attributions, entities = read(marked)
    (voice,) = name_voices(text, attributions, entities)
    assert [span.of(text) for span in voice.chain] == chain


def test_a_pronoun_for_somebody_without_a_name_leads_to_the_nominal() -> None:
    text, attributions, entities = read("{A baker at [o:Acme]} spoke. {She} left.")
    voice = name_voices(text, attributions, entities)[1]
    assert [span.of(text) for span in voice.chain] == ["She", "A baker at Acme"]


def test_no_source_has_no_chain() -> None:
    text, attributions, entities = read('[p:Jane Roe] left. "No."')
    assert [voice.chain for voice in name_voices(text, attributions, entities)] == []


def test_two_who_are_equally_likely_are_both_rivals_and_none_is_chosen() -> None:
    text, attributions, entities = read("[p:Tom Doe] and [p:Ed Zoe] came. [p:Zoe] met [p:Doe]. {He} spoke.")
    (voice,) = name_voices(text, attributions, entities)
    assert voice.name is None
    assert {rival.name for rival in voice.rivals} == {"Tom Doe", "Ed Zoe"}
    assert all(0.05 <= rival.score < 0.5 for rival in voice.rivals)


def test_whoever_was_chosen_is_no_rival() -> None:
    text, attributions, entities = read("[p:Jane Roe] left. [p:Ann Poe] stayed. {She} spoke.")
    (voice,) = name_voices(text, attributions, entities)
    assert voice.name not in {rival.name for rival in voice.rivals}
    scores = [rival.score for rival in voice.rivals]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) + voice.confidence <= 1.001


def test_a_name_has_no_rivals() -> None:
    text, attributions, entities = read("[p:Jane Roe] met [p:Ann Poe]. {[p:Roe]} spoke.")
    assert name_voices(text, attributions, entities)[0].rivals == ()


def test_whoever_may_have_spoken_in_an_exchange_is_a_rival() -> None:
    text, attributions, entities = read('"No," {[p:Jane Roe]} said. "Yes," {[p:Ann Poe]} said. "Why?"')
    either = tuple(attribution.source[0] for attribution in attributions)
    start = text.rindex('"Why?"')
    reply = Attribution((Span(start, start + 6),), (), (), Kind.DIRECT, 1.0, rivals=either)
    voice = name_voices(text, [*attributions, reply], entities)[2]
    assert voice.name is None
    assert [(rival.name, rival.score) for rival in voice.rivals] == [("Jane Roe", 0.5), ("Ann Poe", 0.5)]


def test_a_name_that_two_have_who_are_equally_likely_is_nobodys() -> None:
    text, attributions, entities = read("[p:Jane Roe] and [p:John Roe] ran. {[p:Roe]} spoke.")
    (voice,) = name_voices(text, attributions, entities)
    assert (voice.name, voice.kind) == (None, SpeakerKind.PERSON)
    assert {rival.name: round(rival.score, 1) for rival in voice.rivals} == {"Jane Roe": 0.5, "John Roe": 0.5}
    assert [span.of(text) for span in voice.chain] == ["Roe"]


def test_the_other_bearer_of_a_name_is_a_rival() -> None:
    text, attributions, entities = read("[p:Jane Roe] met [p:John Roe]. {[p:Roe]} spoke.")
    (voice,) = name_voices(text, attributions, entities)
    assert [rival.name for rival in voice.rivals] == ["John Roe"]
    assert 0.5 < voice.confidence < 0.98
