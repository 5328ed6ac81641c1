from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.articles import article_paths, read_path, read_stream
from kg.errors import ArticleError
from kg.model import Document
from kg.pipeline import Pipeline

FRONT = "---\npublished: 2024-10-09\npublisher: A Paper\nlanguage: en\n---\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def one(path: Path, **options: int) -> Document | ArticleError:
    found = list(read_path(path, **options))
    assert len(found) == 1
    return found[0]


def test_offsets_count_the_text_behind_the_front_matter(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", FRONT + "A headline\nIran warned Iraq.\n"))
    assert isinstance(document, Document)
    assert document.text == "A headline\nIran warned Iraq.\n"
    assert (document.id, document.title, document.published) == ("a", "A headline", date(2024, 10, 9))
    assert document.publisher == "A Paper"


def test_a_title_beside_the_text_stands_behind_it(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", "---\ntitle: Talks fail\n---\nIran warned Iraq."))
    assert isinstance(document, Document)
    assert document.text.startswith("Iran warned Iraq.")
    assert document.title_span is not None
    assert document.text[document.title_span.start : document.title_span.end] == "Talks fail"


@pytest.mark.parametrize("fields", ["title: Talks fail\n", ""])
def test_a_heading_of_markdown_is_a_headline_without_its_mark(tmp_path: Path, pipeline: Pipeline, fields: str) -> None:
    document = one(written(tmp_path, "a.md", f"---\n{fields}---\n# Talks fail\n\nIran warned Iraq on Monday."))
    assert isinstance(document, Document)
    assert document.title == "Talks fail"
    assert document.text.count("Talks fail") == 1
    (resolution,) = pipeline.resolutions([document])
    first = resolution.reading.sentences[0]
    assert first.headline
    assert document.text[first.span.start : first.span.end] == "Talks fail"


def test_a_title_that_opens_the_text_is_not_repeated(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", "---\ntitle: Talks fail\n---\nTalks fail\nIran warned Iraq."))
    assert isinstance(document, Document)
    assert document.text.count("Talks fail") == 1
    assert document.title_span is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"   \n", "the file is empty"),
        (b"\x7fELF\x00\x01", "zero byte at byte 4"),
        ("Länder".encode("latin-1"), "byte 0xe4 at byte 1"),
        (b"---\npublished: [x\n---\nText.", "line 2: the front matter is no YAML"),
        (b"---\npublished: 2024-01-01\nText without an end.", "is not closed"),
        (b"---\njust words\n---\nText.", "'just words'"),
        (b"---\npublished: 2024-13-45\n---\nText.", "'2024-13-45'"),
        (b"---\npublished: yesterday\n---\nText.", "'yesterday'"),
        (b"---\nlanguage: fr\n---\nBonjour.", "'fr'"),
        (b"---\npublished: 2024-01-01\n---\n  \n", "has no text"),
        ("Der Minister und die Kanzlerin trafen sich gestern in Berlin zu einem Gespräch. ".encode() * 8, "English"),
    ],
)
def test_a_bad_file_is_told_with_its_place_and_value(tmp_path: Path, content: bytes, words: str) -> None:
    error = one(written(tmp_path, "bad.md", content))
    assert isinstance(error, ArticleError)
    assert words in str(error)
    assert "bad.md" in str(error)


def test_a_text_over_the_limit_is_refused_with_both_numbers(tmp_path: Path) -> None:
    error = one(written(tmp_path, "long.txt", "word " * 100), limit=50)
    assert "500 characters; at most 50" in str(error)


def test_a_broken_line_loses_nothing_else(tmp_path: Path) -> None:
    lines = b'{"id":"a","text":"Iran warned Iraq."}\n{"id": \n\n{"text":"no id"}\n[1]\n\xff\n'
    lines += b'{"id":7,"text":"Mali met Chad."}\n'
    found = list(read_path(written(tmp_path, "l.jsonl", lines)))
    assert [d.id for d in found if isinstance(d, Document)] == ["a", "7"]
    places = [str(e) for e in found if isinstance(e, ArticleError)]
    assert [p.split("line ")[1].split(":")[0] for p in places] == ["2", "4", "5", "6"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"id":"x","text":"Iran \\ud800 warned Iraq."}', "half of a character"),
        (b'{"id":"x","title":"\\udfff","text":"Iran warned Iraq."}', "title is not plain text"),
        (b'{"id":"x","text":' + b"[" * 100_000, "nested too deep"),
        (b'{"id":"x","text":["a"]}', "text must be text"),
        (b'{"id":"x","text":"Iran \\u0000"}', "control character"),
        (b'{"id":[' + b"1," * 9000 + b'1],"text":"x"}', "id must be text, not [1, 1"),
    ],
)
def test_no_line_of_json_stops_the_run(tmp_path: Path, line: bytes, words: str) -> None:
    found = list(read_path(written(tmp_path, "l.jsonl", line + b'\n{"id":"y","text":"Iran warned Iraq."}\n')))
    assert words in str(found[0])
    assert len(str(found[0])) < 300
    assert isinstance(found[1], Document)


