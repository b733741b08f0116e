# runtime/sink/
