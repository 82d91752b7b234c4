-- Who changed which rule when; lifecycles.
DO $$ BEGIN END $$;
