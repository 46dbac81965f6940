-- A new phone that asks an old one of the same person to vouch for it, and what a sign-in has proved.
CREATE TABLE phone_approvals (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    sign_in_id    TEXT COLLATE "C" NOT NULL,
    thumbprint    TEXT COLLATE "C" NOT NULL,
    model         TEXT COLLATE "C" NOT NULL,
    address       TEXT COLLATE "C" NOT NULL,
    -- The number that the new phone shows, and those that the old one offers, joined by spaces.
    number        BIGINT NOT NULL CHECK (number BETWEEN 10 AND 99),
    choices       TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL
        CHECK (state IN ('waiting', 'approved', 'refused', 'replaced', 'used')),
    decided_by    TEXT COLLATE "C" REFERENCES devices (id),
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);
-- One open request of an account.
CREATE UNIQUE INDEX phone_approvals_open ON phone_approvals (account_id) WHERE state = 'waiting';
CREATE INDEX phone_approvals_by_account ON phone_approvals (account_id, created_at);
CREATE INDEX phone_approvals_by_sign_in ON phone_approvals (sign_in_id);
CREATE INDEX phone_approvals_by_expiry ON phone_approvals (expires_at);

-- amr values, joined by spaces, of what a pending sign-in has proved.
ALTER TABLE pending_sign_ins ADD COLUMN methods TEXT COLLATE "C" NOT NULL DEFAULT 'pwd';
