-- The schema as the migrations leave it in SQLite; for reading. Written by a test, RECORD=1.

CREATE TABLE schema_migrations (
    version INTEGER PRIMARY KEY,   -- number of the step
    name TEXT NOT NULL,            -- middle of the file's name
    applied_ms INTEGER NOT NULL    -- when it was taken
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- 1 is the tracker itself
    name TEXT NOT NULL,                   -- of the account; for a user made from a mail, the address
    name_key TEXT NOT NULL UNIQUE,
    real_name TEXT,                       -- NULL: unknown
    is_privileged INTEGER NOT NULL,       -- 1: staff
    is_disabled INTEGER NOT NULL,         -- 1: holds no right, gets no mail
    language TEXT,                        -- BCP 47; NULL: the queue's
    created_ms INTEGER NOT NULL
, real_name_key TEXT, time_zone TEXT) STRICT;

CREATE TABLE addresses (
    address TEXT PRIMARY KEY,             -- lower case
    user_id INTEGER NOT NULL REFERENCES users (id),
    position INTEGER NOT NULL             -- ascending; the first one is where mail goes
) STRICT;

CREATE TABLE groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    is_disabled INTEGER NOT NULL,         -- 1: lends its members nothing
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    user_id INTEGER REFERENCES users (id),           -- NULL: the member is a group
    member_group_id INTEGER REFERENCES groups (id),  -- NULL: the member is a user
    CHECK ((user_id IS NULL) <> (member_group_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX group_members_users ON group_members (user_id, group_id);

CREATE UNIQUE INDEX group_members_groups ON group_members (member_group_id, group_id);

CREATE INDEX group_members_by_group ON group_members (group_id);

CREATE TABLE queues (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    correspond_address TEXT UNIQUE,       -- NULL: none
    comment_address TEXT UNIQUE,          -- NULL: the correspond address serves
    subject_tag TEXT,                     -- NULL: the site's name
    lifecycle TEXT NOT NULL,              -- name of a lifecycle file
    language TEXT,                        -- BCP 47; NULL: the site's
    is_disabled INTEGER NOT NULL,         -- 1: takes no new ticket
    created_ms INTEGER NOT NULL
, takes_ccs INTEGER NOT NULL DEFAULT 0, reopen_days_max INTEGER, time_zone TEXT) STRICT;

CREATE TABLE subject_tags (
    tag_key TEXT PRIMARY KEY,
    queue_id INTEGER NOT NULL REFERENCES queues (id)
) STRICT;

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in the subject tag; never used again
    queue_id INTEGER NOT NULL REFERENCES queues (id),
    subject TEXT NOT NULL,                -- without our tags
    status TEXT NOT NULL,                 -- one of the queue's lifecycle
    owner_id INTEGER REFERENCES users (id),  -- NULL: nobody
    priority INTEGER NOT NULL,
    creator_id INTEGER NOT NULL REFERENCES users (id),
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,          -- last transaction
    started_ms INTEGER,                   -- left its initial status; NULL: not yet
    due_ms INTEGER,                       -- NULL: no date
    resolved_ms INTEGER,                  -- last became inactive; NULL: never
    told_ms INTEGER,                      -- a requestor was last written to; NULL: never
    merged_into INTEGER REFERENCES tickets (id)  -- NULL: stands for itself; never a chain
, subject_key TEXT NOT NULL DEFAULT '', initial_priority INTEGER NOT NULL DEFAULT 0, final_priority INTEGER NOT NULL DEFAULT 0, time_estimated INTEGER NOT NULL DEFAULT 0, time_worked INTEGER NOT NULL DEFAULT 0, time_left INTEGER NOT NULL DEFAULT 0, starts_ms INTEGER, public_updated_ms INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE watchers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER REFERENCES tickets (id),  -- NULL: the seat is a queue's
    queue_id INTEGER REFERENCES queues (id),    -- NULL: the seat is a ticket's
    role TEXT NOT NULL,                         -- Requestor, Cc, AdminCc
    user_id INTEGER REFERENCES users (id),      -- NULL: a group sits here
    group_id INTEGER REFERENCES groups (id),    -- NULL: a user sits here
    CHECK ((ticket_id IS NULL) <> (queue_id IS NULL)),
    CHECK ((user_id IS NULL) <> (group_id IS NULL))
) STRICT;

CREATE INDEX watchers_by_queue ON watchers (queue_id) WHERE queue_id IS NOT NULL;

CREATE INDEX watchers_by_user ON watchers (user_id, role) WHERE user_id IS NOT NULL;

CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    right_name TEXT NOT NULL,             -- RT's name
    grantee TEXT NOT NULL,                -- user, group, everyone, privileged, unprivileged, or a role's name
    user_id INTEGER REFERENCES users (id),     -- only for "user"
    group_id INTEGER REFERENCES groups (id),   -- only for "group"
    queue_id INTEGER REFERENCES queues (id)    -- NULL: every queue
) STRICT;

