/* setup_parts.h - the parts of setup.sql that no policy changes, in the order in which they stand. */
#ifndef SLC_SETUP_PARTS_H
#define SLC_SETUP_PARTS_H

/* What setup.sql takes where psql is given no other names. */
#define SLC_DEFAULT_PUBLICATION "sluice"
#define SLC_DEFAULT_READER "sluice_reader"

extern const char slc_setup_head[];
extern const char slc_setup_variables[];
extern const char slc_setup_roles[];
extern const char slc_setup_no_tables[];
extern const char slc_setup_tables[];
extern const char slc_setup_identities[];
extern const char slc_setup_whole_old_rows[];
extern const char slc_setup_row_keys[];
extern const char slc_setup_identities_set[];
extern const char slc_setup_grants[];
extern const char slc_setup_publication[];
extern const char slc_setup_publish[];
extern const char slc_setup_publish_nothing[];
extern const char slc_setup_platform[];

#endif
