-- What goes out that is no mail: webhooks and programs. Their message_id is the delivery id, and
-- their content a webhook or a program run as JSON.
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'mail';  -- mail, webhook, program
ALTER TABLE outbox ADD COLUMN answer_code BIGINT;  -- HTTP status or exit code of the last attempt; NULL: none came
ALTER TABLE outbox ADD COLUMN answer TEXT;          -- what was answered then, shortened; NULL: nothing

-- For pages of a whole queue, and for what is overdue among what is worked on.
CREATE INDEX tickets_by_queue_number ON tickets (queue_id, id);
CREATE INDEX tickets_by_status_due ON tickets (status, due_ms, id) WHERE due_ms IS NOT NULL;

-- With all that a search looks at, so that it need not look at the rows.
DROP INDEX tickets_by_queue;
CREATE INDEX tickets_by_queue ON tickets (queue_id, status, id, owner_id, updated_ms, merged_into);
DROP INDEX tickets_by_owner;
CREATE INDEX tickets_by_owner ON tickets (owner_id, status, id, merged_into);
DROP INDEX watchers_by_ticket;
CREATE INDEX watchers_by_ticket ON watchers (ticket_id, role, user_id, group_id)
    WHERE ticket_id IS NOT NULL;
DROP INDEX addresses_by_user;
CREATE INDEX addresses_by_user ON addresses (user_id, position, address);
