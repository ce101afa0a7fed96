# Apart from the first: Wagtail's migrations stand on the user, and a role stands on Wagtail's sites.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('editor', 'Editor'), ('moderator', 'Moderator'), ('preparer', 'Preparer'), ('councillor', 'Councillor'), ('administrator', 'Administrator')], max_length=20)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='role_group', to='auth.group')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_groups', to='wagtailcore.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('site', 'role'), name='one_group_a_role_and_site')],
            },
        ),
    ]
