-- What scrips take as arguments, when they run, what is left to do again.
DO $$ BEGIN END $$;
