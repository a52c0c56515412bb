-- A job's whole snapshot is the JSON in body; the columns beside it are what is searched and sorted by.
CREATE TABLE jobs (
    id       TEXT PRIMARY KEY,
    position REAL NOT NULL,
    state    TEXT NOT NULL,
    body     TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_by_position ON jobs (position);

-- Finished jobs, kept when their row leaves the queue.
CREATE TABLE history (
    id          TEXT PRIMARY KEY,
    finished_at TEXT NOT NULL,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_time ON history (finished_at);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Worker processes that are alive, so that the next start can end those of a killed run.
CREATE TABLE workers (
    pid        INTEGER PRIMARY KEY,
    started_at REAL NOT NULL
) STRICT;
