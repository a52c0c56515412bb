-- Numbers that episodes of a media library have been given, once and for all; key is show and media.
CREATE TABLE episodes (
    key    TEXT PRIMARY KEY,
    show   TEXT NOT NULL,
    season INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX episodes_by_number ON episodes (show, season, number);
