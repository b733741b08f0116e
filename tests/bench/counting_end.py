"""A data stream that takes everything and looks at nothing: TLS on loopback, in as many processes as one
likes. For measuring what a sender can do where the far end costs next to nothing.

    counting_end.py CERTIFICATE KEY PROCESSES

Prints its URL. Each PutRecords is answered with as many fates as its body has "Data"; the fake AWS
(tests/aws) is the one that judges."""

import os
import socket
import ssl
import sys
import threading

SUMMARY = b'{"StreamDescriptionSummary":{"StreamStatus":"ACTIVE","MaxRecordSizeInKiB":1024}}'
SHARDS = (
    b'{"Shards":[{"ShardId":"shardId-000000000000","HashKeyRange":{"StartingHashKey":"0",'
    b'"EndingHashKey":"340282366920938463463374607431768211455"}}]}'
)
FATE = b'{"SequenceNumber":"49546986683135544286507457936321625675700192471156785154",'
FATE += b'"ShardId":"shardId-000000000000"}'


def answer_to(head, body):
    if b".PutRecords" in head:
        fates = b",".join([FATE] * body.count(b'"Data"'))
        return b'{"FailedRecordCount":0,"Records":[' + fates + b"]}"
    return SHARDS if b".ListShards" in head else SUMMARY


def serve(connection):
    came = b""
    while True:
        while b"\r\n\r\n" not in came:
            some = connection.recv(1 << 18)
            if not some:
                return
            came += some
        head, _, rest = came.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0])
        pieces, have = [rest], len(rest)
        while have < length:
            pieces.append(connection.recv(1 << 18))
            have += len(pieces[-1])
        whole = b"".join(pieces)
        body, came = whole[:length], whole[length:]
        reply = answer_to(head, body)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\n"
            b"content-length: %d\r\n\r\n%s" % (len(reply), reply)
        )


def secured(plain, context):
    serve(context.wrap_socket(plain, server_side=True))


def accept(listener, context):
    while True:
        plain, _ = listener.accept()
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=secured, args=(plain, context), daemon=True).start()


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    print(f"https://localhost:{listener.getsockname()[1]}", flush=True)
    for _ in range(int(sys.argv[3]) - 1):
        if os.fork() == 0:
            break
    accept(listener, context)


if __name__ == "__main__":
    main()
