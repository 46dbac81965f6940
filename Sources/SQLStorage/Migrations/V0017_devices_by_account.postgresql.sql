-- All devices of a person, removed ones too: whoever ever had one gets no grace (docs/policy.md).
CREATE INDEX devices_by_account ON devices (account_id);
