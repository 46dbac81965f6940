-- A re-registration that the help desk started: it takes effect after a delay, unless the person objects.
CREATE TABLE factor_resets (
    id            TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    started_by    TEXT    NOT NULL,
    approved_by   TEXT,
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'vetoed', 'withdrawn', 'used')),
    veto_hash     BLOB    UNIQUE,
    created_at    INTEGER NOT NULL,
    effective_at  INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    ended_at      INTEGER
) STRICT;
CREATE UNIQUE INDEX factor_resets_waiting ON factor_resets (account_id) WHERE state = 'waiting';

-- A temporary code of an administrator; code_hash is salted with the row's id.
CREATE TABLE bypass_codes (
    id            TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    issued_by     TEXT    NOT NULL,
    code_hash     BLOB    NOT NULL,
    uses_left     INTEGER CHECK (uses_left >= 0),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    revoked_at    INTEGER
) STRICT;
CREATE INDEX bypass_codes_by_account ON bypass_codes (account_id);
