from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0004_via'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['target_kind', 'target_id', 'created_at', 'id'], name='comment_of_thing'),
        ),
    ]
