-- Messages on their way: sealed content, one row per address. Nothing released has ever sent what the
-- first version of this table held.
DROP TABLE outbox;

CREATE TABLE outbox (
    id            TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    kind          TEXT    NOT NULL CHECK (kind IN ('notice', 'pin')),
    -- The notice's name or the PIN's purpose.
    event         TEXT    NOT NULL,
    channel       TEXT    NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient     TEXT    NOT NULL,
    -- The country calling code of a text message's number.
    country       TEXT,
    -- Wiped when nobody needs it any more.
    content       BLOB,
    state         TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'expired', 'dead')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    -- Who tries it now, and until when nobody else does.
    claimed_by    TEXT,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    -- When it was first given to a channel: from then on it counts for the limits.
    counted_at    INTEGER,
    ended_at      INTEGER,
    -- The channel that took it, or what went wrong last.
    outcome       TEXT
) STRICT;
CREATE INDEX outbox_by_age ON outbox (created_at);
CREATE INDEX outbox_by_due ON outbox (kind DESC, due_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox (state, ended_at);
CREATE INDEX outbox_by_recipient ON outbox (recipient, counted_at);
CREATE INDEX outbox_by_account ON outbox (account_id, counted_at);
CREATE INDEX outbox_by_country ON outbox (channel, country, counted_at);
