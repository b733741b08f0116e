# runtime/functions/
