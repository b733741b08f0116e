# runtime/sink/ - where records go; sink.h is the contract for those who write one.
libsluice_pusher_a_SOURCES += \
    %D%/class_set.h %D%/class_set.c %D%/sink.h %D%/sinks.h %D%/sinks.c %D%/file.c %D%/file_directory.h \
    %D%/file_directory.c %D%/file_marker.h %D%/file_marker.c %D%/marker_text.h %D%/marker_text.c \
    %D%/growing_files.h %D%/growing_files.c %D%/object.h %D%/object_result.c \
    %D%/object.c %D%/object_name.h %D%/object_name.c %D%/gzip.h %D%/gzip.c %D%/stdout.c \
    %D%/kinesis.c %D%/firehose.c %D%/put_destination.h %D%/put_destination.c %D%/aws_access.h \
    %D%/aws_access.c %D%/aws_identity.h %D%/aws_identity.c %D%/put_stream.h %D%/put_stream.c \
    %D%/put_channel.h %D%/put_channel.c %D%/gates.h %D%/gates.c %D%/stream_names.h \
    %D%/stream_names.c \
    %D%/kinesis_stream.h %D%/kinesis_stream.c %D%/outbox.h %D%/outbox.c %D%/put_body.h \
    %D%/put_body.c %D%/kpl.h %D%/kpl.c %D%/partition.h %D%/partition.c %D%/shards.h %D%/shards.c \
    %D%/growing_objects.h %D%/growing_objects.c %D%/s3.c %D%/s3_object.h %D%/s3_object.c %D%/s3_request.h %D%/s3_request.c \
    %D%/s3_response.h %D%/s3_response.c %D%/s3_check.h %D%/s3_check.c \
    %D%/s3_marker.h %D%/s3_marker.c