CREATE INDEX grants_by_queue ON grants (queue_id);

CREATE TABLE transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,                   -- RT's type: Create, Correspond, Status, …
    actor_id INTEGER NOT NULL REFERENCES users (id),
    created_ms INTEGER NOT NULL,
    field TEXT,                           -- what changed; NULL where the kind says it
    old_value TEXT,                       -- NULL: nothing before
    new_value TEXT,                       -- NULL: nothing now
    caused_by INTEGER REFERENCES transactions (id)  -- whose scrips did it; NULL: a person or mail
, time_taken INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX transactions_by_ticket ON transactions (ticket_id, id);

CREATE TABLE mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_ms INTEGER NOT NULL,
    destination TEXT NOT NULL,            -- where it was delivered to: queue number and action, or address
    fingerprint TEXT NOT NULL,            -- SHA-256 without what differs between two deliveries
    sha256 TEXT NOT NULL,                 -- of the bytes as received
    size_bytes INTEGER NOT NULL,
    message_id TEXT,                      -- NULL: none usable
    sender TEXT,                          -- From's address; NULL: none usable
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,                   -- person, auto-reply, list, bulk, bounce, own loop
    evidence TEXT NOT NULL,               -- of the kind, one phrase a line
    defects TEXT NOT NULL,                -- one phrase a line
    route_queue TEXT,                     -- as the MTA asked; NULL: the address decides
    route_action TEXT NOT NULL,           -- correspond, comment
    route_extension TEXT,                 -- queue, action, ticket; NULL: unused
    route_ticket INTEGER,                 -- NULL: the mail decides
    envelope_sender TEXT,                 -- '': null sender; NULL: not told
    recipient TEXT,                       -- NULL: not told
    original_recipient TEXT,              -- NULL: not told
    address_extension TEXT,               -- NULL: none
    queue_id INTEGER REFERENCES queues (id),   -- NULL: not known
    ticket_id INTEGER REFERENCES tickets (id), -- NULL: in quarantine
    transaction_id INTEGER REFERENCES transactions (id),  -- NULL: in quarantine
    match TEXT,                           -- how the ticket was found; NULL: in quarantine
    quarantine TEXT,                      -- why it is there; NULL: it is not
    quarantine_detail TEXT                -- more for people; NULL: nothing more
, likeness TEXT) STRICT;

CREATE UNIQUE INDEX mails_once ON mails (destination, fingerprint);

CREATE INDEX mails_quarantined ON mails (id) WHERE quarantine IS NOT NULL;

CREATE INDEX mails_by_transaction ON mails (transaction_id) WHERE transaction_id IS NOT NULL;

CREATE TABLE mail_contents (
    mail_id INTEGER PRIMARY KEY REFERENCES mails (id),
    raw BLOB NOT NULL                     -- zstd (RFC 8878) of the bytes
) STRICT;

CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL UNIQUE REFERENCES transactions (id),
    mail_id INTEGER REFERENCES mails (id),  -- NULL: not from a mail
    author_address TEXT,                  -- NULL: none
    author_name TEXT,                     -- NULL: none
    subject TEXT NOT NULL,
    message_id TEXT,                      -- NULL: none
    body TEXT NOT NULL                    -- what a person reads
, reply_body TEXT) STRICT;

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id INTEGER NOT NULL REFERENCES messages (id),
    path TEXT NOT NULL,                   -- of the part in the mail: 1.2
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,          -- decoded
    sha256 TEXT NOT NULL,                 -- decoded
    content_id TEXT,                      -- without brackets; NULL: none
    is_inline INTEGER NOT NULL
) STRICT;

