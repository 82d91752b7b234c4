-- Templates of single queues, time zones.

ALTER TABLE templates ADD COLUMN queue_id BIGINT REFERENCES queues (id);  -- the only queue it is for; NULL: the site's
DROP INDEX templates_once;
CREATE UNIQUE INDEX templates_once ON templates (name, language, COALESCE(queue_id, 0));
CREATE INDEX templates_by_queue ON templates (queue_id) WHERE queue_id IS NOT NULL;

ALTER TABLE users ADD COLUMN time_zone TEXT;   -- name in the tz database, for dates in mails; NULL: the queue's
ALTER TABLE queues ADD COLUMN time_zone TEXT;  -- likewise, for people who have none; NULL: the site's
