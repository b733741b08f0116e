#!/usr/bin/env bash
# Spark, Delta and what reads Delta, for the job in lake/ and its tests: each in a Python environment
# of its own in the build directory, made when it is first needed or its requirements changed.
#
#   build-support/lake.sh python ENV           prints the environment's Python: spark4, spark3, tools
#   build-support/lake.sh submit-args ENV      prints what spark-submit is told here
#   build-support/lake.sh submit ENV WORD…     spark-submit on this machine
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
FOLDER=$(realpath -m "${BUILD_DIR:-build}")/lake
MEMORY=${SLUICE_SPARK_MEMORY:-1g}

requirements() {
    case $1 in
    spark3 | spark4) echo "lake/requirements-$1.txt" ;;
    tools) echo tests/lake/requirements.txt ;;
    *)
        echo "lake.sh: no environment '$1'; there are spark4, spark3 and tools" >&2
        exit 2
        ;;
    esac
}

# Delta's own jars and none of those that come with Spark, which it names, too.
jars() {
    case $1 in
    spark4) echo io.delta:delta-spark_4.2_2.13:4.4.0 ;;
    spark3) echo io.delta:delta-spark_2.12:3.3.3 ;;
    esac
}
NOT_THESE='org.slf4j:*,org.apache.logging.log4j:*,org.roaringbitmap:*,com.fasterxml.jackson.core:*'
NOT_THESE+=',com.fasterxml.jackson.datatype:*,org.apache.hadoop:*,org.apache.parquet:*,org.antlr:*'
NOT_THESE+=',io.unitycatalog:*,javax.annotation:*,org.locationtech.jts:*,org.xerial.snappy:*'
NOT_THESE+=',io.airlift:*,com.github.luben:*,com.google.code.findbugs:*'

# Small: two cores, few partitions, no time spent on plans and code of a job that ends soon.
submit_args() {
    ARGS=(--master 'local[2]' --driver-memory "$MEMORY"
        --driver-java-options '-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m -XX:+UseSerialGC'
        --packages "$(jars "$1")" --exclude-packages "$NOT_THESE"
        --conf "spark.jars.ivy=$FOLDER/ivy-$1"
        --conf spark.log.level=ERROR --conf spark.ui.enabled=false
        --conf spark.ui.showConsoleProgress=false --conf spark.sql.shuffle.partitions=2
        --conf spark.sql.adaptive.enabled=false --conf spark.databricks.delta.snapshotPartitions=2
        --conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN
        --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1)
}

command=${1:-} name=${2:-}
shift 2 || {
    sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
}
wanted=$(requirements "$name")
build-support/venv.sh "$FOLDER/$name" "$wanted"
python=$FOLDER/$name/bin/python
case $command in
python) echo "$python" ;;
submit-args)
    submit_args "$name"
    printf '%q ' "${ARGS[@]}"
    ;;
submit)
    export PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python SPARK_LOCAL_IP=127.0.0.1
    submit_args "$name"
    exec "$FOLDER/$name/bin/spark-submit" "${ARGS[@]}" "$@"
    ;;
*)
    echo "lake.sh: no command '$command'" >&2
    exit 2
    ;;
esac
