# runtime/pipeline/
