from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("readings", "0003_organisations")]

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
                    ("add-sign", "add-sign"),
                    ("fix-sign", "fix-sign"),
                    ("remove-sign", "remove-sign"),
                    ("judge", "judge"),
                    ("undo", "undo"),
                    ("redo", "redo"),
                ],
                max_length=20,
            ),
        ),
    ]
