# lake/ - the Spark job; Python, not built.
EXTRA_DIST += \
    %D%/job.py %D%/demo.py %D%/scale.py %D%/requirements-spark3.txt %D%/requirements-spark4.txt \
    %D%/sluice_lake/__init__.py %D%/sluice_lake/batch.py %D%/sluice_lake/commands.py \
    %D%/sluice_lake/fills.py %D%/sluice_lake/fold.py %D%/sluice_lake/reading.py \
    %D%/sluice_lake/records.py %D%/sluice_lake/release.py %D%/sluice_lake/session.py \
    %D%/sluice_lake/stop.py %D%/sluice_lake/tables.py %D%/sluice_lake/upgrade.py
