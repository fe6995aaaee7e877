"""What the database keeps of reports by itself."""

import pgtrigger

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
