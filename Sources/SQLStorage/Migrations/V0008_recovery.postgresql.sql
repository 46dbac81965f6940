-- Recovery codes are salted with their row's id, hashed and sealed; the verifier goes when a code is spent, the row
-- when all are replaced.
CREATE TABLE recovery_codes (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    verifier     BYTEA,
    created_at   BIGINT NOT NULL,
    spent_at     BIGINT
);
CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);

-- "This was not me": one link of one notice; token_hash is the SHA-256 of what the link carries.
CREATE TABLE repudiations (
    token_hash   BYTEA NOT NULL PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    event        TEXT COLLATE "C" NOT NULL,
    subject      TEXT COLLATE "C",
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    spent_at     BIGINT
);
CREATE INDEX repudiations_by_age ON repudiations (created_at);

CREATE TABLE address_changes (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    channel      TEXT COLLATE "C" NOT NULL CHECK (channel IN ('email', 'sms')),
    old_address  TEXT COLLATE "C",
    new_address  TEXT COLLATE "C",
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'done', 'undone', 'cancelled')),
    undo_hash    BYTEA UNIQUE,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    done_at      BIGINT
);
CREATE INDEX address_changes_by_account ON address_changes (account_id, state);
CREATE INDEX address_changes_by_age ON address_changes (created_at);

-- Administrators, whom "This was not me" calls: few among many.
CREATE INDEX accounts_staff ON accounts (username_key) WHERE role <> 'person';
