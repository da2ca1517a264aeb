/* cli/style_sheet.h: the action "sheet" of claimmap style. Private to cli. */
#ifndef CLM_CLI_STYLE_SHEET_H
#define CLM_CLI_STYLE_SHEET_H

/* Arguments after "sheet"; `styles_dir` may be NULL. Returns the exit status. */
int clm_style_sheet(int argc, char **argv, const char *styles_dir);

#endif
