-- What is here already, from downloads, archive files of yt-dlp, and folders that were looked through.
CREATE TABLE archive (
    identity TEXT NOT NULL,
    intent   TEXT NOT NULL,
    url      TEXT,
    title    TEXT,
    path     TEXT,
    job_id   TEXT,
    source   TEXT NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (identity, intent)
) STRICT;
CREATE INDEX archive_by_url ON archive (url);
