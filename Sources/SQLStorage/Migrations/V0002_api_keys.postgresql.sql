-- key_hash is the SHA-256 of the secret, which is stored nowhere. scopes are names between spaces.

CREATE TABLE api_keys (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    key_hash     BYTEA            NOT NULL UNIQUE,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    scopes       TEXT COLLATE "C" NOT NULL,
    created_at   BIGINT           NOT NULL,
    last_used_at BIGINT,
    revoked_at   BIGINT
);
CREATE UNIQUE INDEX api_keys_by_name ON api_keys (name_key) WHERE revoked_at IS NULL;
