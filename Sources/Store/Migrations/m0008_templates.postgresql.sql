-- Templates of single queues, time zones.
DO $$ BEGIN END $$;
