"""The database keeps its promises about the log itself: entries and seals are only ever added, and
each entry is sealed when its transaction commits.

Sealing waits for the commit (a deferred trigger) so that the lock which puts seals in one order is
held for a moment and not for the length of whatever the transaction does.
"""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION auditing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is only added to: % on % refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON auditing_entry
  FOR EACH ROW EXECUTE FUNCTION auditing_refuse();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON auditing_seal
  FOR EACH ROW EXECUTE FUNCTION auditing_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON auditing_entry
  FOR EACH STATEMENT EXECUTE FUNCTION auditing_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON auditing_seal
  FOR EACH STATEMENT EXECUTE FUNCTION auditing_refuse();
"""
NO_LONGER = """
DROP TRIGGER only_added_to ON auditing_entry;
DROP TRIGGER only_added_to ON auditing_seal;
DROP TRIGGER never_emptied ON auditing_entry;
DROP TRIGGER never_emptied ON auditing_seal;
DROP FUNCTION auditing_refuse();
"""
# A field and its length in bytes, as chain.digest has it.
SEALED = """
CREATE FUNCTION auditing_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT octet_length(coalesce(value, '')) || ':' || coalesce(value, '') || ','
$$;

CREATE FUNCTION auditing_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last auditing_seal%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('auditing_seal'));
  SELECT * INTO last FROM auditing_seal ORDER BY position DESC LIMIT 1;
  INSERT INTO auditing_seal (position, entry_id, digest) VALUES (
    coalesce(last.position, 0) + 1,
    NEW.id,
    encode(sha256(convert_to(
      auditing_field(last.digest)
      || auditing_field(NEW.id::text)
      || auditing_field(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))
      || auditing_field(NEW.actor_id::text)
      || auditing_field(NEW.act)
      || auditing_field(NEW.kind)
      || auditing_field(NEW.key)
      || auditing_field(NEW.label)
      || auditing_field(NEW.person_id::text)
      || auditing_field(NEW.course::text)
      || auditing_field(NEW.details::text),
      'UTF8')), 'hex'));
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER sealed AFTER INSERT ON auditing_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION auditing_seal();
"""
UNSEALED = """
DROP TRIGGER sealed ON auditing_entry;
DROP FUNCTION auditing_seal();
DROP FUNCTION auditing_field(text);
"""


class Migration(migrations.Migration):
    dependencies = [("auditing", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, NO_LONGER),
        migrations.RunSQL(SEALED, UNSEALED),
    ]
