-- Messages on their way: sealed content, one row per address. Nothing released has ever sent what the
-- first version of this table held.
DROP TABLE outbox;

CREATE TABLE outbox (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    kind          TEXT COLLATE "C" NOT NULL CHECK (kind IN ('notice', 'pin')),
    -- The notice's name or the PIN's purpose.
    event         TEXT COLLATE "C" NOT NULL,
    channel       TEXT COLLATE "C" NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient     TEXT COLLATE "C" NOT NULL,
    -- The country calling code of a text message's number.
    country       TEXT COLLATE "C",
    -- Wiped when nobody needs it any more.
    content       BYTEA,
    state         TEXT COLLATE "C" NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'expired', 'dead')),
    attempts      BIGINT NOT NULL DEFAULT 0,
    created_at    BIGINT NOT NULL,
    due_at        BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    -- Who tries it now, and until when nobody else does.
    claimed_by    TEXT COLLATE "C",
    claimed_until BIGINT NOT NULL DEFAULT 0,
    -- When it was first given to a channel: from then on it counts for the limits.
    counted_at    BIGINT,
    ended_at      BIGINT,
    -- The channel that took it, or what went wrong last.
    outcome       TEXT
);
CREATE INDEX outbox_by_age ON outbox (created_at);
CREATE INDEX outbox_by_due ON outbox (kind DESC, due_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox (state, ended_at);
CREATE INDEX outbox_by_recipient ON outbox (recipient, counted_at);
CREATE INDEX outbox_by_account ON outbox (account_id, counted_at);
CREATE INDEX outbox_by_country ON outbox (channel, country, counted_at);
