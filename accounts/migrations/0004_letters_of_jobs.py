"""What waits to be sent in the jobs of an earlier version becomes letters, as it is posted now."""

import json

from django.conf import settings
from django.db import connection, migrations
from django.utils.timezone import now

_JOBS = """
    SELECT id, args, status FROM procrastinate_jobs
    WHERE task_name = 'accounts.tasks.send_mail' AND args ? 'text'
    AND status IN ('todo', 'doing', 'failed') ORDER BY id
"""


def take_over(apps, schema_editor):
    Letter = apps.get_model("accounts", "Letter")
    with connection.cursor() as cursor:
        cursor.execute(_JOBS)
        for job, args, status in cursor.fetchall():
            said = json.loads(args) if isinstance(args, str) else args
            given_up = {"failed_at": now(), "failure": "abandonné par une version précédente"}
            letter = Letter.objects.create(
                subject=f"{settings.HOUSE}\u202f: un message pour vous",
                **{name: said[name] for name in ("kind", "to", "text", "html")},
                about=said.get("about", ""),
                **(given_up if status == "failed" else {}),
            )
            number = json.dumps({"letter_id": letter.pk})
            cursor.execute("UPDATE procrastinate_jobs SET args = %s WHERE id = %s", [number, job])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_letters"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True)]
