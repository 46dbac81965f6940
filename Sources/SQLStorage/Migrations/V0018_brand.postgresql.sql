-- What the console says of the brand otherwise than the settings file, by number; the highest counts. saved_by is an
-- actor of the audit log.
CREATE TABLE brand_versions (
    number   BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    changes  TEXT COLLATE "C" NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL,
    saved_at BIGINT NOT NULL
);
