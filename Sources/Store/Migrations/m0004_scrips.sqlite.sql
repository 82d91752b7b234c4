-- What scrips take as arguments, when they run, what is left to do again.

ALTER TABLE scrips ADD COLUMN condition_argument TEXT;   -- JSON; NULL: the condition has none
ALTER TABLE scrips ADD COLUMN action_argument TEXT;      -- JSON; NULL: the action has none
ALTER TABLE scrips ADD COLUMN search TEXT;               -- a query that the ticket must satisfy as well; NULL: none

ALTER TABLE scrip_runs ADD COLUMN retried_ms INTEGER;    -- when a failed run was done again or put away; NULL: never
DROP INDEX scrip_runs_failed;
CREATE INDEX scrip_runs_failed ON scrip_runs (id) WHERE outcome <> 'applied' AND retried_ms IS NULL;

-- What timed scrips fired for, so that each fires once for it.
CREATE TABLE scrip_occasions (
    scrip TEXT NOT NULL,                  -- its name then
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    occasion INTEGER NOT NULL,            -- a due date in ms, a transaction, or the number of a span of time
    fired_ms INTEGER NOT NULL,
    PRIMARY KEY (scrip, ticket_id, occasion)
) STRICT, WITHOUT ROWID;

-- When timed scrips were last looked after; one row.
CREATE TABLE scrip_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ran_ms INTEGER NOT NULL
) STRICT;

