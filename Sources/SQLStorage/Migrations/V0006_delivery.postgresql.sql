CREATE INDEX outbox_by_account ON outbox (account_id);
