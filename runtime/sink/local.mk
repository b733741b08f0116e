# runtime/sink/ - where records go; sink.h is the contract for those who write one.
libsluice_pusher_a_SOURCES += \
    %D%/sink.h %D%/sinks.c %D%/sinks.h \
    %D%/file.c %D%/object.c %D%/object.h \
    %D%/object_name.c %D%/object_name.h %D%/gzip.c %D%/gzip.h \
    %D%/stdout.c \
    %D%/kinesis.c %D%/firehose.c %D%/put_sink.c %D%/put_sink.h %D%/aws_access.c %D%/aws_access.h \
    %D%/aws_tell.c %D%/aws_tell.h \
    %D%/puts.c %D%/puts.h %D%/kinesis_stream.c %D%/kinesis_stream.h \
    %D%/outbox.c %D%/outbox.h %D%/put_form.c %D%/put_form.h %D%/kpl.c %D%/kpl.h \
    %D%/partition.c %D%/partition.h %D%/shards.c %D%/shards.h \
    %D%/s3.c %D%/s3_object.c %D%/s3_object.h %D%/s3_request.c %D%/s3_request.h
