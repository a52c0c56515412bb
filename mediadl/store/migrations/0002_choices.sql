-- What is checked in a list that waits for a choice, as JSON; it goes with its job.
CREATE TABLE choices (
    job_id TEXT PRIMARY KEY,
    body   TEXT NOT NULL
) STRICT;
CREATE TRIGGER a_choice_goes_with_its_job AFTER DELETE ON jobs BEGIN
    DELETE FROM choices WHERE job_id = old.id;
END;

-- Rises with every change of a row: of two copies of the file, the newer state of each job can be told.
ALTER TABLE jobs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
-- CRC-32 of body, NULL in a row of an older version: SQLite notices damage of its pages, not of texts.
ALTER TABLE jobs ADD COLUMN checksum INTEGER;

-- When the process began in a unit that no setting of the clock moves.
ALTER TABLE workers ADD COLUMN birth TEXT NOT NULL DEFAULT '';

-- What has been applied. The number in the file's header is not protected by anything; this table is.
CREATE TABLE migrations (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO migrations VALUES (1), (2);
