"""An AWS for tests: Kinesis, Firehose, S3, STS, instance and container credentials, on loopback.

It verifies every signature, keeps what it takes, and fails as a script says. Python's standard
library only. Started by fake_aws.py beside this folder; aws_support.py is how tests use it."""
