-- Custom fields, times and dates of tickets.

ALTER TABLE tickets ADD COLUMN initial_priority INTEGER NOT NULL DEFAULT 0;  -- what it was opened with
ALTER TABLE tickets ADD COLUMN final_priority INTEGER NOT NULL DEFAULT 0;    -- where escalation leads
ALTER TABLE tickets ADD COLUMN time_estimated INTEGER NOT NULL DEFAULT 0;    -- minutes
ALTER TABLE tickets ADD COLUMN time_worked INTEGER NOT NULL DEFAULT 0;       -- minutes
ALTER TABLE tickets ADD COLUMN time_left INTEGER NOT NULL DEFAULT 0;         -- minutes
ALTER TABLE tickets ADD COLUMN starts_ms INTEGER;                            -- work is to begin; NULL: no date
ALTER TABLE transactions ADD COLUMN time_taken INTEGER NOT NULL DEFAULT 0;   -- minutes of work that it stands for
ALTER TABLE tickets ADD COLUMN public_updated_ms INTEGER NOT NULL DEFAULT 0;  -- the last change that is no note and no custom field
UPDATE tickets SET initial_priority = priority, public_updated_ms = COALESCE((
    SELECT MAX(x.created_ms) FROM transactions x
    WHERE (x.ticket_id = tickets.id
            OR x.ticket_id IN (SELECT m.id FROM tickets m WHERE m.merged_into = tickets.id))
        AND x.kind NOT IN ('Comment', 'SystemError')), created_ms);

CREATE INDEX tickets_by_priority ON tickets (priority, id);
CREATE INDEX tickets_by_public_updated ON tickets (public_updated_ms, id);
CREATE INDEX tickets_by_starts ON tickets (starts_ms, id) WHERE starts_ms IS NOT NULL;
CREATE INDEX tickets_by_told ON tickets (told_ms, id) WHERE told_ms IS NOT NULL;

CREATE TABLE custom_fields (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,         -- in lower case
    description TEXT NOT NULL,             -- for whoever fills it in
    kind TEXT NOT NULL,                    -- Select, Freeform, Text, Date, …
    values_max INTEGER NOT NULL,           -- in one ticket; 0: any number
    pattern TEXT,                          -- what values must match; NULL: anything of the kind
    pattern_message TEXT,                  -- for values that do not; NULL: a sentence of ours
    is_required_on_create INTEGER NOT NULL,  -- 1: staff must give a value
    position INTEGER NOT NULL,             -- lower stands first
    is_disabled INTEGER NOT NULL
) STRICT;

-- Whose tickets have a field; one without a row is for all.
CREATE TABLE custom_field_queues (
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    queue_id INTEGER NOT NULL REFERENCES queues (id),
    PRIMARY KEY (field_id, queue_id)
) STRICT, WITHOUT ROWID;

-- Statuses that a ticket gets only when it has a value.
CREATE TABLE custom_field_statuses (
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    status TEXT NOT NULL,
    PRIMARY KEY (field_id, status)
) STRICT, WITHOUT ROWID;

-- What a new ticket gets.
CREATE TABLE custom_field_defaults (
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,                   -- as an admin wrote it: "today" means the ticket's day
    PRIMARY KEY (field_id, position)
) STRICT, WITHOUT ROWID;

-- Choices of a select field.
CREATE TABLE custom_field_options (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    name TEXT NOT NULL,                    -- the value
    name_key TEXT NOT NULL,                -- in lower case
    description TEXT NOT NULL,
    position INTEGER NOT NULL,
    is_disabled INTEGER NOT NULL           -- 1: cannot be set anew
) STRICT;
CREATE UNIQUE INDEX custom_field_options_once ON custom_field_options (field_id, name_key);

-- Values in tickets, one row each.
CREATE TABLE ticket_fields (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    position INTEGER NOT NULL,             -- among the field's values in the ticket
    value TEXT NOT NULL,                   -- as shown
    value_key TEXT NOT NULL,               -- sorts and compares byte for byte as the kind does
    end_key TEXT,                          -- of a range's last address; NULL: no range
    folded TEXT                            -- all of it where value_key is the beginning; NULL: value_key is all
) STRICT;
CREATE INDEX ticket_fields_by_ticket ON ticket_fields (ticket_id, field_id, position);
CREATE INDEX ticket_fields_by_value ON ticket_fields (field_id, value_key, ticket_id);

-- What priorities are called.
CREATE TABLE priority_names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue_id INTEGER REFERENCES queues (id),  -- NULL: in queues without names of their own
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,                -- in lower case
    value INTEGER NOT NULL                 -- reached from this priority on
) STRICT;
CREATE UNIQUE INDEX priority_names_once ON priority_names (COALESCE(queue_id, 0), name_key);
