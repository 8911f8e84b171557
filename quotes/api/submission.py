"""POST /api/v1/sources/: an article is stored with its quotes, as `manage.py ingest` does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import store
from quotes.api import serializers as outputs
from quotes.api.addresses import address
from quotes.api.errors import Conflict, TooLarge
from quotes.api.extractor import Shared
from quotes.api.inputs import Input, TextField
from quotes.api.permissions import may_change
from quotes.api.problems import MEDIA_TYPE
from quotes.api.schema import ProblemSerializer
from quotes.articles import Article
from quotes.extraction.pipeline import find_unbroken
from quotes.ingestion import take
from quotes.models import Source
from quotes.readers.decoding import UnreadableError, clean
from quotes.readers.html import parse

_REPLACING = (
    "To replace it takes the right to change sources: staff, or the permission quotes.change_source;"
    " of a key, the scope 'correct' besides."
)
MAX_LENGTH = {"text": 50_000, "html": 1_000_000}
# Of a text, for whoever sends neither a key nor a login: what is nothing but marks takes seconds to read.
MAX_ANONYMOUS = 20_000


class ArticleInput(Input):
    """An article: `text`, or a page as `html`, of which the main text and what it says of itself is taken.

    What is given beside a page goes before what the page says.
    """

    text = TextField(
        required=False,
        trim_whitespace=False,
        help_text=f"At most {MAX_LENGTH['text']} characters; {MAX_ANONYMOUS} without credentials.",
    )
    html = TextField(
        required=False, trim_whitespace=False, help_text=f"At most {MAX_LENGTH['html']} characters."
    )
    # Not the model's, which refuses an address that is stored already.
    url = serializers.URLField(max_length=2000, required=False, allow_blank=True)
    authors = serializers.ListField(child=TextField(max_length=300), max_length=200, required=False)
    language = serializers.RegexField(
        "^[Ee][Nn](-[A-Za-z0-9]{1,8})*$", max_length=35, required=False, help_text="English is what is read."
    )

    class Meta:
        model = Source
        fields = ("text", "html", "title", "url", "authors", "publisher", "published", "language")
        validators = ()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Make the article. Raises ValidationError where there is none."""
        if ("text" in attrs) == ("html" in attrs):
            raise serializers.ValidationError("Send either text or html.")
        given = dict(attrs)
        text, html = given.pop("text", ""), given.pop("html", "")
        if not (text or html).strip():
            raise serializers.ValidationError(
                {"html" if "html" in attrs else "text": "This may not be blank."}
            )
        given["authors"] = tuple(given.get("authors", ()))
        if not given["authors"]:
            del given["authors"]
        try:
            article = parse(clean(html), "html") if html else Article(text=clean(text).strip())
        except UnreadableError as error:
            raise serializers.ValidationError(
                {"html" if html else "text": f"Unreadable: {error}."}
            ) from error
        article = replace(article, **given)
        if not article.language.lower().startswith("en"):
            raise serializers.ValidationError(
                {"html": f"Its language is {article.language!r}: English is read."}
            )
        if unbroken := find_unbroken(article.text):
            raise serializers.ValidationError({"html" if html else "text": unbroken})
        return {"article": article}


def longest_text(request: Request) -> int:
    """Return how many characters of a text are read for who asks."""
    return MAX_LENGTH["text"] if request.user.is_authenticated else MAX_ANONYMOUS


def article_of(request: Request) -> Article:
    """Return the article that was sent. Raises TooLarge, ValidationError."""
    sent = request.data if isinstance(request.data, Mapping) else {}
    for name, longest in (MAX_LENGTH | {"text": longest_text(request)}).items():
        value = sent.get(name)
        if isinstance(value, str) and len(value) > longest:
            raise TooLarge(f"{name} has {len(value)} characters; at most {longest} are read.")
    given = ArticleInput(data=request.data)
    given.is_valid(raise_exception=True)
    article: Article = given.validated_data["article"]
    longest = longest_text(request)
    if len(article.text) > longest:
        raise TooLarge(f"The page has {len(article.text)} characters of text; {longest} are read.")
    return article


class SubmittedSerializer(serializers.Serializer):
    """What became of an article, and the quotes that it now has."""

    outcome = serializers.ChoiceField(
        ["stored", "replaced", "unchanged"],
        help_text="replaced: it was stored before, read by another version or with another text.",
    )
    source = outputs.SourceTextSerializer()
    quotes = outputs.QuoteSerializer(many=True)
    ambiguous = serializers.ListField(
        child=serializers.CharField(), help_text="Names that several speakers on record may bear."
    )


class Submission:
    """Storing articles, for the viewset of sources."""

    @extend_schema(
        operation_id="sources_create",
        summary="Store an article with its quotes",
        description="What `manage.py ingest` does with one article. An article is known by its `url`, without"
        " one by its text: sent again it is `unchanged`, and with another text its quotes are `replaced`,"
        " unless editors have reviewed some of them (409). To replace them takes the right to change sources"
        " (of a key, the scope `correct` besides); without it, it is a 409, too. What is not given about an"
        " article that is known stays as it is.",
        request=ArticleInput,
        responses={
            201: SubmittedSerializer,
            200: OpenApiResponse(SubmittedSerializer, description="It was stored already."),
            (413, MEDIA_TYPE): ProblemSerializer,
        },
        filters=False,
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Store the article and answer with its quotes."""
        article = article_of(request)
        try:
            stored = take(article, Shared(), replace=may_change(request, Source))
        except store.Known as error:
            raise Conflict(f"{error}. {_REPLACING}") from error
        except store.Conflict as error:
            raise Conflict(str(error)) from error
        except store.Unfit as error:
            name, _, fault = str(error).partition(": ")
            known = name in ArticleInput.Meta.fields
            raise serializers.ValidationError({name: fault} if known else {"text": str(error)}) from error
        context = {"request": request}
        quotes = stored.source.quotes.select_related("speaker", "affiliation", "source").order_by(
            "start", "pk"
        )
        source = Source.objects.get(pk=stored.source.pk)
        made = stored.outcome == "stored"
        return Response(
            {
                "outcome": stored.outcome,
                "source": outputs.SourceTextSerializer(source, context=context).data,
                "quotes": outputs.QuoteSerializer(quotes, many=True, context=context).data,
                "ambiguous": list(stored.ambiguous),
            },
            status.HTTP_201_CREATED if made else status.HTTP_200_OK,
            headers={"Location": address(request, "source-detail", id=source.public_id)} if made else None,
        )
