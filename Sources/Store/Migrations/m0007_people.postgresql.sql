-- Custom roles, squelched addresses, recipients of one message.
DO $$ BEGIN END $$;
