-- Policy documents as they were saved, by number; the highest counts. saved_by is an actor of the audit log.
CREATE TABLE policy_documents (
    number        BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    document      TEXT COLLATE "C" NOT NULL,
    saved_by      TEXT COLLATE "C" NOT NULL,
    saved_at      BIGINT NOT NULL
);

CREATE TABLE account_groups (
    name          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at    BIGINT NOT NULL
);

CREATE TABLE group_members (
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    group_name    TEXT COLLATE "C" NOT NULL REFERENCES account_groups (name),
    joined_at     BIGINT NOT NULL,
    PRIMARY KEY (account_id, group_name)
);
CREATE INDEX group_members_by_group ON group_members (group_name);

-- Who need not register a phone until then.
CREATE TABLE policy_exemptions (
    account_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES accounts (id),
    reason        TEXT COLLATE "C" NOT NULL,
    granted_by    TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);

-- The one time of grace of a person: written once, the deadline never changes. sign_ins_left: NULL is no limit.
CREATE TABLE policy_graces (
    account_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES accounts (id),
    deadline      BIGINT NOT NULL,
    sign_ins_left BIGINT CHECK (sign_ins_left >= 0),
    began_at      BIGINT NOT NULL
);

-- Which reminders of a day went to whom, as in '2027-03-05/7': seven days before that day.
CREATE TABLE policy_reminders (
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    reminder      TEXT COLLATE "C" NOT NULL,
    sent_at       BIGINT NOT NULL,
    PRIMARY KEY (account_id, reminder)
);

-- How far all servers together have gone over all accounts, by day and document; done: to the end.
CREATE TABLE policy_walks (
    name          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    position      TEXT COLLATE "C" NOT NULL,
    done          BIGINT NOT NULL CHECK (done IN (0, 1)),
    moved_at      BIGINT NOT NULL
);
