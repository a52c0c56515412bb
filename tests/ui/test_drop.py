"""Links come out of whatever is dropped or copied; what holds none is explained."""

import asyncio

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from mediadl.domain.accounts import AccountSource
from mediadl.ui import icons
from mediadl.ui.account_forms.new_account import Jar
from mediadl.ui.drop import (
    MAX_FILE_BYTES,
    LinkDrop,
    complaint,
    is_ours,
    offered,
    promise,
    read_links,
    without_jars,
)
from tests.helpers.jars import a_jar
from tests.helpers.shell import until, with_shell

LINK = "https://a.example/watch?v=1&t=2"


def mime(text=None, urls=(), html=None):
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    return data


@pytest.mark.parametrize(
    ("data", "links"),
    [
        ({"urls": [LINK]}, (LINK,)),
        ({"urls": [LINK, "https://b.example/"], "text": "words"}, (LINK, "https://b.example/")),
        ({"text": f"see {LINK}, it is good"}, (LINK,)),
        ({"text": "see here", "html": '<a href="https://a.example/watch?v=1&amp;t=2">here</a>'}, (LINK,)),
        ({"text": "nothing"}, ()),
        ({"urls": ["ftp://a.example/x"]}, ()),
    ],
)
def test_links_of_a_drop(qt_app, data, links):
    assert offered(mime(**data)).links == links


def test_local_files_are_kept_for_reading(qt_app, tmp_path):
    offer = offered(mime(urls=[QUrl.fromLocalFile(str(tmp_path / "a.url")).toString()]))
    assert (offer.links, offer.files) == ((), (tmp_path / "a.url",))


def test_a_tab_of_firefox_has_its_address_in_a_format_of_its_own(qt_app):
    data = QMimeData()
    data.setData("application/x-moz-tabbrowser-tab", b"")
    data.setData("text/x-moz-text-internal", LINK.encode("utf-16-le"))
    assert is_ours(data)
    assert offered(data).links == (LINK,)


def test_pictures_alone_are_not_ours(qt_app):
    data = QMimeData()
    data.setData("image/png", b"x")
    assert not is_ours(data)


def test_files_of_all_kinds_are_read(tmp_path):
    contents = {
        "a.url": "[InternetShortcut]\nURL=https://a.example/1\n",
        "b.desktop": "[Desktop Entry]\nType=Link\nURL=https://a.example/2\n",
        "c.txt": "https://a.example/3\nhttps://a.example/1",
        "d.csv": "title,link\nx,https://a.example/4\n",
        "e.webloc": '<?xml version="1.0"?><plist version="1.0"><dict><key>URL</key>'
        "<string>https://a.example/5</string></dict></plist>",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    links, problems = read_links(sorted(tmp_path.iterdir()))
    assert links == [f"https://a.example/{number}" for number in (1, 2, 3, 4, 5)]
    assert problems == []


def test_files_without_links_are_named(tmp_path):
    (tmp_path / "empty.txt").write_text("nothing")
    (tmp_path / "large.txt").write_bytes(b" " * (MAX_FILE_BYTES + 1))
    names = ["empty.txt", "large.txt", "gone.txt", "."]
    links, problems = read_links([tmp_path / name for name in names])
    assert links == []
    assert problems[0] == "“empty.txt” holds no link."
    assert "too large" in problems[1]
    assert "“gone.txt”" in problems[2]
    assert len(problems) == 4


def test_the_complaint_says_what_is_wrong():
    assert complaint(" ").startswith("The clipboard holds no link.")
    assert (
        complaint("ftp://a.example")
        == "“ftp://a.example” cannot be downloaded: only http and https links can."
    )


def drag(window, data, kind=QDropEvent):
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    if kind is QDragEnterEvent:
        event = QDragEnterEvent(QPoint(5, 5), *arguments)
    else:
        event = QDropEvent(QPoint(5, 5).toPointF(), *arguments)
    QApplication.sendEvent(window.windowHandle(), event)
    return event


def test_a_drop_on_the_window_tells_its_links(qt_app, tmp_path):
    async def scenario(shell):
        window = QWidget()
        window.resize(200, 100)
        drop = LinkDrop(window, shell.operations, shell.theme)
        found, problems = [], []
        drop.links_found.connect(found.extend)
        drop.nothing_found.connect(problems.append)
        window.show()
        for data in (mime(urls=[LINK]), mime(text="nothing")):
            assert drag(window, data, QDragEnterEvent).isAccepted()
            assert drop._overlay.isVisible()
            drag(window, data)
            assert not drop._overlay.isVisible()
        assert found == [LINK]
        assert problems == ["“nothing” is not a link. Paste the whole address, starting with https://."]

    with_shell(tmp_path, qt_app, scenario)


def test_dropped_files_are_read_off_the_loop(qt_app, tmp_path):
    async def scenario(shell):
        (tmp_path / "a.txt").write_text(LINK)
        window = QWidget()
        drop = LinkDrop(window, shell.operations, shell.theme)
        found, problems = [], []
        drop.links_found.connect(found.extend)
        drop.nothing_found.connect(problems.append)
        drop.take_files([str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")])
        assert found == []
        await until(lambda: found)
        drop.take_files([str(tmp_path / "gone.txt")])
        await until(lambda: problems)
        assert problems[0].startswith("“gone.txt”")
        await asyncio.sleep(0)

    with_shell(tmp_path, qt_app, scenario)


def test_cookies_are_told_from_links(tmp_path):
    (tmp_path / "cookies.txt").write_bytes(a_jar("a.example", sid="https://a.example/not-real"))
    (tmp_path / "links.txt").write_text(LINK)
    jar, rest = without_jars([tmp_path / "links.txt", tmp_path / "cookies.txt", tmp_path / "gone.txt"])
    assert jar == Jar(a_jar("a.example", sid="https://a.example/not-real"), AccountSource.FILE, "cookies.txt")
    assert rest == (tmp_path / "links.txt", tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("text", "files", "words"),
    [
        ("https://example.org/v", (), "Drop to download"),
        ("", ("/a/example.org_cookies.txt",), "Drop to add an account"),
        ("", ("/a/links.txt",), "Drop to add what is in it"),
        ("", ("/a/cookies.txt", "/a/links.txt"), "Drop to add what is in them"),
        ("# Netscape HTTP Cookie File", (), "Drop to add an account"),
    ],
)
def test_a_drag_says_what_dropping_does(text, files, words):
    urls = [QUrl.fromLocalFile(file) for file in files]
    said, icon = promise(mime(text or None, urls))
    assert said == words
    assert icon in icons.names()
