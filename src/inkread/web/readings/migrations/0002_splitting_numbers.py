from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("readings", "0001_kept_readings")]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="kind",
            field=models.CharField(
                choices=[
                    ("fix", "fix"),
                    ("confirm", "confirm"),
                    ("add", "add"),
                    ("remove-digit", "remove-digit"),
                    ("remove-number", "remove-number"),
                    ("merge", "merge"),
                    ("split", "split"),
                    ("judge", "judge"),
                    ("undo", "undo"),
                    ("redo", "redo"),
                ],
                max_length=20,
            ),
        ),
    ]
