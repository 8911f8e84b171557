"""A made-up database of any size: the same rows for the same sizes, on every machine.

Sources with a text that holds their quotes at the stored offsets; speakers who are quoted by
a Zipf law (the second half as often as the first, the third a third as often); words by a Zipf
law too, the commonest of which is "the". Rows are built by the models themselves, so that a
column that is added later is filled by its default. Written with COPY (PostgreSQL) or
executemany (SQLite), with the indexes and the triggers of the full-text search in place.
"""

from __future__ import annotations

import base64
import datetime
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models import NOT_PROVIDED

from quotes.matching import fingerprints
from quotes.models import Affiliation, Alias, Change, Fingerprint, Quote, Source, Speaker
from quotes.models.change import number as number_changes

# Sources that are held in memory with their quotes.
BATCH = 1000
EPOCH = datetime.date(2015, 1, 1)
DAYS = 3653
KINDS = ("direct", "direct", "direct", "mixed", "indirect", "indirect")
CUES = ("said", "told reporters", "wrote", "added", "warned", "asked", "according to")
ROLES = ("minister", "mayor", "director", "spokesperson", "economist", "judge", "coach", "union leader")
BODIES = ("Ministry", "Council", "Institute", "University", "Harbor Authority", "Club", "Union", "Company")
PUBLISHERS = tuple(
    f"The {place} {paper}"
    for place in "North South East West".split()
    for paper in "Gazette Herald Courier Post Tribune".split()
)
FUNCTION_WORDS = "the of to and a in that is for we it on not this with be will are have they".split()
ONSETS = "b br c ch d dr f g gr h j k l m n p pr r s sh st t tr v w".split()
NUCLEI = "a e i o u ai ea ou".split()
CODAS = ["", "n", "r", "l", "s", "t", "nd", "rk"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows there are."""

    sources: int
    speakers: int
    quotes: int


class Zipf:
    """Numbers from 0, the number n as often as 1 / (n + 1)."""

    def __init__(self, size: int) -> None:
        self.numbers = range(size)
        self.weights = list(accumulate(1 / (number + 1) for number in self.numbers))

    def draw(self, chance: random.Random, count: int) -> list[int]:
        """Return `count` numbers."""
        return chance.choices(self.numbers, cum_weights=self.weights, k=count)


def vocabulary(size: int = 20_000) -> list[str]:
    """Return words of all lengths, each once, the commonest first."""
    syllables = [onset + nucleus + coda for coda in CODAS for nucleus in NUCLEI for onset in ONSETS]
    chance = random.Random("words")
    made = dict.fromkeys(FUNCTION_WORDS)
    while len(made) < size:
        made["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3))))] = None
    return list(made)


def public_id(chance: random.Random) -> str:
    """Return an identifier as the models make it."""
    return base64.b32encode(chance.randbytes(10)).decode("ascii").lower()


def speakers(sizes: Sizes) -> Iterator[Speaker]:
    """Yield the speakers, those who are quoted most first."""
    chance = random.Random("speakers")
    names = vocabulary(4000)[len(FUNCTION_WORDS) :]
    for number in range(sizes.speakers):
        # 15.8 million are possible: a few speakers share a name.
        name = f"{chance.choice(names)} {chance.choice(names)}".title()
        yield Speaker(pk=number + 1, public_id=public_id(chance), name=name, kind="person")


def affiliations(those: Iterable[Speaker]) -> Iterator[Affiliation]:
    """Yield one affiliation for each speaker but every third."""
    chance = random.Random("affiliations")
    names = vocabulary(500)[len(FUNCTION_WORDS) :]
    for speaker in those:
        if speaker.pk % 3:
            body = f"{chance.choice(names).title()} {chance.choice(BODIES)}"
            yield Affiliation(
                pk=speaker.pk,
                public_id=public_id(chance),
                speaker=speaker,
                role=chance.choice(ROLES),
                organization=body,
                first_stated=EPOCH,
                last_stated=EPOCH + datetime.timedelta(DAYS),
            )


def articles(sizes: Sizes, those: list[Speaker]) -> Iterator[tuple[Source, list[Quote]]]:
    """Yield each source with its quotes: as many as all the others have, give or take one."""
    chance = random.Random("articles")
    words, word_law, speaker_law = vocabulary(), Zipf(20_000), Zipf(sizes.speakers)
    written = 0
    for number in range(sizes.sources):
        due = sizes.quotes * (number + 1) // sizes.sources - written
        source = Source(
            pk=number + 1,
            public_id=public_id(chance),
            url=f"https://news.example/{number}",
            title=" ".join(words[n] for n in word_law.draw(chance, 8)).capitalize(),
            authors=["Mina Roe"],
            publisher=chance.choice(PUBLISHERS),
            published=EPOCH + datetime.timedelta(chance.randrange(DAYS)),
            extractor="benchmark 1",
            status=Source.Status.EXTRACTED,
        )
        text, quotes = f"{source.title}.\n", []
        for speaker_number in speaker_law.draw(chance, due):
            written += 1
            speaker = those[speaker_number] if chance.random() < 0.9 else None
            said = " ".join(words[n] for n in word_law.draw(chance, chance.randint(6, 32))).capitalize()
            cue, mention = chance.choice(CUES), speaker.name if speaker else "an official"
            start = len(text) + 2
            end = start + len(said)
            text += f"\n“{said},” {mention} {cue}.\n"
            quotes.append(
                Quote(
                    pk=written,
                    public_id=public_id(chance),
                    source=source,
                    speaker=speaker,
                    affiliation_id=speaker.pk if speaker and speaker.pk % 3 else None,
                    text=said,
                    kind=chance.choice(KINDS),
                    start=start,
                    end=end,
                    content_spans=[[start, end]],
                    mention=mention,
                    mention_spans=[[end + 3, end + 3 + len(mention)]],
                    cue=cue,
                    cue_spans=[[end + 4 + len(mention), end + 4 + len(mention) + len(cue)]],
                    confidence=round(chance.uniform(0.5, 1), 3),
                    review="rejected" if chance.random() < 0.02 else "unreviewed",
                )
            )
        source.text = text
        yield source, quotes


def write(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert the rows, every column as the model's own save would fill it."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and field.db_default is NOT_PROVIDED
    ]
    values = (
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        for row in rows
    )
    insert(model, [str(field.column) for field in fields], values)


def insert(model: type[models.Model], names: list[str], values: Iterable[Sequence[Any]]) -> None:
    """Insert values into the columns called `names`."""
    connection = connections[DEFAULT_DB_ALIAS]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    # The names are the models' own.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for one in values:
                copy.write_row(one)
    else:
        marks = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values))  # noqa: S608


def fill(sizes: Sizes) -> None:
    """Write everything into the empty database that is connected, in one transaction."""
    connection = connections[DEFAULT_DB_ALIAS]
    those = list(speakers(sizes))
    with transaction.atomic():
        write(Speaker, those)
        write(Alias, (Alias(pk=one.pk, speaker=one, name=one.name) for one in those))
        write(Affiliation, affiliations(those))
        made = articles(sizes, those)
        while part := list(islice(made, BATCH)):
            write(Source, (source for source, _ in part))
            quotes = [quote for _, each in part for quote in each]
            write(Quote, quotes)
            keys = ((quote.pk, fingerprints(quote.search_text.split())) for quote in quotes)
            insert(Fingerprint, ["quote_id", "key"], ((pk, key) for pk, its in keys for key in its))
        with connection.cursor() as cursor:
            tables = (Speaker, Alias, Affiliation, Source, Quote)
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)
    while Change.objects.filter(sequence=None).exists():
        number_changes()
    with connection.cursor() as cursor:
        for statement in ("VACUUM ANALYZE",) if connection.vendor == "postgresql" else ("ANALYZE",):
            cursor.execute(statement)
