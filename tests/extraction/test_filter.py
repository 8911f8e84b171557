import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quotes.extraction import Extraction, Kind, Post, Quotation, Span, Voice
from quotes.extraction.filter import main

ROOT = Path(__file__).resolve().parent.parent.parent

OTHERS = (Post("baker", Span(0, 1)), Post("chair", Span(0, 1), "Acme", Span(1, 2)))


class Extractor:
    """Finds one quotation, the whole text, of the speaker that the title names."""

    def __call__(self, text, title=""):
        if "crash" in text:
            raise RuntimeError("out of luck")
        if "interrupt" in text:
            raise KeyboardInterrupt
        voice = Voice(name=title or None, role="mayor", organization="Harbor", others=OTHERS)
        quotation = Quotation((Span(0, len(text)),), (), (Span(0, 1),), Kind.DIRECT, voice, 0.5)
        return Extraction((quotation,), (), "fake")


def load(pipeline, threads):
    if pipeline == "missing":
        raise OSError("no pipeline 'missing'")
    return Extractor()


def run(stdin, *argv):
    """Run the filter on bytes; return its exit status, the printed records and its messages."""
    stdout, stderr = io.BytesIO(), io.StringIO()
    status = main(argv, io.BytesIO(stdin), stdout, stderr, load=load)
    return status, [json.loads(line) for line in stdout.getvalue().splitlines()], stderr.getvalue()


def article(**keys):
    return json.dumps(keys).encode() + b"\n"


def test_it_prints_the_quotations_of_each_article_in_order():
    lines = article(id="a", text="Yes.", title="Jane Roe", publisher="The Post") + article(id=2, text="No.")
    status, records, messages = run(lines)
    assert (status, messages) == (0, "")
    assert [record["id"] for record in records] == ["a", 2]
    assert records[0]["attributions"] == [
        {
            "content": [[0, 4]],
            "cue": [],
            "source": [[0, 1]],
            "kind": "direct",
            "type": "speech",
            "speaker": "Jane Roe",
            "role": "mayor",
            "organization": "Harbor",
            "party": None,
            "state": None,
            "others": [
                {"role": "baker", "organization": None},
                {"role": "chair", "organization": "Acme"},
            ],
            "confidence": 0.5,
        }
    ]
    assert records[1]["attributions"][0]["speaker"] is None


def test_it_reads_any_unicode_and_passes_over_blank_lines():
    text = "“Ça va 𝒜”\u2028"
    status, records, _ = run(b"\n \n" + json.dumps({"id": "é", "text": text}, ensure_ascii=False).encode())
    assert status == 0
    assert records[0]["id"] == "é"
    assert records[0]["attributions"][0]["content"] == [[0, len(text)]]


def test_it_gives_back_an_id_with_half_a_character():
    status, records, _ = run(b'{"id": "\\ud800", "text": "Yes."}')
    assert (status, [record["id"] for record in records]) == (0, ["\ud800"])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(b"{", "not JSON", id="not JSON"),
        pytest.param(b"\xff\xfe{", "not JSON", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "RecursionError", id="too deep"),
        pytest.param(b'["a"]', "not a JSON object but list", id="not an object"),
        pytest.param(b'{"text": "Yes."}', 'no "id"', id="no id"),
        pytest.param(b'{"id": 1}', 'no "text"', id="no text"),
        pytest.param(b'{"id": 1, "text": 7}', '"text" is not a string', id="text is a number"),
        pytest.param(
            b'{"id": 1, "text": "a", "title": ["b"]}', '"title" is not a string', id="title is a list"
        ),
        pytest.param(b'{"id": 1, "text": "crash"}', "RuntimeError: out of luck", id="extractor fails"),
    ],
)
def test_a_bad_line_costs_that_line_only(line, message):
    status, records, messages = run(article(id=1, text="Yes.") + line + b"\n" + article(id=3, text="No."))
    assert status == 1
    assert [record["id"] for record in records] == [1, 3]
    assert messages.startswith("line 2: ")
    assert message in messages
    assert messages.count("\n") == 1


def test_no_model_is_said_at_once():
    status, records, messages = run(article(id=1, text="Yes."), "--pipeline", "missing")
    assert (status, records) == (2, [])
    assert "no pipeline 'missing'" in messages


@pytest.mark.parametrize("argv", [["--threads", "0"], ["--workers", "two"], ["articles.jsonl"], ["--speed"]])
def test_wrong_arguments_are_an_error(argv):
    with pytest.raises(SystemExit) as error:
        main(argv, io.BytesIO(), io.BytesIO(), io.StringIO(), load=load)
    assert error.value.code == 2


def test_the_pipeline_and_the_threads_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("VERBATIM_PIPELINE", "en_own")
    monkeypatch.setenv("VERBATIM_THREADS", "3")
    asked = []

    def record(pipeline, threads):
        asked.append((pipeline, threads))
        return Extractor()

    assert main([], io.BytesIO(), io.BytesIO(), io.StringIO(), load=record) == 0
    assert (
        main(["--pipeline", "en", "--threads", "2"], io.BytesIO(), io.BytesIO(), io.StringIO(), load=record)
        == 0
    )
    assert asked == [("en_own", 3), ("en", 2)]


def test_progress_is_shown_on_a_terminal_only():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    shown = []
    for stderr in (Terminal(), io.StringIO()):
        main([], io.BytesIO(article(id=1, text="Yes.")), io.BytesIO(), stderr, load=load)
        shown.append("1 articles" in stderr.getvalue())
    assert shown == [True, False]


def test_an_interrupt_ends_it_after_the_lines_before():
    status, records, messages = run(article(id=1, text="Yes.") + article(id=2, text="interrupt"))
    assert (status, [record["id"] for record in records], messages) == (130, [1], "")


def test_workers_keep_the_order_and_name_bad_lines():
    lines = [article(id=n, text="crash" if n == 5 else f"Text {n}.") for n in range(1, 21)]
    status, records, messages = run(b"".join(lines), "--workers", "2")
    assert status == 1
    assert [record["id"] for record in records] == [n for n in range(1, 21) if n != 5]
    assert messages == "line 5: RuntimeError: out of luck\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_runs_as_a_module_with_the_shipped_model(workers):
    text = '"We won," said Jane Roe, the mayor of Harbor.'
    done = subprocess.run(
        [sys.executable, "-m", "quotes.extraction", "--workers", workers],
        input=article(id=1, text=text) + b"nothing\n",
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    (row,) = json.loads(done.stdout)["attributions"]
    assert row["content"] == [[0, 9]]
    assert (row["kind"], row["speaker"]) == ("direct", "Jane Roe")
    assert (done.returncode, done.stderr.decode().partition(":")[0]) == (1, "line 2")


FILTER = """
import sys
from quotes.extraction.filter import main
from tests.extraction.test_filter import load
sys.exit(main(load=load))
"""


def test_it_ends_quietly_when_nobody_reads():
    with subprocess.Popen(
        [sys.executable, "-c", FILTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        process.stdin.write(article(id=1, text="Yes."))
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write(article(id=2, text="No.") * 3)
        process.stdin.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_it_quietly(workers):
    with subprocess.Popen(
        [sys.executable, "-c", FILTER, "--workers", workers],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        # A shell starts what it runs in the background with Ctrl-C ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        lines = 1 if workers == "1" else 12  # workers answer when enough lines wait
        process.stdin.write(article(id=1, text="Yes.") * lines)
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read() == b""
