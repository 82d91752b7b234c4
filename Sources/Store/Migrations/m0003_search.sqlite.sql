-- Finding tickets: an index over texts, what makes the usual questions quick, searches that are kept.

-- One row a text: 'id >> 36' is the ticket, the rest the message; 0 there is the ticket's subject. The
-- words are cut and folded by us (SearchWords), so the tokenizer must only split at blanks. Nothing is
-- kept but the index; texts stay where they were.
CREATE VIRTUAL TABLE search_index USING fts5 (
    subject,   -- the ticket's
    text,      -- of what everybody may read who sees the ticket
    filename,  -- of that text's attachments
    comment,   -- text and attachments of notes among staff
    content = '', tokenize = 'ascii'
);

ALTER TABLE tickets ADD COLUMN subject_key TEXT NOT NULL DEFAULT '';  -- subject in lower case without diacritics
ALTER TABLE users ADD COLUMN real_name_key TEXT;                      -- real_name likewise; NULL: unknown

CREATE INDEX tickets_by_status ON tickets (status, id);
CREATE INDEX tickets_by_creator ON tickets (creator_id, id);
CREATE INDEX tickets_by_created ON tickets (created_ms, id);
CREATE INDEX tickets_by_updated ON tickets (updated_ms, id);
CREATE INDEX tickets_by_resolved ON tickets (resolved_ms, id) WHERE resolved_ms IS NOT NULL;
CREATE INDEX tickets_by_due ON tickets (due_ms, id) WHERE due_ms IS NOT NULL;
CREATE INDEX tickets_by_subject ON tickets (subject_key, id);
CREATE INDEX transactions_by_actor ON transactions (actor_id, ticket_id);
CREATE INDEX transactions_by_time ON transactions (created_ms, ticket_id);
CREATE INDEX watchers_by_group ON watchers (group_id, role) WHERE group_id IS NOT NULL;
CREATE INDEX links_by_kind ON links (kind, ticket_id);

-- Searches that somebody keeps under a name: for themselves, for a group, or for all staff.
CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    user_id INTEGER REFERENCES users (id),    -- whose own it is; NULL: a group's or the site's
    group_id INTEGER REFERENCES groups (id),  -- whose members share it; NULL: somebody's own or the site's
    query TEXT NOT NULL,                      -- in the query language, as written
    sort_order TEXT NOT NULL,                 -- as --order takes it; '': newest first
    columns TEXT NOT NULL,                    -- as --columns takes them; '': the usual ones
    author_id INTEGER NOT NULL REFERENCES users (id),  -- who saved it last
    updated_ms INTEGER NOT NULL,
    CHECK (user_id IS NULL OR group_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX saved_searches_once
    ON saved_searches (name_key, COALESCE(user_id, 0), COALESCE(group_id, 0));
