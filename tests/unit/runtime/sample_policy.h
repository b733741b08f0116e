/* sample_policy.h - a policy small enough to be written by hand, as the emitter writes it.
 *
 * Tests of the runtime link it in place of generated code. Its table:
 *
 *   CREATE SCHEMA sample;
 *   CREATE TYPE sample.status AS ENUM ('open', 'paused', 'closed', 'test');
 *   CREATE TABLE sample.people (
 *       person_id  bigint PRIMARY KEY,
 *       full_name  text NOT NULL,            -- withheld everywhere: no cell
 *       born       date,
 *       balance    numeric(12,2) NOT NULL,
 *       consented  boolean,
 *       status     sample.status NOT NULL,
 *       note       text,
 *       details    jsonb,
 *       created_at timestamptz NOT NULL);
 *   CREATE PUBLICATION sample FOR TABLE
 *       sample.people (person_id, born, balance, consented, status, note, details, created_at);
 *
 * Releases:
 *   lake.people           all rows; shared positions, commit time, updates send changes
 *   regulator.open_people rows whose status is not 'test'; positions apart, updates send always,
 *                         rejected rows send key */
#ifndef SAMPLE_POLICY_H
#define SAMPLE_POLICY_H

#include "abi/projection.h"

/* Cells of the two releases. */
enum {
    SAMPLE_PEOPLE_PERSON_ID,
    SAMPLE_PEOPLE_BORN,
    SAMPLE_PEOPLE_BALANCE,
    SAMPLE_PEOPLE_CONSENTED,
    SAMPLE_PEOPLE_STATUS,
    SAMPLE_PEOPLE_NOTE,
    SAMPLE_PEOPLE_DETAILS,
    SAMPLE_PEOPLE_CREATED_AT,
    SAMPLE_PEOPLE_CELLS
};
enum {
    SAMPLE_OPEN_PEOPLE_PERSON_ID,
    SAMPLE_OPEN_PEOPLE_BALANCE,
    SAMPLE_OPEN_PEOPLE_STATUS,
    SAMPLE_OPEN_PEOPLE_CELLS
};

extern const struct sl_table sample_people;
extern const struct sl_projection sample_lake_people;
extern const struct sl_projection sample_regulator_open_people;

#endif