@pytest.mark.parametrize(
    "content",
    [
        '{\n "id": "a",\n "text": "Iran warned Iraq."\n}\n',
        '[{"id": "a", "text": "Iran warned Iraq."}]',
        '[\n{"id": "a", "text": "Iran warned Iraq."}\n]',
    ],
)
def test_one_json_value_over_several_lines_is_read(tmp_path: Path, content: str) -> None:
    for found in (
        list(read_path(written(tmp_path, "a.json", content))),
        list(read_stream(io.BytesIO(content.encode()))),
    ):
        assert [d.id for d in found if isinstance(d, Document)] == ["a"]


def test_an_article_of_a_json_array_is_told_by_its_number(tmp_path: Path) -> None:
    found = list(read_path(written(tmp_path, "a.json", '[{"id": "a", "text": "Iran warned Iraq."}, {"id": "b"}, 3]')))
    assert isinstance(found[0], Document)
    assert ["article 2: there is no 'text'" in str(found[1]), "article 3" in str(found[2])] == [True, True]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, "huge.txt", "")
    with path.open("r+b") as file:
        file.truncate(3_000_000_000)  # sparse: takes no room on the disk
    assert "3,000,000,000 bytes; at most 1,000,000" in str(one(path))


def test_front_matter_nested_too_deep_is_told(tmp_path: Path) -> None:
    assert "no YAML" in str(one(written(tmp_path, "a.md", "---\ntitle: " + "[" * 20_000 + "\n---\nText.")))


def test_a_text_that_begins_with_a_bracket_is_no_json() -> None:
    (found,) = read_stream(io.BytesIO(b"[Reuters] Iran warned Iraq."))
    assert isinstance(found, Document)


def test_standard_input_may_be_an_article_or_json_lines() -> None:
    article = list(read_stream(io.BytesIO(b"Iran warned Iraq.")))
    lines = list(read_stream(io.BytesIO(b'{"id":"x","text":"Iran warned Iraq."}')))
    assert [d.id for d in article + lines if isinstance(d, Document)] == ["stdin", "x"]


def test_a_byte_order_mark_and_crlf_do_not_shift_offsets(tmp_path: Path) -> None:
    document = one(written(tmp_path, "a.md", b"\xef\xbb\xbf---\r\npublished: 2024-01-01\r\n---\r\nOne.\r\nTwo.\r\n"))
    assert isinstance(document, Document)
    assert document.text == "One.\nTwo.\n"


def test_a_missing_path_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="nowhere"):
        article_paths([tmp_path / "nowhere"])
    with pytest.raises(ArticleError, match="cannot be read"):
        article_paths([tmp_path / ("x" * 5000)])
    with pytest.raises(ArticleError, match="holds no article"):
        article_paths([tmp_path])


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    names = ["b.md", "a.txt", "sub/c.jsonl", "skip.pdf"]
    for name in names:
        written(tmp_path, name, "x")
    assert [p.name for p in article_paths([tmp_path])] == ["a.txt", "b.md", "c.jsonl"]


def test_what_is_hidden_or_of_a_store_is_no_article(tmp_path: Path) -> None:
    for name in (".git/a.md", "news/.b.md", "store/communique.json", "copy/backup.json", "copy/store/communique.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for name in ("news/c.md", "b/backup.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Iran warned Iraq.", encoding="utf-8")
    (tmp_path / "news" / "loop").symlink_to(tmp_path)
    assert [str(p.relative_to(tmp_path)) for p in article_paths([tmp_path])] == ["b/backup.json", "news/c.md"]


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "shut/b.md", "open/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Iran warned Iraq.", encoding="utf-8")
    look = os.scandir

    def scandir(path: Any) -> Any:  # the tests may run as root, who may read every folder
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    told: list[ArticleError] = []
    assert [p.name for p in article_paths([tmp_path], told.append)] == ["a.md", "c.md"]
    assert [str(error) for error in told] == [f"{tmp_path / 'shut'}: the path cannot be read: Permission denied"]
    with pytest.raises(ArticleError, match="shut: the path cannot be read"):
        article_paths([tmp_path])


def test_an_id_of_blanks_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "  ", "text": "Iran warned Iraq."}\n', encoding="utf-8")
    (found,) = read_path(tmp_path / "a.jsonl")
    assert str(found) == f"{tmp_path / 'a.jsonl'}, line 1: there is no 'id'"


def test_the_name_of_a_file_that_is_no_text_is_no_id(tmp_path: Path) -> None:
    """Archives of other times have names in other encodings; the bytes are kept as halves of characters."""
    told, whole = "the name of the file is not UTF-8, and the article has no id of its own", "---\nid: a\n---\nOne."
    assert getattr(one(written(tmp_path, "caf\udce9.md", "One.")), "message", None) == told
    document = one(written(tmp_path, "caf\udce9.md", whole))
    assert isinstance(document, Document)
    assert document.id == "a"
