-- By what people are found, ignoring case: the name, its last word, the e-mail address; each cut at 384 bytes.
-- What has other letters than ASCII has no name_key yet: the program fills it in, SQL alone cannot.
ALTER TABLE accounts ADD COLUMN name_key TEXT;
ALTER TABLE accounts ADD COLUMN last_name_key TEXT;
ALTER TABLE accounts ADD COLUMN email_key TEXT;
ALTER TABLE accounts ADD COLUMN active_devices INTEGER NOT NULL DEFAULT 0;

UPDATE accounts SET active_devices = (
    SELECT COUNT(*) FROM devices WHERE devices.account_id = accounts.id AND devices.state = 'active');
UPDATE accounts SET
    name_key = lower(substr(display_name, 1, 384)),
    last_name_key = CASE WHEN length(rtrim(display_name, replace(display_name, ' ', ''))) BETWEEN 2 AND length(display_name) - 1
        THEN lower(substr(substr(display_name, length(rtrim(display_name, replace(display_name, ' ', ''))) + 1), 1, 384)) END,
    email_key = lower(substr(email, 1, 384))
WHERE length(display_name) = length(CAST(display_name AS BLOB))
    AND length(coalesce(email, '')) = length(CAST(coalesce(email, '') AS BLOB));

CREATE INDEX accounts_without_keys ON accounts (id) WHERE name_key IS NULL;
CREATE INDEX accounts_by_name ON accounts (name_key, username_key) WHERE name_key IS NOT NULL;
CREATE INDEX accounts_by_last_name ON accounts (last_name_key, username_key) WHERE last_name_key IS NOT NULL;
CREATE INDEX accounts_by_email ON accounts (email_key, username_key) WHERE email_key IS NOT NULL;
-- States that few people are in, or none.
CREATE INDEX accounts_without_devices ON accounts (active_devices, username_key) WHERE active_devices = 0;
CREATE INDEX accounts_disabled ON accounts (disabled, username_key) WHERE disabled = 1;
CREATE INDEX accounts_frozen ON accounts (frozen_until) WHERE frozen_until IS NOT NULL;
