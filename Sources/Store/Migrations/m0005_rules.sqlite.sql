-- Who changed which rule when; lifecycles.

CREATE TABLE lifecycles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,                   -- as queues refer to it
    name_key TEXT NOT NULL UNIQUE,        -- in lower case
    source TEXT NOT NULL,                 -- the file as it was written
    definition TEXT NOT NULL              -- JSON of what the source says
) STRICT;

ALTER TABLE scrips ADD COLUMN file TEXT;     -- name of the file; NULL: the scrip's name with .yaml
ALTER TABLE scrips ADD COLUMN source TEXT;   -- the file as it was written; NULL: older than that was kept

CREATE TABLE rule_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                   -- lifecycle, template, scrip
    name TEXT NOT NULL,                   -- of the rule; of a template the file's path
    file_before TEXT,                     -- NULL: there was none
    source_before TEXT,                   -- NULL: there was none
    file_after TEXT,                      -- NULL: it was deleted
    source_after TEXT,                    -- NULL: it was deleted
    user_id INTEGER NOT NULL REFERENCES users (id),
    changed_ms INTEGER NOT NULL,
    remark TEXT NOT NULL                  -- by which way: edit, import FOLDER, apply FOLDER
) STRICT;

CREATE INDEX rule_changes_by_name ON rule_changes (kind, name, id);

-- The lifecycle that comes with Postern. A site that has files of its own imports them.
INSERT INTO lifecycles (name, name_key, source, definition) VALUES ('default', 'default', '# The lifecycle of queues that name no other: which statuses a ticket may have, and which may
# follow which. The file''s name is the lifecycle''s. Queues refer to it, tickets to its statuses: a
# status that a ticket has cannot be taken away.

# Nobody has worked on it yet.
initial: [new]

# Somebody should. The first one is what a ticket gets that is opened again.
active: [open, stalled]

# It rests.
inactive: [resolved, rejected, deleted]

# Statuses that a new ticket may have.
create: [new, open, resolved]

defaults:
  # Of a ticket that a mail opens.
  on_create: new
  # What "resolve" leads to.
  on_resolve: resolved

# Status: those that may follow it.
transitions:
  new: [open, stalled, resolved, rejected, deleted]
  open: [new, stalled, resolved, rejected, deleted]
  stalled: [new, open, resolved, rejected, deleted]
  resolved: [new, open, stalled, rejected, deleted]
  rejected: [new, open, stalled, resolved, deleted]
  deleted: [new, open, stalled, resolved, rejected]

# The right that a change needs; "*" is any status, and the most exact line counts.
rights:
  "* -> deleted": DeleteTicket
  "* -> *": ModifyTicket
',
'{"name":"default","initial":["new"],"active":["open","stalled"],"inactive":["resolved","rejected","deleted"],"transitions":{"":["new","open","resolved"],"new":["open","stalled","resolved","rejected","deleted"],"open":["new","stalled","resolved","rejected","deleted"],"stalled":["new","open","resolved","rejected","deleted"],"resolved":["new","open","stalled","rejected","deleted"],"rejected":["new","open","stalled","resolved","deleted"],"deleted":["new","open","stalled","resolved","rejected"]},"rights":{"* -> deleted":"DeleteTicket","* -> *":"ModifyTicket"},"defaultOnCreate":"new","defaultOnResolve":"resolved","maps":{}}');
