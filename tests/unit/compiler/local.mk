# unit tests of compiler/
