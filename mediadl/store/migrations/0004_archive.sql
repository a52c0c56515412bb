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

-- What was downloaded before there was an archive is known by its link, without yt-dlp's notes in it.
INSERT OR REPLACE INTO archive (identity, intent, url, title, path, job_id, source, added_at)
SELECT link, intent, link, title, path, id, 'download', finished_at FROM (
    SELECT
        substr(url, 1, instr(url || '#__youtubedl_smuggle', '#__youtubedl_smuggle') - 1) AS link,
        iif(quality = 'audio_only', 'audio', 'video') AS intent,
        title, path, id, finished_at
    FROM (
        SELECT id, title, finished_at,
            json_extract(body, '$.url') AS url,
            json_extract(body, '$.options.quality') AS quality,
            json_extract(body, '$.files[0]') AS path
        FROM history WHERE json_valid(body) AND finished_at != ''
    ) WHERE url IS NOT NULL
) ORDER BY finished_at;
