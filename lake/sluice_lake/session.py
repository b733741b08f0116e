"""The Spark session as the job needs it. What spark-submit was told counts, but for what would make
the tables wrong."""

from pyspark.sql import SparkSession

WANTED = {
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
}

NEEDED = {
    # moments are UTC in the records, and are shown so
    "spark.sql.session.timeZone": "UTC",
    # a column appears by a policy, never because a record has it
    "spark.databricks.delta.schema.autoMerge.enabled": "false",
    # days before 1582 as PostgreSQL counts them
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
    # the job has a name for every column, and names may differ by case alone in a database
    "spark.sql.caseSensitive": "false",
}


def session() -> SparkSession:
    builder = SparkSession.builder.appName("sluice-lake")
    for name, value in WANTED.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    for name, value in NEEDED.items():
        spark.conf.set(name, value)
    return spark