CREATE INDEX attachments_by_message ON attachments (message_id);

CREATE TABLE message_ids (
    message_id TEXT NOT NULL,             -- without brackets
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    is_sent INTEGER NOT NULL,             -- 1: ours
    PRIMARY KEY (message_id, ticket_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,                   -- DependsOn, RefersTo, MemberOf
    target_ticket_id INTEGER REFERENCES tickets (id),  -- NULL: target_uri
    target_uri TEXT,                      -- NULL: target_ticket_id
    CHECK ((target_ticket_id IS NULL) <> (target_uri IS NULL))
) STRICT;

CREATE INDEX links_by_ticket ON links (ticket_id);

CREATE INDEX links_by_target ON links (target_ticket_id) WHERE target_ticket_id IS NOT NULL;

CREATE TABLE scrips (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    condition TEXT NOT NULL,              -- RT's name
    action TEXT NOT NULL,                 -- RT's name
    template TEXT,                        -- NULL: the action needs none
    stage TEXT NOT NULL,                  -- TransactionCreate
    position INTEGER NOT NULL,            -- scrips run in this order
    is_enabled INTEGER NOT NULL
, condition_argument TEXT, action_argument TEXT, search TEXT, file TEXT, source TEXT) STRICT;

CREATE TABLE scrip_queues (
    scrip_id INTEGER NOT NULL REFERENCES scrips (id),
    queue_id INTEGER NOT NULL REFERENCES queues (id),
    PRIMARY KEY (scrip_id, queue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    language TEXT NOT NULL,               -- BCP 47
    text_source TEXT NOT NULL,            -- header block, blank line, Mustache
    html_source TEXT                      -- NULL: plain text only
, queue_id INTEGER REFERENCES queues (id)) STRICT;

CREATE TABLE scrip_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES transactions (id),
    scrip TEXT NOT NULL,                  -- its name then
    outcome TEXT NOT NULL,                -- applied, failed
    reason TEXT,                          -- of a failure; NULL: applied
    ran_ms INTEGER NOT NULL
, retried_ms INTEGER) STRICT;

CREATE INDEX scrip_runs_by_transaction ON scrip_runs (transaction_id);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    transaction_id INTEGER NOT NULL REFERENCES transactions (id),
    scrip TEXT NOT NULL,                  -- which made it
    message_id TEXT NOT NULL UNIQUE,      -- derived from transaction, scrip and recipient group
    state TEXT NOT NULL,                  -- queued, sending, sent, dead, cancelled
    created_ms INTEGER NOT NULL,
    next_attempt_ms INTEGER NOT NULL,     -- when due; while sending, when the lease ends
    attempts INTEGER NOT NULL,            -- begun so far
    last_error TEXT,                      -- of the last attempt; NULL: none or success
    sent_ms INTEGER,                      -- NULL: not yet
    pending TEXT,                         -- addresses still due, one a line; NULL: all
    content BLOB NOT NULL                 -- zstd of the notification as JSON
, retried_ms INTEGER, kind TEXT NOT NULL DEFAULT 'mail', answer_code INTEGER, answer TEXT) STRICT;

CREATE INDEX outbox_due ON outbox (next_attempt_ms) WHERE state IN ('queued', 'sending');

CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';

CREATE INDEX outbox_by_transaction ON outbox (transaction_id);

CREATE TABLE mail_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES transactions (id),
    scrip TEXT NOT NULL,
    address TEXT,                         -- NULL: nobody held the role, or no address
    user_id INTEGER REFERENCES users (id),-- NULL: nobody
    role TEXT,                            -- NULL: none
    outcome TEXT NOT NULL,                -- mailed, or the reason why not
    outbox_id INTEGER REFERENCES outbox (id)  -- NULL: not mailed
) STRICT;

CREATE INDEX mail_decisions_by_transaction ON mail_decisions (transaction_id);

CREATE TABLE autoreplies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    queued_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX autoreplies_by_address ON autoreplies (address, queued_ms);

CREATE INDEX autoreplies_by_ticket ON autoreplies (ticket_id, queued_ms);

