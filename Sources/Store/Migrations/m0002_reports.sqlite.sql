-- What the world says of the mails that we sent, and what more is known of those that came in.

ALTER TABLE messages ADD COLUMN reply_body TEXT;   -- body without quotes and signature; NULL: the same

ALTER TABLE mails ADD COLUMN likeness TEXT;        -- same for mails that differ in numbers only; NULL: too short to tell
CREATE INDEX mails_alike ON mails (likeness, received_ms) WHERE likeness IS NOT NULL;
CREATE INDEX mails_by_fingerprint ON mails (fingerprint);

ALTER TABLE queues ADD COLUMN takes_ccs INTEGER NOT NULL DEFAULT 0;  -- 1: To and Cc of a mail that opens a ticket become Ccs
ALTER TABLE queues ADD COLUMN reopen_days_max INTEGER;               -- an answer later than that opens a new ticket; NULL: never

ALTER TABLE outbox ADD COLUMN retried_ms INTEGER;               -- when somebody last asked to try it again: the time to give up counts from then; NULL: never
CREATE INDEX outbox_by_ticket ON outbox (ticket_id, id);
CREATE INDEX autoreplies_by_time ON autoreplies (queued_ms);

-- What reports say of our mails: bounces, notices of delay, receipts, complaints.
CREATE TABLE delivery_reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    outbox_id INTEGER NOT NULL REFERENCES outbox (id),
    mail_id INTEGER NOT NULL REFERENCES mails (id),  -- the report
    address TEXT NOT NULL,                -- one of the mail's recipients
    outcome TEXT NOT NULL,                -- failed, delayed, delivered, relayed, expanded, displayed, deleted, complained
    is_permanent INTEGER NOT NULL,         -- 1: trying again is in vain
    status TEXT,                          -- RFC 3463: 5.1.1; NULL: not told
    diagnostic TEXT,                      -- the refusing server's words; NULL: not told
    reported_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_reports_by_outbox ON delivery_reports (outbox_id);
CREATE INDEX delivery_reports_by_address ON delivery_reports (address, reported_ms);

-- Addresses that were suspended since mails to them came back, once or now.
CREATE TABLE suspensions (
    address TEXT PRIMARY KEY,
    suspended_ms INTEGER,                   -- since when it is not mailed; NULL: it is mailed again
    resumed_ms INTEGER                      -- failures before do not count; NULL: never resumed
) STRICT;
