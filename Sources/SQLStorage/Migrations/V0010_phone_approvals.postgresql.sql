-- A new phone that asks an old one of the same person to vouch for it.
CREATE TABLE phone_approvals (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    sign_in_id    TEXT COLLATE "C" NOT NULL UNIQUE,
    thumbprint    TEXT COLLATE "C" NOT NULL,
    model         TEXT COLLATE "C" NOT NULL,
    address       TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'used')),
    decided_by    TEXT COLLATE "C" REFERENCES devices (id),
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);
CREATE INDEX phone_approvals_by_account ON phone_approvals (account_id, state);
