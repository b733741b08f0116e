# tests/generated/ - the committed generated/: current, allowed forms only, one story.
TESTS += %D%/build.sh %D%/compiled.sh %D%/current.sh %D%/c.sh %D%/test_fields.py %D%/test_forms.py
EXTRA_DIST += %D%/build.sh %D%/compiled.sh %D%/current.sh %D%/c.sh %D%/test_fields.py %D%/test_forms.py %D%/parts.py
