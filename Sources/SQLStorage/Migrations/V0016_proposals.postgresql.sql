-- Changes that wait until a second administrator agrees (docs/console.md).
CREATE TABLE proposals (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,
    account_id  TEXT COLLATE "C" REFERENCES accounts (id),
    detail      TEXT   NOT NULL,
    written_on  BIGINT NOT NULL,
    proposed_by TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
    ended_by    TEXT COLLATE "C",
    ended_at    BIGINT
);
CREATE INDEX proposals_open ON proposals (created_at) WHERE state = 'open';
