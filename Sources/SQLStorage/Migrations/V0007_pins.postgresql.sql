-- PINs are salted, hashed and sealed; binding is the SHA-256 of what the PIN is bound to. Rows stay a day
-- after their end, because sends are counted by them.

CREATE TABLE one_time_pins (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    purpose      TEXT COLLATE "C" NOT NULL,
    binding      BYTEA NOT NULL,
    channel      TEXT COLLATE "C" NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient    TEXT COLLATE "C" NOT NULL,
    verifier     BYTEA,
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'used', 'replaced', 'exhausted')),
    tries_left   BIGINT NOT NULL CHECK (tries_left >= 0),
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    next_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_time_pins_open ON one_time_pins (purpose, binding) WHERE state = 'open';
CREATE INDEX one_time_pins_by_binding ON one_time_pins (binding, created_at);
CREATE INDEX one_time_pins_by_account ON one_time_pins (account_id, created_at);
CREATE INDEX one_time_pins_by_recipient ON one_time_pins (recipient, created_at);
CREATE INDEX one_time_pins_by_age ON one_time_pins (created_at);

-- What an administrator hands out for a first registration; code_hash is salted with the row's id.
CREATE TABLE invitations (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    code_hash    BYTEA NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    spent_at     BIGINT
);
CREATE INDEX invitations_by_account ON invitations (account_id);

-- Browsers that are not asked for the second step; the token changes at each use.
CREATE TABLE remembered_browsers (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id     TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    token_hash     BYTEA NOT NULL UNIQUE,
    previous_hash  BYTEA,
    name           TEXT COLLATE "C" NOT NULL,
    created_at     BIGINT NOT NULL,
    last_used_at   BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    revoked_at     BIGINT
);
CREATE INDEX remembered_browsers_by_account ON remembered_browsers (account_id);
CREATE INDEX remembered_browsers_by_previous ON remembered_browsers (previous_hash);

-- By how many steps the clock of another authenticator app is ahead, learned from accepted codes. told_step is
-- a step to come whose code was refused with the hint that the clock is ahead: it never passes.
ALTER TABLE devices ADD COLUMN drift BIGINT NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN told_step BIGINT;
