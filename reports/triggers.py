"""What the database keeps of reports by itself."""

import pgtrigger

from pimms.kernel.triggers import refuses

frozen_edition_never_changes = pgtrigger.Trigger(
    name="frozen_edition_never_changes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__status="frozen"),
    func="""
RAISE EXCEPTION 'a frozen report never changes'
  USING ERRCODE = 'check_violation', CONSTRAINT = 'frozen_edition_never_changes';
""",
)
refuses(frozen_edition_never_changes="Un bilan arrêté ne change plus.")

publication_of_a_frozen_edition = pgtrigger.Trigger(
    name="publication_of_a_frozen_edition",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("edition_id"),
    func="""
IF NOT EXISTS (
  SELECT FROM reports_edition e WHERE e.id = NEW.edition_id AND e.status = 'frozen'
) THEN
  RAISE EXCEPTION 'only a frozen report is published'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'publication_of_a_frozen_edition';
END IF;
RETURN NEW;
""",
)
refuses(publication_of_a_frozen_edition="Un bilan se publie une fois arrêté.")
