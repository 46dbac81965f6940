-- What a second step needs to know of a person and of a session. Times are milliseconds since 1970 (UTC).
-- role and assurance get more values: a column's CHECK cannot be changed, so the column is made anew.
ALTER TABLE accounts ADD COLUMN duty TEXT NOT NULL DEFAULT 'person'
    CHECK (duty IN ('person', 'helpdesk', 'auditor', 'admin'));
UPDATE accounts SET duty = role;
ALTER TABLE accounts DROP COLUMN role;
ALTER TABLE accounts RENAME COLUMN duty TO role;
ALTER TABLE accounts ADD COLUMN phone_number TEXT;
ALTER TABLE accounts ADD COLUMN language TEXT;
ALTER TABLE accounts ADD COLUMN preferred_method TEXT;
ALTER TABLE accounts ADD COLUMN frozen_until INTEGER;

ALTER TABLE portal_sessions ADD COLUMN level TEXT NOT NULL DEFAULT 'password'
    CHECK (level IN ('password', 'confirmed', 'twoFactor'));
UPDATE portal_sessions SET level = assurance;
ALTER TABLE portal_sessions DROP COLUMN assurance;
ALTER TABLE portal_sessions RENAME COLUMN level TO assurance;
-- amr values (RFC 8176), joined by spaces.
ALTER TABLE portal_sessions ADD COLUMN methods TEXT NOT NULL DEFAULT 'pwd';