CREATE INDEX mails_alike ON mails (likeness, received_ms) WHERE likeness IS NOT NULL;

CREATE INDEX mails_by_fingerprint ON mails (fingerprint);

CREATE INDEX outbox_by_ticket ON outbox (ticket_id, id);

CREATE INDEX autoreplies_by_time ON autoreplies (queued_ms);

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

CREATE TABLE suspensions (
    address TEXT PRIMARY KEY,
    suspended_ms INTEGER,                   -- since when it is not mailed; NULL: it is mailed again
    resumed_ms INTEGER                      -- failures before do not count; NULL: never resumed
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
    subject,   -- the ticket's
    text,      -- of what everybody may read who sees the ticket
    filename,  -- of that text's attachments
    comment,   -- text and attachments of notes among staff
    content = '', tokenize = 'ascii'
);

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

CREATE INDEX scrip_runs_failed ON scrip_runs (id) WHERE outcome <> 'applied' AND retried_ms IS NULL;

CREATE TABLE scrip_occasions (
    scrip TEXT NOT NULL,                  -- its name then
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    occasion INTEGER NOT NULL,            -- a due date in ms, a transaction, or the number of a span of time
    fired_ms INTEGER NOT NULL,
    PRIMARY KEY (scrip, ticket_id, occasion)
) STRICT, WITHOUT ROWID;

CREATE TABLE scrip_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ran_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE lifecycles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,                   -- as queues refer to it
    name_key TEXT NOT NULL UNIQUE,        -- in lower case
    source TEXT NOT NULL,                 -- the file as it was written
    definition TEXT NOT NULL              -- JSON of what the source says
) STRICT;

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

CREATE TABLE custom_field_queues (
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    queue_id INTEGER NOT NULL REFERENCES queues (id),
    PRIMARY KEY (field_id, queue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_field_statuses (
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    status TEXT NOT NULL,
    PRIMARY KEY (field_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_field_defaults (
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,                   -- as an admin wrote it: "today" means the ticket's day
    PRIMARY KEY (field_id, position)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE priority_names (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue_id INTEGER REFERENCES queues (id),  -- NULL: in queues without names of their own
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,                -- in lower case
    value INTEGER NOT NULL                 -- reached from this priority on
) STRICT;

CREATE UNIQUE INDEX priority_names_once ON priority_names (COALESCE(queue_id, 0), name_key);

CREATE TABLE custom_roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    is_single INTEGER NOT NULL,           -- 1: at most one member on a ticket, and one on a queue
    is_everywhere INTEGER NOT NULL,       -- 1: in every queue; 0: in those of custom_role_queues
    is_disabled INTEGER NOT NULL,         -- 1: lends its members nothing
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE custom_role_queues (
    role_id INTEGER NOT NULL REFERENCES custom_roles (id),
    queue_id INTEGER NOT NULL REFERENCES queues (id),
    PRIMARY KEY (role_id, queue_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE squelched_addresses (
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    address TEXT NOT NULL,                -- lower case
    PRIMARY KEY (ticket_id, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE transaction_recipients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES transactions (id),
    kind TEXT NOT NULL,                   -- Cc, Bcc; Squelch: not mailed; To: only of a forward
    address TEXT NOT NULL                 -- lower case
) STRICT;

CREATE INDEX transaction_recipients_by_transaction ON transaction_recipients (transaction_id);

CREATE UNIQUE INDEX templates_once ON templates (name, language, COALESCE(queue_id, 0));

CREATE INDEX templates_by_queue ON templates (queue_id) WHERE queue_id IS NOT NULL;

CREATE INDEX tickets_by_queue_number ON tickets (queue_id, id);

CREATE INDEX tickets_by_status_due ON tickets (status, due_ms, id) WHERE due_ms IS NOT NULL;

CREATE INDEX tickets_by_queue ON tickets (queue_id, status, id, owner_id, updated_ms, merged_into);

CREATE INDEX tickets_by_owner ON tickets (owner_id, status, id, merged_into);

CREATE INDEX watchers_by_ticket ON watchers (ticket_id, role, user_id, group_id)
    WHERE ticket_id IS NOT NULL;

CREATE INDEX addresses_by_user ON addresses (user_id, position, address);
