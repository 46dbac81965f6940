-- A re-registration that the help desk started: it takes effect after a delay, unless the person objects.
CREATE TABLE factor_resets (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    started_by    TEXT COLLATE "C" NOT NULL,
    approved_by   TEXT COLLATE "C",
    state         TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'vetoed', 'withdrawn', 'used')),
    veto_hash     BYTEA UNIQUE,
    created_at    BIGINT NOT NULL,
    effective_at  BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    ended_at      BIGINT
);
CREATE UNIQUE INDEX factor_resets_waiting ON factor_resets (account_id) WHERE state = 'waiting';

-- A temporary code of an administrator; code_hash is salted with the row's id.
CREATE TABLE bypass_codes (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    issued_by     TEXT COLLATE "C" NOT NULL,
    code_hash     BYTEA NOT NULL,
    uses_left     BIGINT  CHECK (uses_left >= 0),
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    revoked_at    BIGINT
);
CREATE INDEX bypass_codes_by_account ON bypass_codes (account_id);
