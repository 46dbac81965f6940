-- Policy documents as they were saved, by number; the highest counts. saved_by is an actor of the audit log.
CREATE TABLE policy_documents (
    number        INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    document      TEXT    NOT NULL,
    saved_by      TEXT    NOT NULL,
    saved_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE account_groups (
    name          TEXT    NOT NULL PRIMARY KEY,
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE group_members (
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    group_name    TEXT    NOT NULL REFERENCES account_groups (name),
    joined_at     INTEGER NOT NULL,
    PRIMARY KEY (account_id, group_name)
) STRICT;
CREATE INDEX group_members_by_group ON group_members (group_name);

-- Who need not register a phone until then.
CREATE TABLE policy_exemptions (
    account_id    TEXT    NOT NULL PRIMARY KEY REFERENCES accounts (id),
    reason        TEXT    NOT NULL,
    granted_by    TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;

-- The one time of grace of a person: written once, the deadline never changes. sign_ins_left: NULL is no limit.
CREATE TABLE policy_graces (
    account_id    TEXT    NOT NULL PRIMARY KEY REFERENCES accounts (id),
    deadline      INTEGER NOT NULL,
    sign_ins_left INTEGER CHECK (sign_ins_left >= 0),
    began_at      INTEGER NOT NULL
) STRICT;

-- Which reminders of a day went to whom, as in '2027-03-05/7': seven days before that day.
CREATE TABLE policy_reminders (
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    reminder      TEXT    NOT NULL,
    sent_at       INTEGER NOT NULL,
    PRIMARY KEY (account_id, reminder)
) STRICT;

-- How far all servers together have gone over all accounts, by day and document; done: to the end.
CREATE TABLE policy_walks (
    name          TEXT    NOT NULL PRIMARY KEY,
    position      TEXT    NOT NULL,
    done          INTEGER NOT NULL CHECK (done IN (0, 1)),
    moved_at      INTEGER NOT NULL
) STRICT;
