from typing import ClassVar

from django.db import migrations

# What the room's actions promise, kept by the database too. Everything goes when a case is destroyed: then, and only in
# that transaction, the setting `skyddsnat.destroying` is on.
BASIS = """
CREATE SEQUENCE cooperation_referral_number;

CREATE FUNCTION cooperation_is_destroying() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('skyddsnat.destroying', true), '') = 'on'
$$;

CREATE FUNCTION cooperation_is_step(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (was, becomes) IN (
        ('identified', 'protected'), ('protected', 'assessed'), ('assessed', 'asked'), ('asked', 'accepted'),
        ('asked', 'refused'), ('accepted', 'planned'), ('planned', 'travelling'), ('travelling', 'arrived'),
        ('arrived', 'followed_up'),
        ('refused', 'assessed'), ('asked', 'assessed'), ('accepted', 'assessed'), ('planned', 'accepted'),
        ('travelling', 'planned'),
        ('identified', 'closed'), ('protected', 'closed'), ('assessed', 'closed'), ('asked', 'closed'),
        ('refused', 'closed'), ('accepted', 'closed'), ('planned', 'closed'), ('followed_up', 'closed'),
        ('closed', 'identified'), ('closed', 'protected'), ('closed', 'assessed'), ('closed', 'asked'),
        ('closed', 'refused'), ('closed', 'accepted'), ('closed', 'planned'), ('closed', 'followed_up')
    )
$$;

CREATE FUNCTION cooperation_may_contact(asked uuid, organisation bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT r.no_contact
        OR EXISTS (SELECT 1 FROM actors_organisation o WHERE o.id = organisation AND o.place_id <> r.origin_id)
      FROM cooperation_referral r WHERE r.id = asked
$$;
"""
BASIS_BACK = """
DROP FUNCTION cooperation_may_contact;
DROP FUNCTION cooperation_is_step;
DROP FUNCTION cooperation_is_destroying;
DROP SEQUENCE cooperation_referral_number;
"""
# No child travels without these, whoever writes to the table.
REFERRAL = """
CREATE FUNCTION cooperation_consented(asked uuid, receiver bigint, wanted text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM (
            SELECT DISTINCT ON (kind) answer, withdrawn_on FROM cooperation_consent
             WHERE referral_id = asked AND organisation_id = receiver AND purpose = wanted
               AND kind IN ('guardian', 'replacement') AND taken_back_at IS NULL
             ORDER BY kind, said_on DESC, id DESC
        ) said WHERE answer = 'yes' AND withdrawn_on IS NULL
    )
$$;

CREATE FUNCTION cooperation_check_departure(asked uuid, receiver bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    on_day date := (now() AT TIME ZONE 'Europe/Stockholm')::date;
    request record;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM cooperation_guardian WHERE referral_id = asked AND taken_back_at IS NULL
           AND appointed_on <= on_day AND (until IS NULL OR until > on_day)
    ) THEN
        RAISE EXCEPTION 'no child travels without a guardian'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'departure_guardian';
    END IF;
    IF NOT cooperation_consented(asked, receiver, 'transfer') THEN
        RAISE EXCEPTION 'no child travels without consent or what stands in law in its place'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'departure_consent';
    END IF;
    SELECT kind, answer INTO request FROM cooperation_request
     WHERE referral_id = asked AND organisation_id = receiver AND kind IN ('placement', 'transfer')
       AND sent_on IS NOT NULL AND taken_back_at IS NULL ORDER BY written_at DESC, id DESC LIMIT 1;
    IF request.answer IS DISTINCT FROM 'yes' THEN
        RAISE EXCEPTION 'no child travels without the yes of the receiver: silence is none'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'departure_answer';
    END IF;
    IF request.kind = 'placement' AND NOT cooperation_consented(asked, receiver, 'placement') THEN
        RAISE EXCEPTION 'no child is placed without consent or what stands in law in its place'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'departure_placement';
    END IF;
    IF (SELECT conclusion FROM cooperation_riskassessment WHERE referral_id = asked AND taken_back_at IS NULL
         ORDER BY written_at DESC, id DESC LIMIT 1) IS DISTINCT FROM 'safe' THEN
        RAISE EXCEPTION 'no child travels before the risks are assessed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'departure_risk';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM (
            SELECT organisation_id, reception_at FROM cooperation_transferplan
             WHERE referral_id = asked AND taken_back_at IS NULL ORDER BY written_at DESC, id DESC LIMIT 1
        ) plan WHERE organisation_id = receiver AND reception_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'no child travels before its reception is confirmed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'departure_reception';
    END IF;
END $$;

CREATE FUNCTION cooperation_keep_referral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT cooperation_is_destroying() THEN
            RAISE EXCEPTION 'a case goes only when it is destroyed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'identified' THEN
            RAISE EXCEPTION 'a case begins where a child is noticed' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSE
        IF (NEW.id, NEW.number, NEW.owner_id, NEW.opened_by_id, NEW.opened_at)
            IS DISTINCT FROM (OLD.id, OLD.number, OLD.owner_id, OLD.opened_by_id, OLD.opened_at) THEN
            RAISE EXCEPTION 'a case keeps its number and its owner' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.state <> OLD.state AND NOT cooperation_is_step(OLD.state, NEW.state) THEN
            RAISE EXCEPTION 'a case does not go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'referral_step';
        END IF;
        IF NEW.receiver_id IS DISTINCT FROM OLD.receiver_id
           AND OLD.state NOT IN ('identified', 'protected', 'assessed') THEN
            RAISE EXCEPTION 'the receiver is chosen before it is asked'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'referral_receiver';
        END IF;
        IF NEW.state = 'travelling' AND OLD.state <> 'travelling' THEN
            PERFORM cooperation_check_departure(NEW.id, NEW.receiver_id);
        END IF;
    END IF;
    IF NEW.no_contact AND NEW.receiver_id IS NOT NULL AND NEW.state <> 'closed' AND NOT EXISTS (
        SELECT 1 FROM actors_organisation o WHERE o.id = NEW.receiver_id AND o.place_id <> NEW.origin_id
    ) THEN
        RAISE EXCEPTION 'the lock forbids contact with the country that the child comes from'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'no_contact';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cooperation_referral_kept BEFORE INSERT OR UPDATE OR DELETE ON cooperation_referral
    FOR EACH ROW EXECUTE FUNCTION cooperation_keep_referral();
CREATE TRIGGER cooperation_referral_no_truncate BEFORE TRUNCATE ON cooperation_referral
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION cooperation_keep_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND cooperation_is_destroying() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cooperation_move_kept BEFORE UPDATE OR DELETE ON cooperation_move
    FOR EACH ROW EXECUTE FUNCTION cooperation_keep_move();
CREATE TRIGGER cooperation_move_no_truncate BEFORE TRUNCATE ON cooperation_move
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
REFERRAL_BACK = """
DROP TRIGGER cooperation_move_no_truncate ON cooperation_move;
DROP TRIGGER cooperation_move_kept ON cooperation_move;
DROP FUNCTION cooperation_keep_move;
DROP TRIGGER cooperation_referral_no_truncate ON cooperation_referral;
DROP TRIGGER cooperation_referral_kept ON cooperation_referral;
DROP FUNCTION cooperation_keep_referral;
DROP FUNCTION cooperation_check_departure;
DROP FUNCTION cooperation_consented;
"""
# A fact stays what it was; only the columns named here are filled in later, and what is taken back stays so.
FACTS = {
    "guardian": "until",
    "measure": "done_on,outcome",
    "assessment": "decided_by_id,decided_at",
    "childview": "",
    "consent": "withdrawn_on",
    "riskassessment": "",
    "followup": "",
    "request": (
        "sent_on,acknowledged_on,answer,answered_on,answered_by,answer_reason,answer_source,answer_written_by_id,"
        "answer_written_at"
    ),
    "transferplan": (
        "reception_by,reception_at,reception_source,reception_written_by_id,arrival_by,arrival_at,arrival_source,"
        "arrival_written_by_id"
    ),
    "deadline": "paused_since,paused_why,due_on,done_on,done_by_id,escalated_at",
}
LOCKED = ("request", "transferplan")
KEEP_FACT = """
CREATE FUNCTION cooperation_keep_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := string_to_array(TG_ARGV[0], ',')
        || ARRAY['taken_back_at', 'taken_back_by_id', 'taken_back_why'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT cooperation_is_destroying() THEN
            RAISE EXCEPTION '% goes with its case; take it back instead', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.taken_back_at IS NOT NULL THEN
        RAISE EXCEPTION 'what is taken back stays so' USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
        RAISE EXCEPTION '% stays what it was when it was written', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION cooperation_keep_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT cooperation_may_contact(NEW.referral_id, NEW.organisation_id) THEN
        RAISE EXCEPTION 'the lock forbids contact with the country that the child comes from'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'no_contact';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cooperation_request_sending BEFORE UPDATE OF sent_on ON cooperation_request
    FOR EACH ROW WHEN (OLD.sent_on IS NULL AND NEW.sent_on IS NOT NULL) EXECUTE FUNCTION cooperation_keep_lock();
"""
KEEP_FACT_BACK = """
DROP TRIGGER cooperation_request_sending ON cooperation_request;
DROP FUNCTION cooperation_keep_lock;
DROP FUNCTION cooperation_keep_fact;
"""


def _kept(table: str, free: str) -> migrations.RunSQL:
    name = f"cooperation_{table}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_kept BEFORE UPDATE OR DELETE ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION cooperation_keep_fact('{free}'); "
        f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name}_kept ON {name}; DROP TRIGGER {name}_no_truncate ON {name};",
    )


def _locked(table: str) -> migrations.RunSQL:
    name = f"cooperation_{table}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_lock BEFORE INSERT ON {name} "
        "FOR EACH ROW EXECUTE FUNCTION cooperation_keep_lock();",
        f"DROP TRIGGER {name}_lock ON {name};",
    )


class Migration(migrations.Migration):
    """No step against the table, no journey without what protects the child, nothing through the lock."""

    dependencies: ClassVar = [("cooperation", "0004_referrals")]

    operations: ClassVar = [
        migrations.RunSQL(BASIS, BASIS_BACK),
        migrations.RunSQL(REFERRAL, REFERRAL_BACK),
        migrations.RunSQL(KEEP_FACT, KEEP_FACT_BACK),
        *(_kept(table, free) for table, free in FACTS.items()),
        *(_locked(table) for table in LOCKED),
    ]
