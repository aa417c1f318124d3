from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="skill",
            name="ml_method",
            field=models.CharField(blank=True, default="", max_length=240),
            preserve_default=False,
        ),
    ]
