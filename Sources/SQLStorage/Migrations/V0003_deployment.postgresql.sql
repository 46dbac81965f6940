-- What the whole deployment has agreed on, by name; the first value stays.

CREATE TABLE deployment (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);
