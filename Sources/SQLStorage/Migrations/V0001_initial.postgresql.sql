-- Moments are milliseconds since 1970 (UTC). Identifiers are text of 22 base64url characters.
-- Texts compare byte by byte, as in SQLite. Rows that change at every sign-in leave room in their
-- pages (fillfactor), so that a new version stays beside the old one.
-- Tokens are stored as SHA-256 only; secrets are sealed (AES-256-GCM, bound to table|column|row).

CREATE TABLE accounts (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    username      TEXT COLLATE "C" NOT NULL,
    username_key  TEXT COLLATE "C" NOT NULL UNIQUE,
    display_name  TEXT COLLATE "C" NOT NULL,
    email         TEXT COLLATE "C",
    role          TEXT COLLATE "C" NOT NULL CHECK (role IN ('person', 'admin')),
    disabled      BIGINT NOT NULL CHECK (disabled IN (0, 1)),
    password_hash TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT NOT NULL
);

CREATE TABLE throttles (
    key           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    failures      BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE portal_sessions (
    id_hash          BYTEA NOT NULL PRIMARY KEY,
    account_id       TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    assurance        TEXT COLLATE "C" NOT NULL CHECK (assurance IN ('password', 'twoFactor')),
    created_at       BIGINT NOT NULL,
    last_seen_at     BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL
);
CREATE INDEX portal_sessions_by_account ON portal_sessions (account_id);

CREATE TABLE registrations (
    id                 TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id         TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    device_name        TEXT COLLATE "C" NOT NULL,
    kind               TEXT COLLATE "C" NOT NULL CHECK (kind IN ('phone', 'authenticator')),
    state              TEXT COLLATE "C" NOT NULL
        CHECK (state IN ('pending', 'claimed', 'active', 'rejected', 'cancelled', 'exhausted')),
    tries_left         BIGINT NOT NULL CHECK (tries_left >= 0),
    created_at         BIGINT NOT NULL,
    expires_at         BIGINT NOT NULL,
    ticket_hash        BYTEA UNIQUE,
    ticket             BYTEA,
    setup_code_hash    BYTEA UNIQUE,
    setup_code         BYTEA,
    server_public_key  BYTEA,
    private_key        BYTEA,
    secret             BYTEA,
    phone_public_key   BYTEA,
    thumbprint         TEXT COLLATE "C",
    model              TEXT COLLATE "C",
    pairing_key        BYTEA
);
CREATE INDEX registrations_by_account ON registrations (account_id, state);

CREATE TABLE devices (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    kind          TEXT COLLATE "C" NOT NULL CHECK (kind IN ('phone', 'authenticator')),
    state         TEXT COLLATE "C" NOT NULL CHECK (state IN ('active', 'revoked')),
    name          TEXT COLLATE "C" NOT NULL,
    name_key      TEXT COLLATE "C" NOT NULL,
    model         TEXT COLLATE "C" NOT NULL,
    thumbprint    TEXT COLLATE "C",
    algorithm     TEXT COLLATE "C" NOT NULL,
    digits        BIGINT NOT NULL,
    period        BIGINT NOT NULL,
    secret        BYTEA,
    last_step     BIGINT,
    registered_at BIGINT NOT NULL,
    last_used_at  BIGINT,
    revoked_at    BIGINT
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX devices_by_name ON devices (account_id, name_key) WHERE state = 'active';
CREATE UNIQUE INDEX devices_by_key ON devices (account_id, thumbprint) WHERE state = 'active';

CREATE TABLE pending_sign_ins (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    session_hash    BYTEA NOT NULL UNIQUE,
    account_id      TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    thumbprint      TEXT COLLATE "C" NOT NULL,
    client_id       TEXT COLLATE "C" NOT NULL,
    model           TEXT COLLATE "C" NOT NULL,
    registration_id TEXT COLLATE "C" REFERENCES registrations (id),
    created_at      BIGINT NOT NULL,
    expires_at      BIGINT NOT NULL
);
CREATE INDEX pending_sign_ins_by_expiry ON pending_sign_ins (expires_at);

CREATE TABLE token_families (
    id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id       TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    device_id        TEXT COLLATE "C" REFERENCES devices (id),
    thumbprint       TEXT COLLATE "C" NOT NULL,
    client_id        TEXT COLLATE "C" NOT NULL,
    scope            TEXT COLLATE "C" NOT NULL,
    methods          TEXT COLLATE "C" NOT NULL,
    authenticated_at BIGINT NOT NULL,
    revoked_at       BIGINT
);
CREATE INDEX token_families_by_account ON token_families (account_id);
CREATE INDEX token_families_by_device ON token_families (device_id);

CREATE TABLE authorization_codes (
    code_hash  BYTEA NOT NULL PRIMARY KEY,
    family_id  TEXT COLLATE "C" NOT NULL REFERENCES token_families (id),
    expires_at BIGINT NOT NULL,
    spent_at   BIGINT
);

CREATE TABLE refresh_tokens (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    family_id  TEXT COLLATE "C" NOT NULL REFERENCES token_families (id),
    expires_at BIGINT NOT NULL,
    spent_at   BIGINT
);
CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family_id);

CREATE TABLE proof_replays (
    identifier BYTEA NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX proof_replays_by_expiry ON proof_replays (expires_at);

CREATE TABLE signing_keys (
    slot        BIGINT NOT NULL PRIMARY KEY,
    id          TEXT COLLATE "C" NOT NULL UNIQUE,
    private_key BYTEA NOT NULL,
    created_at  BIGINT NOT NULL
);

CREATE TABLE audit_entries (
    chain         TEXT COLLATE "C" NOT NULL,
    sequence      BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    actor         TEXT COLLATE "C" NOT NULL,
    action        TEXT COLLATE "C" NOT NULL,
    subject       TEXT COLLATE "C" NOT NULL,
    details       TEXT COLLATE "C" NOT NULL,
    address       TEXT COLLATE "C" NOT NULL,
    user_agent    TEXT COLLATE "C" NOT NULL,
    reference     TEXT COLLATE "C" NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash          BYTEA NOT NULL,
    PRIMARY KEY (chain, sequence)
);

CREATE TABLE audit_heads (
    chain    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash     BYTEA NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE outbox (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES accounts (id),
    channel    TEXT COLLATE "C" NOT NULL CHECK (channel IN ('email', 'sms')),
    recipient  TEXT COLLATE "C" NOT NULL,
    subject    TEXT COLLATE "C" NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX outbox_by_age ON outbox (created_at);
