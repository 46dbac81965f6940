-- What the sweep looks for is few rows of tables that only grow: it must find them without reading the rest.
CREATE INDEX registrations_open_by_expiry ON registrations (expires_at)
    WHERE state IN ('pending', 'claimed');
CREATE INDEX authorization_codes_by_expiry ON authorization_codes (expires_at);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);
