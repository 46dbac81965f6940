-- What the whole deployment has agreed on, by name; the first value stays.

CREATE TABLE deployment (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;
