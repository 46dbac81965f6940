-- Recovery codes are salted with their row's id, hashed and sealed; the verifier goes when a code is spent, the row
-- when all are replaced.
CREATE TABLE recovery_codes (
    id           TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    verifier     BLOB,
    created_at   INTEGER NOT NULL,
    spent_at     INTEGER
) STRICT;
CREATE INDEX recovery_codes_by_account ON recovery_codes (account_id);

-- "This was not me": one link of one notice; token_hash is the SHA-256 of what the link carries.
CREATE TABLE repudiations (
    token_hash   BLOB    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    event        TEXT    NOT NULL,
    subject      TEXT,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    spent_at     INTEGER
) STRICT;
CREATE INDEX repudiations_by_age ON repudiations (created_at);

CREATE TABLE address_changes (
    id           TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    channel      TEXT    NOT NULL CHECK (channel IN ('email', 'sms')),
    old_address  TEXT,
    new_address  TEXT,
    state        TEXT    NOT NULL CHECK (state IN ('pending', 'done', 'undone', 'cancelled')),
    undo_hash    BLOB    UNIQUE,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    done_at      INTEGER
) STRICT;
CREATE INDEX address_changes_by_account ON address_changes (account_id, state);
CREATE INDEX address_changes_by_age ON address_changes (created_at);

-- Administrators, whom "This was not me" calls: few among many.
CREATE INDEX accounts_staff ON accounts (username_key) WHERE role <> 'person';
