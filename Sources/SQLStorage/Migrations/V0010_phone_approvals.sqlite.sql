-- A new phone that asks an old one of the same person to vouch for it.
CREATE TABLE phone_approvals (
    id            TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    sign_in_id    TEXT    NOT NULL UNIQUE,
    thumbprint    TEXT    NOT NULL,
    model         TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'used')),
    decided_by    TEXT REFERENCES devices (id),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_approvals_by_account ON phone_approvals (account_id, state);
