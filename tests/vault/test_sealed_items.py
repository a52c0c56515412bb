"""Of each item the newest version alone is given out, whatever a kill or somebody left in the folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mediadl.domain.errors import SecretUnreadable, UnknownAccount
from mediadl.vault.sealed_folder import SealedFolder
from mediadl.vault.sealed_items import GONE, OLDER, UNLISTED, KeyMissing, SealedItems

ONE, TWO = ("11" * 16, bytes(32)), ("22" * 16, bytes(range(32)))
KEYS = dict([ONE])


def opened(
    folder: Path, keys: dict[str, bytes] | None = None, lost: frozenset[str] = frozenset()
) -> SealedItems:
    """What a new start of the program has."""
    items = SealedItems(SealedFolder(folder))
    items.open(KEYS if keys is None else keys, lost, is_new=not folder.exists())
    return items


@pytest.fixture
def items(folder: Path) -> SealedItems:
    """Two items, of which one has changed once."""
    made = opened(folder)
    made.put("a", b"old")
    shutil.copy(folder / "a.sealed", folder.parent / "old-a")
    made.put("a", b"new")
    made.put("b", b"other")
    return made


def flip(path: Path, place: int = -1) -> None:
    """Flip a bit of a byte of the file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_items_are_there_after_a_restart(items: SealedItems, folder: Path) -> None:
    again = opened(folder)
    assert (again.item_ids, again.get("a"), again.get("b")) == (("a", "b"), b"new", b"other")
    with pytest.raises(UnknownAccount):
        again.get("c")


def test_a_flipped_byte_costs_its_item_alone(items: SealedItems, folder: Path) -> None:
    for place in (0, 4, 5, 21, 29, 31, -1):
        before = (folder / "a.sealed").read_bytes()
        flip(folder / "a.sealed", place)
        again = opened(folder, lost=frozenset(items.key_ids) - {ONE[0]})
        with pytest.raises(SecretUnreadable):
            again.get("a")
        assert (again.item_ids, again.get("b")) == (("a", "b"), b"other")
        (folder / "a.sealed").write_bytes(before)
    assert opened(folder).get("a") == b"new"


def test_swapped_files_are_refused_and_a_new_version_makes_it_right(items: SealedItems, folder: Path) -> None:
    shutil.copy(folder / "b.sealed", folder / "a.sealed")
    again = opened(folder)
    with pytest.raises(SecretUnreadable, match="that of another account"):
        again.get("a")
    again.put("a", b"newest")
    assert (again.get("a"), again.get("b")) == (b"newest", b"other")


@pytest.mark.parametrize("restarts", [True, False])
def test_an_older_version_is_refused(restarts: bool, items: SealedItems, folder: Path) -> None:
    shutil.copy(folder.parent / "old-a", folder / "a.sealed")
    again = opened(folder) if restarts else items
    with pytest.raises(SecretUnreadable) as refused:
        again.get("a")
    assert str(refused.value) == OLDER
    assert again.get("b") == b"other"


def test_a_deleted_item_that_is_put_back_is_refused(items: SealedItems, folder: Path) -> None:
    items.delete("a")
    assert items.item_ids == ("b",)
    shutil.copy(folder.parent / "old-a", folder / "a.sealed")
    again = opened(folder)
    with pytest.raises(SecretUnreadable) as refused:
        again.get("a")
    assert str(refused.value) == UNLISTED
    again.delete("a")
    assert opened(folder).item_ids == ("b",)


def test_a_file_that_is_gone_is_told_of(items: SealedItems, folder: Path) -> None:
    (folder / "a.sealed").unlink()
    again = opened(folder)
    assert again.item_ids == ("a", "b")
    with pytest.raises(SecretUnreadable) as refused:
        again.get("a")
    assert str(refused.value) == GONE
    again.delete("a")
    assert opened(folder).item_ids == ("b",)


@pytest.mark.parametrize("copy", ["contents-1.manifest", "contents-2.manifest"])
@pytest.mark.parametrize(
    "harm", [flip, lambda path: flip(path, 10), Path.unlink, lambda path: path.write_text("")]
)
def test_a_damaged_copy_of_the_list_is_made_good_from_the_other(
    harm: Callable[[Path], None], copy: str, items: SealedItems, folder: Path
) -> None:
    harm(folder / copy)
    again = opened(folder, lost=frozenset(items.key_ids) - {ONE[0]})
    assert (again.get("a"), again.get("b")) == (b"new", b"other")
    assert len(set(SealedFolder(folder).manifests())) == 1
    shutil.copy(folder.parent / "old-a", folder / "a.sealed")
    (folder / "contents-1.manifest").unlink()
    with pytest.raises(SecretUnreadable):
        opened(folder).get("a")


def test_without_any_list_nothing_is_trusted_and_nothing_is_lost(items: SealedItems, folder: Path) -> None:
    for path in folder.glob("*.manifest"):
        flip(path)
    again = opened(folder)
    assert again.item_ids == ("a", "b")
    with pytest.raises(SecretUnreadable) as refused:
        again.get("a")
    assert str(refused.value) == UNLISTED
    again.put("a", b"newest")
    third = opened(folder)
    assert (third.item_ids, third.get("a")) == (("a", "b"), b"newest")
    with pytest.raises(SecretUnreadable):
        third.get("b")


