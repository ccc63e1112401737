from typing import ClassVar

from django.db import migrations

# Nobody is given a place that is not there, whatever way the row comes. The gathering is held while it is looked.
SEATS = """
CREATE FUNCTION knowledge_keep_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held knowledge_gathering;
BEGIN
    SELECT gathering.* INTO held FROM knowledge_gathering gathering
        JOIN knowledge_registration registration ON registration.gathering_id = gathering.id
        WHERE registration.id = NEW.registration_id FOR UPDATE OF gathering;
    IF held.capacity IS NOT NULL AND held.capacity < (
        SELECT count(*) FROM knowledge_participant participant
            JOIN knowledge_registration registration ON registration.id = participant.registration_id
            WHERE registration.gathering_id = held.id AND NOT participant.waiting
    ) THEN
        RAISE EXCEPTION 'the gathering has no place left' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER knowledge_keep_seats AFTER INSERT OR UPDATE OF waiting, registration_id ON knowledge_participant
    FOR EACH ROW WHEN (NOT NEW.waiting) EXECUTE FUNCTION knowledge_keep_seats();

CREATE FUNCTION knowledge_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.capacity < (
        SELECT count(*) FROM knowledge_participant participant
            JOIN knowledge_registration registration ON registration.id = participant.registration_id
            WHERE registration.gathering_id = NEW.id AND NOT participant.waiting
    ) THEN
        RAISE EXCEPTION 'more people have been given a place' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER knowledge_keep_capacity AFTER UPDATE OF capacity ON knowledge_gathering
    FOR EACH ROW WHEN (NEW.capacity IS NOT NULL) EXECUTE FUNCTION knowledge_keep_capacity();

CREATE FUNCTION knowledge_keep_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM knowledge_gathering WHERE id = NEW.gathering_id AND forgotten_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the names of that gathering have been removed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER knowledge_keep_forgotten AFTER INSERT ON knowledge_registration
    FOR EACH ROW EXECUTE FUNCTION knowledge_keep_forgotten();
"""

BEFORE = """
DROP TRIGGER knowledge_keep_forgotten ON knowledge_registration;
DROP FUNCTION knowledge_keep_forgotten();
DROP TRIGGER knowledge_keep_capacity ON knowledge_gathering;
DROP FUNCTION knowledge_keep_capacity();
DROP TRIGGER knowledge_keep_seats ON knowledge_participant;
DROP FUNCTION knowledge_keep_seats();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("knowledge", "0040_gatherings")]

    operations: ClassVar = [migrations.RunSQL(SEATS, BEFORE)]
