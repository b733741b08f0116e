/* record_format.h - the number of the records' format: what the pusher writes and schemas promise. */
#ifndef SL_RECORD_FORMAT_H
#define SL_RECORD_FORMAT_H

/* `_format` of every record. Raised when a reader of the former format would misunderstand a record:
 * format 1, which had no `_format`, was ordered otherwise (docs/delivery.md). */
enum { SL_RECORD_FORMAT = 2 };

#endif
