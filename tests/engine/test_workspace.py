"""A job's temporary folder lies beside its destination and leaves nothing when it goes."""

from pathlib import Path

from mediadl.engine.workspace import discard, temp_folder


async def test_the_last_folder_takes_the_one_around_it_along(tmp_path: Path) -> None:
    folder = temp_folder(tmp_path, "one")
    folder.mkdir(parents=True)
    (folder / "media.mp4.part").write_bytes(b"half")
    await discard(folder)
    assert list(tmp_path.iterdir()) == []


async def test_another_jobs_folder_stays(tmp_path: Path) -> None:
    for name in ("one", "two"):
        temp_folder(tmp_path, name).mkdir(parents=True)
    await discard(temp_folder(tmp_path, "one"))
    assert temp_folder(tmp_path, "two").is_dir()


async def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    await discard(temp_folder(tmp_path, "none"))
    assert list(tmp_path.iterdir()) == []
