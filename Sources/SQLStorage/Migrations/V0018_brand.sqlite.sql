-- What the console says of the brand otherwise than the settings file, by number; the highest counts. saved_by is an
-- actor of the audit log.
CREATE TABLE brand_versions (
    number   INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    changes  TEXT    NOT NULL,
    saved_by TEXT    NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;
