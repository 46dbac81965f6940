-- The counters of the console's overview, which follow the audit log; and what an overview must find at once.
CREATE TABLE hourly_counts (
    hour   INTEGER NOT NULL,
    action TEXT   NOT NULL,
    reason TEXT   NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (hour, action, reason)
) STRICT;

CREATE TABLE daily_shares (
    day        INTEGER NOT NULL PRIMARY KEY,
    people     INTEGER NOT NULL,
    registered INTEGER NOT NULL,
    counted_at INTEGER NOT NULL
) STRICT;

-- One row: up to when the audit log is counted.
CREATE TABLE count_progress (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    counted_to INTEGER NOT NULL
) STRICT;

CREATE INDEX throttles_switched_off ON throttles (key) WHERE failures >= 50;
