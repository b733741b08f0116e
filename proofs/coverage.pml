/* coverage.pml - one release of one table, from PostgreSQL to the lake, while everything changes.
 *
 * A model of the delivery protocol in Promela. Spin tries every order of steps, with a kill of the pusher
 * between any two of them. A scenario (scenarios/NAME.pml) says what the table holds, what up to three
 * transactions do and what else happens, and includes this file. Each rule of the protocol has a switch
 * -DNO_RULE; proofs/run.py knows in which scenario the model fails without it. */

#include "model/scenario.pml"
#include "model/postgres.pml"
#include "model/lake.pml"
#include "model/memory.pml"
#include "model/rows.pml"
#include "model/stream.pml"
#include "model/filling.pml"
#include "model/end_mark.pml"
#include "model/pusher.pml"
#include "model/faults.pml"
#include "model/invariants.pml"
