-- What scrips take as arguments, when they run, what is left to do again.

ALTER TABLE scrips ADD COLUMN condition_argument TEXT;   -- JSON; NULL: the condition has none
ALTER TABLE scrips ADD COLUMN action_argument TEXT;      -- JSON; NULL: the action has none
ALTER TABLE scrips ADD COLUMN search TEXT;               -- a query that the ticket must satisfy as well; NULL: none
