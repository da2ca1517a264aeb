/* cli/formats.h: the file formats that `map` writes, in one table. */
#ifndef CLM_CLI_FORMATS_H
#define CLM_CLI_FORMATS_H

#include "claimmap.h"

typedef struct clm_output_format {
    const char *name;      /* of --format */
    const char *extension; /* of STEM: ".alt.txt" */
    bool (*wanted)(const clm_request *request);
    void (*want)(clm_request *request, bool wanted);
    const clm_buffer *(*content)(const clm_result *result);
} clm_output_format;

enum { CLM_OUTPUT_FORMATS = 5 };

extern const clm_output_format clm_output_formats[CLM_OUTPUT_FORMATS];

/* Makes `request` want the formats of a list with commas, and no others. False after a message. */
bool clm_formats_parse(const char *list, clm_request *request);

#endif
