-- A re-registration that the help desk started: it takes effect after a delay, and after an approval
-- where one is needed, unless the person objects. started_by and approved_by are actors of the audit log.
CREATE TABLE factor_resets (
    id             TEXT NOT NULL PRIMARY KEY,
    account_id     TEXT NOT NULL REFERENCES accounts (id),
    started_by     TEXT NOT NULL,
    approved_by    TEXT,
    needs_approval INTEGER NOT NULL CHECK (needs_approval IN (0, 1)),
    state          TEXT NOT NULL CHECK (state IN ('open', 'vetoed', 'withdrawn', 'expired', 'used')),
    created_at     INTEGER NOT NULL,
    effective_at   INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    ended_at       INTEGER
) STRICT;
CREATE UNIQUE INDEX factor_resets_open ON factor_resets (account_id) WHERE state = 'open';
CREATE INDEX factor_resets_by_account ON factor_resets (account_id, created_at);

-- A temporary code in place of the second step; code_hash is of the code and the row's id.
CREATE TABLE bypass_codes (
    id             TEXT NOT NULL PRIMARY KEY,
    account_id     TEXT NOT NULL REFERENCES accounts (id),
    issued_by      TEXT NOT NULL,
    code_hash      BLOB NOT NULL,
    uses_left      INTEGER NOT NULL CHECK (uses_left >= 0),
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    revoked_at     INTEGER
) STRICT;
CREATE INDEX bypass_codes_by_account ON bypass_codes (account_id);
