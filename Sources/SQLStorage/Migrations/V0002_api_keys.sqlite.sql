-- key_hash is the SHA-256 of the secret, which is stored nowhere. scopes are names between spaces.

CREATE TABLE api_keys (
    id           TEXT    NOT NULL PRIMARY KEY,
    key_hash     BLOB    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    name_key     TEXT    NOT NULL,
    scopes       TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX api_keys_by_name ON api_keys (name_key) WHERE revoked_at IS NULL;
