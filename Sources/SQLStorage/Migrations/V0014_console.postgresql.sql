-- The counters of the console's overview, which follow the audit log; and what an overview must find at once.
CREATE TABLE hourly_counts (
    hour   BIGINT NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    count  BIGINT NOT NULL,
    PRIMARY KEY (hour, action, reason)
);

CREATE TABLE daily_shares (
    day        BIGINT NOT NULL PRIMARY KEY,
    people     BIGINT NOT NULL,
    registered BIGINT NOT NULL,
    counted_at BIGINT NOT NULL
);

-- One row: up to when the audit log is counted.
CREATE TABLE count_progress (
    id         BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    counted_to BIGINT NOT NULL
);

CREATE INDEX throttles_switched_off ON throttles (key) WHERE failures >= 50;
