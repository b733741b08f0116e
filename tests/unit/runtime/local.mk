# unit tests of runtime/
