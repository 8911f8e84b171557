"""Variations of annotated texts, so that the model does not learn the habits of one corpus.

PolNeAR is about one election in one country, in American typography. Each epoch sees some
articles with other people's names, other organizations and places, other verbs than "said",
other quotation marks, or paragraphs run together; the annotations move with the words.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from typing import Any

from quotes.extraction.quotations import find_quoted

FIRST_NAMES = """Aaliyah Abdul Adaeze Ahmed Aisha Akira Alejandra Alice Amara Amina Anders Andrea Anjali Anna Antonio
Arjun Astrid Ayumi Beatriz Bogdan Brigitte Carlos Catherine Chiara Chidi Claire Daniel David Deepa Diego Dmitri Elena
Emeka Emma Erik Fatima Felix Fiona Francois Gabriela George Giulia Grace Gunnar Hamid Hannah Haruto Helen Henrik Hiroshi
Ibrahim Ifeoma Imran Ines Ingrid Irina Isabel Ivan Jan Jasmine Javier Jin Joanna John Jonas Jose Julia Kamal Karin
Katarzyna Keiko Kenji Kwame Lars Layla Leila Li Liam Lucia Luis Magdalena Mahmoud Marco Maria Marta Martin Mehmet Mei
Michael Miguel Min Mohammed Nadia Naomi Natalia Nikos Noor Olga Oluwaseun Omar Paolo Patrick Pedro Petra Pierre Priya Rachel
Rajesh Rania Raul Ravi Rosa Ruth Sakura Samuel Sandra Sanjay Sara Sean Siobhan Sofia Stefan Sunita Svetlana Takeshi Tariq
Teresa Thandiwe Thomas Tomasz Uchenna Valentina Vera Victor Wei William Xiu Yasmin Yuki Yusuf Zainab Zanele Zoltan""".split()
SURNAMES = """Abara Abbott Adeyemi Agarwal Aguilar Ahmad Akhtar Almeida Andersson Aziz Banerjee Barros Bauer Becker Benali
Bergstrom Bianchi Bouchard Brandt Brennan Calderon Carvalho Chandra Chaudhry Cheng Choi Christensen Contreras Costa Dabrowski
Das Delgado Diallo Dimitrov Dlamini Dubois Eriksen Esposito Farouk Fernandes Fischer Fitzgerald Fofanah Fournier Fujimoto
Gallagher Garcia Gonzalez Greco Grigoryan Gupta Haddad Hansen Hashimoto Herrera Hoffman Horvat Hosseini Hussain Ibarra
Ishikawa Iyer Jankowski Jansen Jensen Johansson Kamau Kaplan Karimi Kaur Khalil Kimura Kone Kovacs Kowalski Kruger
Lambert Larsen Laurent Lindqvist Lombardi MacDonald Mahlangu Makinen Malik Marchetti Marino Mbeki McCarthy McKenna Medeiros
Mehta Mensah Meyer Moreau Morita Moyo Mueller Murphy Mutasa Nakamura Navarro Ndiaye Nguyen Nielsen Novak O'Brien O'Connor
Obi Okafor Okonkwo Olsen Ortega Osman Ozturk Papadopoulos Park Patel Pereira Petrov Pham Popescu Qureshi Rahman Ramirez
Rao Reyes Ricci Rossi Saito Salazar Santos Sato Schmidt Schneider Sharma Shevchenko Silva Singh Sokolov Suzuki Svensson
Takahashi Tanaka Tembo Torres Tran Tshabalala Ueda Usman Van Vargas Vasquez Verma Virtanen Vogel Volkov Wagner Walsh
Watanabe Weber Wright Yamada Yilmaz Zhang Zimmermann""".split()
ORGANIZATIONS = """Acme Robotics|Aldermoor Council|Brightwater Energy|Caldera Therapeutics|Coral Reef Alliance|
Delta Airways|Eastgate Hospital|European Space Agency|Fenwick Rovers|Football Association|Global Health Fund|
Greenfield University|Harbor Authority|Helix Labs|Institute of Marine Science|International Rescue Committee|
Kestrel Software|Lakeside High School|Meridian Bank|Ministry of Health|Mountain Rescue Service|NASA|National Weather Service|
Northern Railways|Olympic Committee|Orion Motors|Red Cross|Royal Observatory|Seabird Trust|Supreme Court of Norway|Teachers' Union|
UNESCO|University of Nairobi|Valley Fire Department|WHO|Wildlife Society|World Bank|Zenith Records""".replace(
    "\n", ""
).split("|")
PLACES = """Accra|Adelaide|Ankara|Bavaria|Bergen|Bogota|Brisbane|Cape Town|Cardiff|Chile|Cornwall|Dakar|Denmark|Dublin|Fiji|
Glasgow|Hanoi|Iceland|Jakarta|Japan|Kenya|Kolkata|Lagos|Lima|Lisbon|Manila|Melbourne|Nairobi|New Zealand|Nova Scotia|Ottawa|
Peru|Port Harbor|Quebec|Reykjavik|Sao Paulo|Scotland|Seoul|Sicily|Tasmania|Vienna|Wellington|Yorkshire|Zagreb""".replace(
    "\n", ""
).split("|")
VERBS = {
    "said": """acknowledged added admitted announced argued claimed commented complained conceded concluded confirmed
        declared explained insisted joked maintained noted observed quipped reasoned recalled remarked replied responded
        shouted stated stressed suggested told warned whispered wrote tweeted""".split(),
    "says": "adds admits argues believes claims complains explains insists jokes maintains notes recalls warns writes".split(),
}
STYLES = (('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("''", "''"), ("«", "»"))
STYLE_WEIGHTS = (4, 3, 3, 2, 1, 1)

Edit = tuple[int, int, str]


def edited(document: dict[str, Any], edits: list[Edit]) -> dict[str, Any]:
    """Return the document with [start, end) -> new text replaced throughout, all spans moved along."""
    edits = sorted(edits)
    text, out, at = document["text"], [], 0
    moves = []  # (position in the old text, shift that holds from there on)
    shift = 0
    for start, end, new in edits:
        if start < at:
            continue
        out += [text[at:start], new]
        moves.append((start, end, shift, len(new)))
        shift += len(new) - (end - start)
        at = end
    out.append(text[at:])
    starts = [move[0] for move in moves]

    def moved(position: int, is_end: bool) -> int:
        number = (bisect_left(starts, position) if is_end else bisect_right(starts, position)) - 1
        if number < 0:
            return position
        start, end, before, size = moves[number]
        if position < end or (is_end and position == end):  # at or inside the replaced words
            return start + before + (size if is_end else 0)
        return position + before + size - (end - start)

    def span(value: list[int]) -> list[int]:
        return [moved(value[0], False), moved(value[1], True)]

    changed = dict(document, text="".join(out))
    if document["attributions"] is not None:
        changed["attributions"] = [
            {role: [span(s) for s in spans] for role, spans in attribution.items()}
            for attribution in document["attributions"]
        ]
    if document["entities"] is not None:
        changed["entities"] = [[*span([s, e]), label] for s, e, label in document["entities"]]
    if document["syntax"] is not None:
        changed["syntax"] = [[*span([s, e]), *rest] for s, e, *rest in document["syntax"]]
    return changed


def other_marks(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Set the outer quotation marks of the whole text in another style."""
    opening, closing = rng.choices(STYLES, STYLE_WEIGHTS)[0]
    text = document["text"]
    edits: list[Edit] = []
    for quoted in find_quoted(text):
        if quoted.depth or not quoted.closed:
            continue
        width = quoted.inner.start - quoted.span.start
        if width != 1 and text[quoted.span.start : quoted.inner.start] not in ("''", "``"):
            continue
        mark = text[quoted.span.start : quoted.inner.start]
        edits += [
            (p.start, p.start + width, opening) for p in quoted.pieces if text.startswith(mark, p.start)
        ]
        edits.append((quoted.inner.end, quoted.span.end, closing))
    return edited(document, edits)


