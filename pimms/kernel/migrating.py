"""How the tables of a new database are made without waiting."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class AtOnce(migrations.Migration):
    """A migration each of whose operations may see what all of them make.

    For each model that it creates Django renders again those that are related to it: in a house
    where all of them are, that is every model for every model. Here they are rendered once. Fit
    for operations that only add, each as it stands at the end: CreateModel, in the order of what
    refers to what, and AddTrigger, which no rendered model shows.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """The state after the migration, whose operations the database has gone through."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        after = project_state.clone()
        rendered = after.__dict__.pop("apps", None)
        after = self.mutate_state(after, preserve=False)
        if rendered and not any(isinstance(made, CreateModel) for made in self.operations):
            after.apps = rendered
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, after)
        after.is_delayed = False
        return after
