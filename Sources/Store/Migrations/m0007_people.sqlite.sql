-- Custom roles, squelched addresses, recipients of one message.

-- Roles of the site's own making. Seats and grants name one as 'role:' with its name behind it.
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

-- Whom no scrip mails about a ticket, whatever role they hold there.
CREATE TABLE squelched_addresses (
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    address TEXT NOT NULL,                -- lower case
    PRIMARY KEY (ticket_id, address)
) STRICT, WITHOUT ROWID;

-- Whom one transaction is mailed to besides the watchers, or not mailed to, since its author said so.
CREATE TABLE transaction_recipients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    transaction_id INTEGER NOT NULL REFERENCES transactions (id),
    kind TEXT NOT NULL,                   -- Cc, Bcc; Squelch: not mailed; To: only of a forward
    address TEXT NOT NULL                 -- lower case
) STRICT;
CREATE INDEX transaction_recipients_by_transaction ON transaction_recipients (transaction_id);