def other_names(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Give the people of the text other names, the same one throughout."""
    text = document["text"]
    names: dict[str, str] = {}
    for start, end, label in document["entities"] or ():
        if label != "person":
            continue
        words = re.findall(r"[^\W\d_][\w'’-]*", text[start:end])
        for word in words[:-1]:
            if word[0].isupper() and len(word) > 1:
                names.setdefault(word, rng.choice(FIRST_NAMES))
        if words and words[-1][0].isupper() and len(words[-1]) > 2:
            last = re.sub(r"['’]s$", "", words[-1])
            names.setdefault(last, rng.choice(SURNAMES))
    if not names:
        return document
    pattern = re.compile(
        r"\b(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")\b"
    )
    return edited(document, [(m.start(), m.end(), names[m.group()]) for m in pattern.finditer(text)])


def other_things(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Give the organizations and places of the text other names, the same one throughout."""
    text = document["text"]
    names: dict[str, str] = {}
    edits: list[Edit] = []
    for start, end, label in document["entities"] or ():
        if label in ("organization", "place") and text[start].isupper():
            choices = ORGANIZATIONS if label == "organization" else PLACES
            edits.append((start, end, names.setdefault(text[start:end], rng.choice(choices))))
    return edited(document, edits)


def other_verbs(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Let half of those who "said" something have done so in another word."""
    text = document["text"]
    edits = [
        (start, end, rng.choice(VERBS[text[start:end]]))
        for attribution in document["attributions"] or ()
        for start, end in attribution["cue"]
        if text[start:end] in VERBS and rng.random() < 0.5
    ]
    return edited(document, edits)


def joined_paragraphs(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Run half of the paragraphs into the one before."""
    text = document["text"]
    breaks = [m for m in re.finditer(r"\s*\n\s*", text) if rng.random() < 0.5]
    return edited(document, [(m.start(), m.end(), " ") for m in breaks])


def augmented(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return the document, changed in up to five ways, each with its own chance."""
    if rng.random() < 0.3:
        document = other_verbs(document, rng)
    if rng.random() < 0.25:
        document = other_things(document, rng)
    if rng.random() < 0.4:
        document = other_names(document, rng)
    if rng.random() < 0.25:
        document = other_marks(document, rng)
    if rng.random() < 0.08:
        document = joined_paragraphs(document, rng)
    return document
