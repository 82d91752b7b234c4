-- What goes out that is no mail: webhooks and programs.
DO $$ BEGIN END $$;
