-- What a list had when it was last looked at, so that another time what is new in it can be told.
CREATE TABLE seen_lists (
    url       TEXT PRIMARY KEY,
    looked_at TEXT NOT NULL,
    links     BLOB NOT NULL -- one a line, zlib
) STRICT;