def test_while_the_program_runs_an_older_list_changes_nothing(items: SealedItems, folder: Path) -> None:
    older = {path: path.read_bytes() for path in folder.iterdir()}
    items.put("a", b"newest")
    for path, content in older.items():
        path.write_bytes(content)
    with pytest.raises(SecretUnreadable):
        items.get("a")


def test_an_item_that_is_newer_than_the_list_is_taken_over(items: SealedItems, folder: Path) -> None:
    lists = {path: path.read_bytes() for path in folder.glob("*.manifest")}
    items.put("a", b"newest")
    items.put("c", b"third")
    for path, content in lists.items():  # as after a kill between the item and the list
        path.write_bytes(content)
    again = opened(folder)
    assert (again.get("a"), again.get("c")) == (b"newest", b"third")
    shutil.copy(folder.parent / "old-a", folder / "a.sealed")
    with pytest.raises(SecretUnreadable):
        opened(folder).get("a")


def test_deleting_needs_no_key_and_lasts(items: SealedItems, folder: Path) -> None:
    keyless = SealedItems(SealedFolder(folder))
    keyless.delete("a")
    assert keyless.item_ids == ("b",)
    assert opened(folder).item_ids == ("b",)
    assert not list(folder.glob("*.deleted"))


def test_a_new_key_seals_everything_and_the_old_one_opens_nothing(items: SealedItems, folder: Path) -> None:
    old = (folder / "a.sealed").read_bytes()
    items.change_key(*TWO)
    assert (items.key_ids, items.unused_keys) == ((TWO[0],), (ONE[0],))
    items.forget_keys(items.unused_keys)
    again = opened(folder, dict([TWO]))
    assert (again.get("a"), again.get("b"), again.unused_keys) == (b"new", b"other", ())
    (folder / "a.sealed").write_bytes(old)
    with pytest.raises(SecretUnreadable):
        opened(folder, dict([TWO]), frozenset([ONE[0]])).get("a")


@pytest.mark.parametrize("left", ["a.sealed", "b.sealed", "contents-2.manifest"])
def test_a_change_of_the_key_that_was_cut_off_is_finished(
    left: str, items: SealedItems, folder: Path
) -> None:
    old = (folder / left).read_bytes()
    items.change_key(*TWO)
    (folder / left).write_bytes(old)
    again = opened(folder, dict([ONE, TWO]))
    assert (again.get("a"), again.get("b")) == (b"new", b"other")
    assert (again.key_ids, again.unused_keys) == ((TWO[0],), (ONE[0],))


def test_an_item_that_cannot_be_opened_keeps_its_old_key(items: SealedItems, folder: Path) -> None:
    flip(folder / "a.sealed")
    items.change_key(*TWO)
    assert items.unused_keys == ()
    flip(folder / "a.sealed")
    assert opened(folder, dict([ONE, TWO])).get("a") == b"new"


def test_two_processes_share_a_folder(items: SealedItems, folder: Path) -> None:
    other = opened(folder)
    other.put("c", b"third")
    items.put("a", b"newest")
    other.delete("b")
    items.put("d", b"fourth")
    assert items.item_ids == other.item_ids == opened(folder).item_ids == ("a", "c", "d")
    assert (items.get("c"), other.get("a")) == (b"third", b"newest")


def test_a_key_that_another_process_has_changed_is_asked_for(items: SealedItems, folder: Path) -> None:
    other = opened(folder)
    other.change_key(*TWO)
    for act in (
        lambda: items.get("a"),
        lambda: items.put("a", b"x"),
        lambda: items.change_key("33" * 16, b""),
    ):
        with pytest.raises(KeyMissing):
            act()
    items.open(dict([TWO]))
    assert items.get("a") == b"new"


def emptied(items: SealedItems) -> tuple[str, ...]:
    for item_id in items.item_ids:
        items.delete(item_id)
    return items.erase_if_empty()


def test_what_another_process_has_erased_is_not_written_to_under_its_key(
    items: SealedItems, folder: Path
) -> None:
    assert emptied(opened(folder)) == (ONE[0],)
    with pytest.raises(KeyMissing):
        items.put("a", b"x")
    assert not list(folder.glob("*.sealed"))


def test_nothing_is_opened_with_a_wrong_key(items: SealedItems, folder: Path) -> None:
    with pytest.raises(KeyMissing):
        opened(folder, dict([TWO]))
    forged = {ONE[0]: TWO[1]}
    with pytest.raises(SecretUnreadable):
        opened(folder, forged).get("a")


def test_a_key_that_was_fetched_just_before_all_was_erased_is_not_used(
    items: SealedItems, folder: Path
) -> None:
    emptied(items)
    with pytest.raises(KeyMissing):
        opened(folder)
    assert list(folder.glob("*.manifest")) == []


def test_it_is_erased_only_when_it_is_empty(items: SealedItems, folder: Path) -> None:
    assert items.erase_if_empty() == ()
    assert emptied(items) == (ONE[0],)
    assert [path.name for path in folder.iterdir()] == ["vault.lock"]


def test_a_whole_folder_put_back_is_taken_for_the_newest_until_the_key_changes(
    items: SealedItems, folder: Path
) -> None:
    """What it cannot tell: list and items agree with each other, as in a backup that was restored."""
    shutil.copytree(folder, folder.parent / "copy")
    items.put("a", b"newest")
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / "copy", folder)
    assert opened(folder).get("a") == b"new"
    opened(folder).change_key(*TWO)
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / "copy", folder)
    with pytest.raises(SecretUnreadable):
        opened(folder, dict([TWO]), frozenset([ONE[0]])).get("a")
