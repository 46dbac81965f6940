-- Moments are milliseconds since 1970 (UTC). Identifiers are text of 22 base64url characters.
-- Tokens are stored as SHA-256 only; secrets are sealed (AES-256-GCM, bound to table|column|row).

CREATE TABLE accounts (
    id            TEXT    NOT NULL PRIMARY KEY,
    username      TEXT    NOT NULL,
    username_key  TEXT    NOT NULL UNIQUE,
    display_name  TEXT    NOT NULL,
    email         TEXT,
    role          TEXT    NOT NULL CHECK (role IN ('person', 'admin')),
    disabled      INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE throttles (
    key           TEXT    NOT NULL PRIMARY KEY,
    failures      INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE portal_sessions (
    id_hash          BLOB    NOT NULL PRIMARY KEY,
    account_id       TEXT    NOT NULL REFERENCES accounts (id),
    assurance        TEXT    NOT NULL CHECK (assurance IN ('password', 'twoFactor')),
    created_at       INTEGER NOT NULL,
    last_seen_at     INTEGER NOT NULL,
    authenticated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX portal_sessions_by_account ON portal_sessions (account_id);

CREATE TABLE registrations (
    id                 TEXT    NOT NULL PRIMARY KEY,
    account_id         TEXT    NOT NULL REFERENCES accounts (id),
    device_name        TEXT    NOT NULL,
    kind               TEXT    NOT NULL CHECK (kind IN ('phone', 'authenticator')),
    state              TEXT    NOT NULL
        CHECK (state IN ('pending', 'claimed', 'active', 'rejected', 'cancelled', 'exhausted')),
    tries_left         INTEGER NOT NULL CHECK (tries_left >= 0),
    created_at         INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    ticket_hash        BLOB UNIQUE,
    ticket             BLOB,
    setup_code_hash    BLOB UNIQUE,
    setup_code         BLOB,
    server_public_key  BLOB,
    private_key        BLOB,
    secret             BLOB,
    phone_public_key   BLOB,
    thumbprint         TEXT,
    model              TEXT,
    pairing_key        BLOB
) STRICT;
CREATE INDEX registrations_by_account ON registrations (account_id, state);

CREATE TABLE devices (
    id            TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    kind          TEXT    NOT NULL CHECK (kind IN ('phone', 'authenticator')),
    state         TEXT    NOT NULL CHECK (state IN ('active', 'revoked')),
    name          TEXT    NOT NULL,
    name_key      TEXT    NOT NULL,
    model         TEXT    NOT NULL,
    thumbprint    TEXT,
    algorithm     TEXT    NOT NULL,
    digits        INTEGER NOT NULL,
    period        INTEGER NOT NULL,
    secret        BLOB,
    last_step     INTEGER,
    registered_at INTEGER NOT NULL,
    last_used_at  INTEGER,
    revoked_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX devices_by_name ON devices (account_id, name_key) WHERE state = 'active';
CREATE UNIQUE INDEX devices_by_key ON devices (account_id, thumbprint) WHERE state = 'active';

CREATE TABLE pending_sign_ins (
    id              TEXT    NOT NULL PRIMARY KEY,
    session_hash    BLOB    NOT NULL UNIQUE,
    account_id      TEXT    NOT NULL REFERENCES accounts (id),
    thumbprint      TEXT    NOT NULL,
    client_id       TEXT    NOT NULL,
    model           TEXT    NOT NULL,
    registration_id TEXT REFERENCES registrations (id),
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX pending_sign_ins_by_expiry ON pending_sign_ins (expires_at);

CREATE TABLE token_families (
    id               TEXT    NOT NULL PRIMARY KEY,
    account_id       TEXT    NOT NULL REFERENCES accounts (id),
    device_id        TEXT REFERENCES devices (id),
    thumbprint       TEXT    NOT NULL,
    client_id        TEXT    NOT NULL,
    scope            TEXT    NOT NULL,
    methods          TEXT    NOT NULL,
    authenticated_at INTEGER NOT NULL,
    revoked_at       INTEGER
) STRICT;
CREATE INDEX token_families_by_account ON token_families (account_id);
CREATE INDEX token_families_by_device ON token_families (device_id);

CREATE TABLE authorization_codes (
    code_hash  BLOB    NOT NULL PRIMARY KEY,
    family_id  TEXT    NOT NULL REFERENCES token_families (id),
    expires_at INTEGER NOT NULL,
    spent_at   INTEGER
) STRICT;

CREATE TABLE refresh_tokens (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    family_id  TEXT    NOT NULL REFERENCES token_families (id),
    expires_at INTEGER NOT NULL,
    spent_at   INTEGER
) STRICT;
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family_id);

CREATE TABLE proof_replays (
    identifier BLOB    NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX proof_replays_by_expiry ON proof_replays (expires_at);

CREATE TABLE signing_keys (
    slot        INTEGER NOT NULL PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    private_key BLOB    NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_entries (
    chain         TEXT    NOT NULL,
    sequence      INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    actor         TEXT    NOT NULL,
    action        TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    details       TEXT    NOT NULL,
    address       TEXT    NOT NULL,
    user_agent    TEXT    NOT NULL,
    reference     TEXT    NOT NULL,
    previous_hash BLOB    NOT NULL,
    hash          BLOB    NOT NULL,
    PRIMARY KEY (chain, sequence)
) STRICT;

CREATE TABLE audit_heads (
    chain    TEXT    NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;

CREATE TABLE outbox (
    id         TEXT    NOT NULL PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    channel    TEXT    NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient  TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_by_age ON outbox (created_at);
