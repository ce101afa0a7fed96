"""Wagtail starts with two groups that may edit every municipality's pages, and a workflow that asks one of them. Ours
hold in one each (`accounts.groups`)."""

from django.db import migrations


def drop(apps, schema_editor):
    """Only while nobody is in them."""
    Group = apps.get_model("auth", "Group")
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None, role_group=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_role_groups"),
        ("wagtailcore", "0048_add_default_workflows"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0002_initial_data"),
        ("wagtailimages", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
