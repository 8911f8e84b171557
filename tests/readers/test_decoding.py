"""Bytes to clean text."""

import pytest

from quotes.readers.decoding import UnreadableError, clean, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"Yes, she said.", "Yes, she said.", id="ascii"),
        pytest.param("“Ça va,” she said.".encode(), "“Ça va,” she said.", id="utf-8"),
        pytest.param(b"\xef\xbb\xbfYes", "Yes", id="byte order mark dropped"),
        pytest.param(b"a\r\nb\rc\nd", "a\nb\nc\nd", id="all line ends"),
        pytest.param("a\u2028b\x0bc".encode(), "a\u2028b\x0bc", id="other separators stay"),
        pytest.param("😀".encode(), "😀", id="a surrogate pair's worth of character stays"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_it_decodes(data, text):
    assert decode(data) == text


def test_it_decodes_another_encoding():
    assert decode(b"\x93Caf\xe9\x94", "cp1252") == "“Café”"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"caf\xe9!", "not UTF-8: byte 0xe9 at position 3", id="latin 1"),
        pytest.param("ja".encode("utf-16"), "not UTF-8: byte 0xff at position 0", id="utf-16"),
        pytest.param(b"a\x00b", "NUL character at position 1", id="NUL"),
    ],
)
def test_it_says_what_cannot_be_decoded(data, message):
    with pytest.raises(UnreadableError) as raised:
        decode(data)
    assert str(raised.value) == message


def test_it_refuses_half_a_surrogate_pair():
    with pytest.raises(UnreadableError, match=r"lone surrogate U\+D83D at position 2"):
        clean("ab\ud83d")
