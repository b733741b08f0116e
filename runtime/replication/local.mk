# runtime/replication/
