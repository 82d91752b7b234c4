-- Custom fields, times and dates of tickets.
DO $$ BEGIN END $$;
