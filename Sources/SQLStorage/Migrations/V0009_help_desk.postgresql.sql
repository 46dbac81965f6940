-- A re-registration that the help desk started: it takes effect after a delay, and after an approval
-- where one is needed, unless the person objects. started_by and approved_by are actors of the audit log.
CREATE TABLE factor_resets (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id     TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    started_by     TEXT COLLATE "C" NOT NULL,
    approved_by    TEXT COLLATE "C",
    needs_approval BIGINT NOT NULL CHECK (needs_approval IN (0, 1)),
    state          TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'vetoed', 'withdrawn', 'expired', 'used')),
    created_at     BIGINT NOT NULL,
    effective_at   BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    ended_at       BIGINT
);
CREATE UNIQUE INDEX factor_resets_open ON factor_resets (account_id) WHERE state = 'open';
CREATE INDEX factor_resets_by_account ON factor_resets (account_id, created_at);

-- A temporary code in place of the second step; code_hash is of the code and the row's id.
CREATE TABLE bypass_codes (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id     TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    issued_by      TEXT COLLATE "C" NOT NULL,
    code_hash      BYTEA NOT NULL,
    uses_left      BIGINT NOT NULL CHECK (uses_left >= 0),
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    revoked_at     BIGINT
);
CREATE INDEX bypass_codes_by_account ON bypass_codes (account_id);
