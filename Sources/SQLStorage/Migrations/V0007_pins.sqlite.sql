-- PINs are salted, hashed and sealed; binding is the SHA-256 of what the PIN is bound to. Rows stay a day
-- after their end, because sends are counted by them.

CREATE TABLE one_time_pins (
    id           TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    purpose      TEXT    NOT NULL,
    binding      BLOB    NOT NULL,
    channel      TEXT    NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient    TEXT    NOT NULL,
    verifier     BLOB,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'used', 'replaced', 'exhausted')),
    tries_left   INTEGER NOT NULL CHECK (tries_left >= 0),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    next_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_time_pins_open ON one_time_pins (purpose, binding) WHERE state = 'open';
CREATE INDEX one_time_pins_by_binding ON one_time_pins (binding, created_at);
CREATE INDEX one_time_pins_by_account ON one_time_pins (account_id, created_at);
CREATE INDEX one_time_pins_by_recipient ON one_time_pins (recipient, created_at);
CREATE INDEX one_time_pins_by_age ON one_time_pins (created_at);

-- What an administrator hands out for a first registration; code_hash is salted with the row's id.
CREATE TABLE invitations (
    id           TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    code_hash    BLOB    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    spent_at     INTEGER
) STRICT;
CREATE INDEX invitations_by_account ON invitations (account_id);

-- Browsers that are not asked for the second step; the token changes at each use.
CREATE TABLE remembered_browsers (
    id             TEXT    NOT NULL PRIMARY KEY,
    account_id     TEXT    NOT NULL REFERENCES accounts (id),
    token_hash     BLOB    NOT NULL UNIQUE,
    previous_hash  BLOB,
    name           TEXT    NOT NULL,
    created_at     INTEGER NOT NULL,
    last_used_at   INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    revoked_at     INTEGER
) STRICT;
CREATE INDEX remembered_browsers_by_account ON remembered_browsers (account_id);
CREATE INDEX remembered_browsers_by_previous ON remembered_browsers (previous_hash);

-- By how many steps the clock of another authenticator app is ahead, learned from accepted codes. told_step is
-- a step to come whose code was refused with the hint that the clock is ahead: it never passes.
ALTER TABLE devices ADD COLUMN drift INTEGER NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN told_step INTEGER;
