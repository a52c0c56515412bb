"""What must hold after a trial, whatever happened in it."""

import contextlib
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.chaos.trial import Trial

DONE = {"completed", "completed_with_differences"}


@dataclass
class Verdict:
    """What did not hold, in words, by column of the table; empty lists are what is hoped for."""

    kills: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Called done, and not the right file."""
    failed: list[str] = field(default_factory=list)
    """Said to have failed although it could have been downloaded."""
    left: list[str] = field(default_factory=list)
    """Processes and partial files that nobody needs any more, and damage to the database."""

    @property
    def problems(self) -> list[str]:
        """All of them, each with its column."""
        columns = ("lost", "doubled", "wrong", "failed", "left")
        return [f"{column}: {what}" for column in columns for what in getattr(self, column)]


def verdict(trial: "Trial", exit_code: int | None, left: list[str]) -> Verdict:
    """Look at queue, history, folder and processes."""
    said = Verdict(kills=len(trial.kills), left=[f"process {name}" for name in left])
    database = trial.folder / "data" / "mediadl.sqlite3"
    if exit_code != 0:
        said.failed.append(f"the app did not end by itself ({exit_code}): {_log_tail(trial.folder)}")
        trial.ended = _saved_jobs(database)
    _check_queue(trial, said)
    _check_files(trial, said)
    _check_database(database, said)
    if exit_code != 0:
        said.left.clear()  # it had no time to clean up
    return said


def _saved_jobs(path: Path) -> list[dict[str, Any]]:
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return [json.loads(body) for (body,) in database.execute("SELECT body FROM jobs")]


def _check_queue(trial: "Trial", said: Verdict) -> None:
    ids = {job["id"] for job in trial.ended}
    said.lost += [f"job {job_id}" for job_id in trial.accepted if job_id not in ids]
    links = Counter(job["url"] for job in trial.ended)
    said.lost += [f"link {link}" for link in trial.links if link not in links]
    said.doubled += [f"{count} jobs for {link}" for link, count in links.items() if count > 1]
    said.failed += [f"{job['state']}: {job['failure']}" for job in trial.ended if job["state"] not in DONE]


def _check_files(trial: "Trial", said: Verdict) -> None:
    done = [job for job in trial.ended if job["state"] in DONE]
    for job in done:
        if job["state"] == "completed":  # what is told to differ is not called done
            said.wrong += _wrong_with(trial, job)
        if job["differences"]:
            said.failed.append(f"differs: {job['differences']}")
    promised = {file for job in done for file in job["files"]}
    there = [path for path in trial.downloads.rglob("*") if path.is_file()]
    for path in there:
        if ".mediadl" in path.parts:
            said.left.append(f"file {path.relative_to(trial.downloads)}")
        elif str(path) not in promised:
            said.doubled.append(f"file {path.name} ({path.stat().st_size} bytes)")
    if (trial.downloads / ".mediadl").exists():
        said.left.append("folder .mediadl")


def _wrong_with(trial: "Trial", job: dict[str, Any]) -> list[str]:
    if len(job["files"]) != 1:
        return [f"{job['url']} has the files {job['files']}"]
    file = Path(job["files"][0])
    if not file.is_file():
        return [f"{file.name} is not there"]
    problem = trial.shape.problem(file, trial.ground.references[trial.shape.tree])
    return [f"{file.name} has {problem}"] if problem else []


def _check_database(path: Path, said: Verdict) -> None:
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as database:
        (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            said.left.append(f"database: {sound}")
        workers = database.execute("SELECT pid FROM workers").fetchall()
        said.left += [f"record of worker {pid}" for (pid,) in workers]
        lines = Counter(json.loads(body)["url"] for (body,) in database.execute("SELECT body FROM history"))
        done = Counter(
            json.loads(body)["url"]
            for (body,) in database.execute(
                "SELECT body FROM jobs WHERE state IN ('completed', 'completed_with_differences')"
            )
        )
    database.close()
    said.lost += [f"{link} is not in the history" for link in done if link not in lines]
    said.doubled += [f"{link} is {n} times in the history" for link, n in lines.items() if n > 1]


def _log_tail(folder: Path) -> str:
    return (folder / "log").read_text(errors="replace")[-600:]
