/* attributes.h - the compiler attributes we rely on, in one place. */
#ifndef SL_ATTRIBUTES_H
#define SL_ATTRIBUTES_H

/* The result says whether it worked: looking away is an error. */
#define SL_MUST_USE __attribute__((warn_unused_result))

/* Argument `format` is a printf format for the arguments from `first` on. */
#define SL_PRINTF(format_index, first) __attribute__((format(printf, format_index, first)))

#define SL_NORETURN __attribute__((noreturn))

#endif
